#include "pipeline/conf/glob.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

bool matches(std::string_view pattern, std::string_view path, bool is_folder = false) {
    const auto glob = Glob::parse(pattern);
    REQUIRE(glob);
    return glob->matches(path, is_folder);
}

GlobList list(std::initializer_list<std::string_view> patterns) {
    GlobList out;
    for (const auto pattern : patterns) REQUIRE(out.add(pattern));
    return out;
}

}  // namespace

TEST_CASE("a pattern without a slash matches at every depth") {
    CHECK(matches("*.md", "a.md"));
    CHECK(matches("*.md", "a/b/c.md"));
    CHECK_FALSE(matches("*.md", "a.md.txt"));
    CHECK(matches("temp", "a/temp", true));
    CHECK(matches("期?.md", "期九.md"));
    CHECK_FALSE(matches("期?.md", "期九百.md"));
}

TEST_CASE("a slash ties a pattern to its folder") {
    CHECK(matches("/a.md", "a.md"));
    CHECK_FALSE(matches("/a.md", "b/a.md"));
    CHECK(matches("b/*.md", "b/a.md"));
    CHECK_FALSE(matches("b/*.md", "c/b/a.md"));
    CHECK_FALSE(matches("b/*.md", "b/c/a.md"));
    CHECK(matches("./b/*.md", "b/a.md"));
    CHECK(matches("./a.md", "a.md"));
    CHECK_FALSE(matches("./a.md", "b/a.md"));
}

TEST_CASE("two stars are any number of folders") {
    CHECK(matches("**/*.md", "a.md"));
    CHECK(matches("**/*.md", "a/b/c.md"));
    CHECK(matches("a/**", "a/b"));
    CHECK(matches("a/**", "a/b/c"));
    CHECK_FALSE(matches("a/**", "a", true));
    CHECK(matches("a/**/b", "a/b"));
    CHECK(matches("a/**/b", "a/x/y/b"));
    CHECK_FALSE(matches("a/**/b", "a/x/y/c"));
    CHECK(matches("a/**/b/**/c", "a/b/b/x/c"));
    CHECK(matches("a**b", "axxb"));
    CHECK_FALSE(matches("/a**b", "ax/xb"));
}

TEST_CASE("brackets and escapes") {
    CHECK(matches("[0-9][0-9].md", "13.md"));
    CHECK_FALSE(matches("[!0-9].md", "1.md"));
    CHECK(matches("[^0-9].md", "a.md"));
    CHECK(matches("[一-龥].md", "督.md"));
    CHECK(matches("[]a].md", "].md"));
    CHECK(matches("\\*.md", "*.md"));
    CHECK_FALSE(matches("\\*.md", "a.md"));
    CHECK_FALSE(Glob::parse("[a.md"));
    CHECK_FALSE(Glob::parse("/"));
    CHECK_FALSE(Glob::parse(""));
}

TEST_CASE("the last match decides; an excluded folder keeps what is in it") {
    const GlobList globs = list({"template/", "*.txt", "!keep.txt"});
    CHECK(globs.covers("template/a.md"));
    CHECK(globs.covers("x/template/y/a.md"));
    CHECK_FALSE(globs.covers("template"));
    CHECK(globs.covers("template", true));
    CHECK(globs.covers("a.txt"));
    CHECK_FALSE(globs.covers("b/keep.txt"));
    CHECK(globs.covers("template/keep.txt"));
    CHECK(globs.verdict("keep.txt", false) == false);
    CHECK_FALSE(globs.verdict("a.md", false));
}

TEST_CASE("ignore files: comments, blanks, escapes, lines that are no pattern") {
    GlobList globs;
    globs.add_ignore_file("# comment\n\n/build/\r\n*.tmp   \n\\#real\n[open\nsp\\ ace\n");
    CHECK(globs.covers("build/x"));
    CHECK(globs.covers("a/b.tmp"));
    CHECK(globs.covers("#real"));
    CHECK(globs.covers("sp ace"));
    CHECK_FALSE(globs.covers("[open"));
    CHECK_FALSE(globs.covers("src/x"));
}

TEST_CASE("stars do not explode") {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += "*a";
    CHECK_FALSE(matches(pattern + "b", std::string(3000, 'a')));
    std::string deep;
    std::string path;
    for (int i = 0; i < 60; ++i) deep += "**/a/";
    for (int i = 0; i < 1000; ++i) path += "a/";
    CHECK_FALSE(matches(deep + "b", path + "c"));
}
