#include "pipeline/conf/walk.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;
using Files = std::vector<std::string>;

namespace {

struct Tree {
    Tree() {
        config.root = folder.path();
        for (const char* file : {"b.md", "a/2.MD", "a/1.markdown", "a/x.csv", "a-b/3.txt", ".git/c.md", ".jiaodui/d.md",
                                 "a/.hidden.md", "build/e.md", "template/f.md"}) {
            folder.write(file);
        }
    }
    // Files found, relative to the folder.
    Files found(const Files& arguments, bool ignore_files = true) {
        Files absolute;
        for (const auto& argument : arguments) absolute.push_back(folder.path(argument));
        last = walk(absolute, config, ignore_files);
        Files out;
        for (const auto& file : last.files) out.push_back(file.substr(folder.path().size() + 1));
        return out;
    }
    TempFolder folder;
    Config config;
    Walked last;
};

}  // namespace

TEST_CASE("a folder stands for its texts, sorted by bytes, hidden ones left out") {
    Tree tree;
    CHECK(tree.found({""}) == Files{"a/1.markdown", "a/2.MD", "a-b/3.txt", "b.md", "build/e.md", "template/f.md"});
    CHECK(tree.found({"b.md", "a", "a/2.MD"}) == Files{"b.md", "a/1.markdown", "a/2.MD"});
    CHECK(tree.found({"a/x.csv", "a/.hidden.md"}) == Files{"a/x.csv", "a/.hidden.md"});
}

TEST_CASE("files.include and files.exclude") {
    Tree tree;
    REQUIRE(tree.config.include.add("**/*.csv"));
    REQUIRE(tree.config.include.add("/b.md"));
    REQUIRE(tree.config.exclude.add("template/"));
    CHECK(tree.found({""}) == Files{"a/x.csv", "b.md"});
    CHECK(tree.found({"template/f.md", "template", "a/1.markdown"}) == Files{"a/1.markdown"});
    CHECK(tree.last.left_out.size() == 2);
    CHECK(tree.last.problems.empty());
}

TEST_CASE("ignore files: inner before outer, ours before git's, git's only for what is found") {
    Tree tree;
    tree.folder.write(".gitignore", "build/\n*.txt\n");
    tree.folder.write("a-b/.gitignore", "!3.txt\n");
    tree.folder.write(".jiaoduiignore", "/template/\n");
    tree.folder.write("a/.jiaoduiignore", "1.*\n");
    CHECK(tree.found({""}) == Files{"a/2.MD", "a-b/3.txt", "b.md"});
    CHECK(tree.found({"build"}) == Files{"build/e.md"});
    CHECK(tree.found({"build/e.md", "a/1.markdown", "template/f.md"}) == Files{"build/e.md"});
    CHECK(tree.last.left_out.size() == 2);
    tree.folder.write(".jiaoduiignore", "!build/\n");
    CHECK(tree.found({""}) == Files{"a/2.MD", "a-b/3.txt", "b.md", "build/e.md", "template/f.md"});
    CHECK(tree.found({""}, false).size() == 6);
}

TEST_CASE("missing paths are problems and hide nothing") {
    Tree tree;
    CHECK(tree.found({"none.md", "b.md", "x/*.md"}) == Files{"b.md"});
    REQUIRE(tree.last.problems.size() == 2);
    CHECK(tree.last.problems[0].where.file == tree.folder.path("none.md"));
}

TEST_CASE("patterns that the shell left alone are expanded") {
    Tree tree;
    tree.folder.write(".gitignore", "build/\n");
    CHECK(tree.found({"a*/[0-9].*"}) == Files{"a-b/3.txt", "a/1.markdown", "a/2.MD"});
    CHECK(tree.found({"**/?.md"}) == Files{"b.md", "template/f.md"});
    CHECK(tree.found({"build/*.md"}) == Files{"build/e.md"});
    tree.folder.write("odd[1].md");
    CHECK(tree.found({"odd[1].md"}) == Files{"odd[1].md"});
}

TEST_CASE("links are not followed by a walk, but a named link is taken") {
    Tree tree;
    std::filesystem::create_directory_symlink(tree.folder.path("a"), tree.folder.path("link"));
    std::filesystem::create_symlink(tree.folder.path("b.md"), tree.folder.path("c.md"));
    CHECK(tree.found({""}).size() == 6);
    CHECK(tree.found({"c.md"}) == Files{"c.md"});
    CHECK(tree.found({"link"}) == Files{"link/1.markdown", "link/2.MD"});
}

TEST_CASE("files outside the root are taken as they are") {
    Tree tree;
    REQUIRE(tree.config.exclude.add("*.md"));
    const TempFolder other;
    other.write("x/a.md");
    other.write("x/b.md");
    other.write("x/.gitignore", "b.md\n");
    CHECK(walk({other.path()}, tree.config).files == Files{other.path("x/a.md")});
    CHECK(walk({other.path("x/b.md")}, tree.config).files == Files{other.path("x/b.md")});
    CHECK(path_in_root(tree.config.root, tree.folder.path("a/2.MD")) == "a/2.MD");
    CHECK(path_in_root(tree.config.root, other.path("x/a.md")) == other.path("x/a.md").substr(1));
}

TEST_CASE("paths are shown as given") {
    Tree tree;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(tree.folder.path());
    CHECK(walk({"a"}, tree.config).files == Files{"a/1.markdown", "a/2.MD"});
    CHECK(walk({"./a/"}, tree.config).files == Files{"./a/1.markdown", "./a/2.MD"});
    CHECK(walk({"."}, tree.config).files.front() == "a/1.markdown");
    CHECK(walk({"./b.md", "b.md"}, Config{}).files == Files{"./b.md"});
    std::filesystem::current_path(before);
}
