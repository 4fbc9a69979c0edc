#include "pipeline/read/structure.hpp"

#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

bool same(const char* before, const char* after) { return same_structure(*read("page.md", before), after); }

}  // namespace

TEST_CASE("prose may change", "[structure]") {
    CHECK(same("甲乙\n", "丙\n"));
    CHECK(same("但**重要**的", "但**很重要**的。"));
    CHECK(same("> 甲\n> 乙", "> 甲，\n> 乙"));  // the break was hidden and is shown now
    CHECK(same("甲.\nb", "甲。\nb"));
    CHECK(same("甲 \n乙", "甲\n乙"));  // a space on the edge of a line
    CHECK(same("---\ntitle: 甲\n---\n", "---\ntitle: 乙：丙\n---\n"));
    CHECK(same("# 甲 {.tabset}\n乙", "# 甲 {.tabset}\n丙"));
    CHECK(same("1. 甲", "1. 乙"));
    CHECK(same("", ""));
}

TEST_CASE("markup may not", "[structure]") {
    CHECK_FALSE(same("# 甲", "## 甲"));
    CHECK_FALSE(same("1. 甲", "2. 甲"));
    CHECK_FALSE(same("1. 甲", "1) 甲"));
    CHECK_FALSE(same("1. 甲", "1。甲"));
    CHECK_FALSE(same("- 甲", "* 甲"));
    CHECK_FALSE(same("甲\n乙", "甲乙"));
    CHECK_FALSE(same("甲\n乙", "甲\n\n乙"));
    CHECK_FALSE(same("甲  \n乙", "甲\n乙"));
    CHECK_FALSE(same("**甲** 乙", "** 甲** 乙"));
    CHECK_FALSE(same("甲[乙](a)", "甲[乙](b)"));
    CHECK_FALSE(same("甲`乙`", "甲`丙`"));
    CHECK_FALSE(same("甲<b>乙</b>", "甲<i>乙</i>"));
    CHECK_FALSE(same("甲https://a.b/c。乙", "甲https://a.b/cd。乙"));
    CHECK_FALSE(same("甲 {.a}", "甲 {.b}"));
    CHECK_FALSE(same("甲 {.a}", "甲 ｛.a｝"));
    CHECK_FALSE(same("> 甲。\n{.is-warning}", "> 甲。\n\n{.is-warning}"));
    CHECK_FALSE(same("甲", "甲*乙*"));
    CHECK_FALSE(same("甲", "甲&lt;"));
    CHECK_FALSE(same("甲", "甲https://a.b"));
    CHECK_FALSE(same("甲", "# 甲"));
    CHECK_FALSE(same("甲\\*乙", "甲\\＊乙"));
    CHECK_FALSE(same("---\ntitle: 甲\n---\n", "---\ntitle: 甲: 乙\n---\n"));
    CHECK_FALSE(same("---\ntitle: 甲\n---\n", "---\ntitle: 甲 #乙\n---\n"));
    CHECK_FALSE(same("---\ntags: 甲, 乙\n---\n", "---\ntags: 甲，乙\n---\n"));
    CHECK_FALSE(same("|甲|\n|---|", "|甲|乙|\n|---|---|"));
    CHECK_FALSE(same("|甲|\n|---|", "|甲|\n|:-:|"));
}

TEST_CASE("plain text keeps its lines", "[structure]") {
    const auto plain = [](const char* before, const char* after) {
        return same_structure(*read("a.txt", before), after);
    };
    CHECK(plain("甲\n\n乙", "丙\n\n丁丁"));
    CHECK(plain("甲 \n# 乙", "甲\n# 丙"));
    CHECK_FALSE(plain("甲\n乙", "甲乙"));
    CHECK_FALSE(plain("甲\n乙", "甲\n\n乙"));
    CHECK_FALSE(plain("甲\n", "甲"));
    CHECK_FALSE(plain("甲\r\n", "甲\n"));
}

TEST_CASE("the fingerprint does not know the name", "[structure]") {
    CHECK(structure_of(*read("a.md", "甲")) == structure_of("甲", Format::wikijs));
    CHECK(structure_of(*read("a.md", "甲")) == structure_of(*read("b.md", "乙")));
}
