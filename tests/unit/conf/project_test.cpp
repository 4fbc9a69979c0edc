#include "pipeline/conf/project.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;
using Files = std::vector<std::string>;

TEST_CASE("the closest configuration wins, and a git work tree ends the search") {
    const TempFolder folder;
    folder.write(".jiaodui.yaml");
    folder.write("a/b/c.md");
    CHECK(find_config(folder.path("a/b")) == folder.path(".jiaodui.yaml"));
    CHECK(find_root(folder.path("a/b")) == folder.path());
    folder.write("a/.jiaodui.yaml");
    CHECK(find_config(folder.path("a/b")) == folder.path("a/.jiaodui.yaml"));
    folder.write("a/b/.git/HEAD");
    CHECK_FALSE(find_config(folder.path("a/b")));
    CHECK(find_root(folder.path("a/b")) == folder.path("a/b"));
}

TEST_CASE("patterns stand for files, links never lead out") {
    const TempFolder folder;
    const TempFolder outside;
    outside.write("secret.yaml");
    for (const char* file : {"g/b.yaml", "g/a.yaml", "g/x/c.yaml", "g/.h/d.yaml", "g/a.tsv"}) folder.write(file);
    CHECK(*files_named(folder.path(), "g/*.yaml") == Files{"g/a.yaml", "g/b.yaml"});
    CHECK(*files_named(folder.path(), "g/**/*.yaml") == Files{"g/a.yaml", "g/b.yaml", "g/x/c.yaml"});
    CHECK(files_named(folder.path(), "h/*.yaml")->empty());
    CHECK_FALSE(files_named(folder.path(), "g/none.yaml"));
    CHECK_FALSE(files_named(folder.path(), "../x.yaml"));
    std::filesystem::create_symlink(outside.path("secret.yaml"), folder.path("g/link.yaml"));
    std::filesystem::create_directory_symlink(outside.path(), folder.path("out"));
    CHECK_FALSE(files_named(folder.path(), "g/link.yaml"));
    CHECK_FALSE(files_named(folder.path(), "g/*.yaml"));
    CHECK_FALSE(files_named(folder.path(), "out/secret.yaml"));

    Settings settings;
    settings.glossaries = {"g/a.*", "g/a.yaml", "none.yaml"};
    Problems problems;
    CHECK(glossary_files(folder.path(), settings, problems) == Files{"g/a.tsv", "g/a.yaml"});
    CHECK(problems.size() == 1);
}
