#include "pipeline/read/mask.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

std::string masked(std::string_view text) {
    const Mask out = mask(text, 0, true);
    std::string shown = out.text;
    for (const Span span : out.locked) shown += "|" + std::string(slice(text, span));
    return shown;
}

}  // namespace

TEST_CASE("nothing to mask costs no copy", "[mask]") {
    CHECK(mask("文字 a=b [c] {d}", 0, true).text.empty());
    CHECK(mask("$a$", 0, false).text.empty());
}

TEST_CASE("masked stretches keep their length", "[mask]") {
    CHECK(masked("甲$a_b$") == "甲xxxxx|$a_b$");
    CHECK(masked("[^1]: 甲[^2]") == "xxxxx 甲xxxx|[^1]:|[^2]");
    CHECK(masked("a[^1]: b") == "axxxx: b|[^1]");
    CHECK(masked("![](a =5x)") == "![](a    )");
    CHECK(masked("{{a}} $") == "xxxxx $|{{a}}");
    CHECK(masked("$$\na\n$$") == "xx\nx\nxx|$$\na\n$$");
}

TEST_CASE("what is not maths", "[mask]") {
    for (const char* text : {"$a", "$ a$", "$a $", "$a$1", "$a\n\nb$", "`$a$`", "\\$a$", "$$a", "a$$\n\nb$$"}) {
        CAPTURE(text);
        CHECK(mask(text, 0, true).locked.empty());
    }
    CHECK(masked("```\n$a\n```\nb$c$") == "```\n$a\n```\nbxxx|$c$");
    CHECK(masked("`a $b$") == "`a xxx|$b$");
    CHECK(masked("``a` $b$") == "``a` xxx|$b$");
}
