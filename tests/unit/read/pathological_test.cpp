// Hostile pages: whatever they are, every byte comes home and the time stays in proportion.
#include <array>
#include <catch2/catch.hpp>
#include <chrono>

#include "pipeline/edit/weave.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

std::string repeated(std::string_view unit, std::size_t times) {
    std::string out;
    out.reserve(unit.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += unit;
    return out;
}

void check(const std::string& source) {
    for (const char* name : {"page.md", "page.txt"}) {
        const auto document = read(name, source);
        REQUIRE(document);
        CHECK(test::flaws_of(*document) == "");
        const auto anchors = anchors_of(*document);
        CHECK(Weaver(*document, document->view, anchors).whole() == source);
    }
}

}  // namespace

TEST_CASE("unclosed and crossed constructs", "[pathological]") {
    for (const char* source : {"**",
                               "[",
                               "![",
                               "](",
                               "[](",
                               "<",
                               "</",
                               "<!--",
                               "<!-- a\n",
                               "`",
                               "```",
                               "```\n",
                               "$",
                               "$$",
                               "$$\n",
                               "{",
                               "{{",
                               "{{a",
                               "{.a",
                               "[^",
                               "[^1",
                               "[^]",
                               "[^1]:",
                               "---",
                               "---\n",
                               "---\ntitle",
                               "---\ntitle:\n---",
                               "|",
                               "|-|",
                               "|a|\n|-|",
                               "\\",
                               "\\\n",
                               "&",
                               "&#",
                               "a\\",
                               "~~",
                               "://",
                               "https://",
                               "//",
                               "@",
                               "a@",
                               "www.",
                               "=",
                               " =x)",
                               "![](a =1x",
                               "\xEF\xBB\xBF",
                               "\xEF\xBF\xBC",
                               "\r",
                               "\r\r\n",
                               "<font",
                               "<b\n",
                               "**a [b** c](d)",
                               "[a*b](c)*d*",
                               "*a<b>c*d</b>",
                               "[a](b\n\nc)",
                               "> - 1. > a\n b",
                               "https://a\\",
                               "https://a\\_",
                               "https://a？b=",
                               "甲\xEF\xBF\xBC\n\xEF\xBF\xBC乙"}) {
        CAPTURE(source);
        check(source);
        check("甲" + std::string(source) + "乙\n丙");
        check(std::string(source) + "\n" + source);
    }
}

TEST_CASE("long pages stay linear", "[pathological][slow]") {
    const std::size_t n = 100000;
    for (const auto& [prefix, unit, suffix] : std::initializer_list<std::array<const char*, 3>>{
             {"", "文字，", ""},    {"", "*a_", ""},          {"", "[", ""},     {"", "![", ""},
             {"", "[a](", ""},      {"", "[a](<b", ""},       {"", "<a ", ""},   {"", "<!--", ""},
             {"", "$a ", ""},       {"", "$$ \n", ""},        {"", "{.a ", ""},  {"", "{{a ", ""},
             {"", "[^", ""},        {"", "[^1]", ""},         {"", "a@", ""},    {"", "://", ""},
             {"", "http://", ""},   {"", "http://a ", ""},    {"", "//a.b", ""}, {"", "[x]{.a}", ""},
             {"", "[[x]{.a}", ""},  {"", "https://a？b", ""}, {"", "\\_", ""},   {"", "https://a\\_", ""},
             {"", "甲\n", ""},      {"", "a\n", ""},          {"", "> ", "甲"},  {"", "`a``b```c", ""},
             {"$ ", "`a ``b ", ""}, {"$", "\n```", ""},       {"", "~~ ", ""},   {"", "<b>甲", ""},
             {"", "&a", ""},        {"---\n", "a: b\n", ""},  {"", "|a\n", ""},  {"|a|\n|---|\n", "|b|\n", ""}}) {
        CAPTURE(unit);
        const std::string source = prefix + repeated(unit, n) + suffix;
        const auto begin = std::chrono::steady_clock::now();
        const auto document = read("page.md", source);
        REQUIRE(document);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        CHECK(test::flaws_of(*document) == "");
        CHECK(taken.count() < 3.0);
    }
}

TEST_CASE("deep nesting is not read", "[pathological][slow]") {
    const std::string source = repeated("- ", 50000) + "甲\n" + repeated("\n", 900000);
    const auto document = read("page.md", source);
    REQUIRE(document);
    CHECK(document->regions.empty());
    CHECK(test::flaws_of(*document) == "");
    CHECK(read("page.md", repeated("- ", 100) + "甲\n" + repeated("\n", 9000))->regions.size() == 1);
}

TEST_CASE("a table cannot explode", "[pathological][slow]") {
    const std::size_t n = 20000;
    const std::string source = repeated("|a", n) + "|\n" + repeated("|---", n) + "|\n" + repeated("|b\n", n);
    const auto document = read("page.md", source);
    REQUIRE(document);
    CHECK(test::flaws_of(*document) == "");
    CHECK(structure_of(*document) == structure_of(*document));
}
