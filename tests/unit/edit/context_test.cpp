// Contexts: eight characters of content, whatever stands between them.
#include <catch2/catch.hpp>

#include "pipeline/edit/context.hpp"

using namespace jiaodui;

TEST_CASE("contexts leave out spaces, line breaks and punctuation") {
    const std::string text = "一二，三 四\n五六。七八九十甲，乙丙“丁”戊己庚辛壬癸";
    const auto at = static_cast<std::uint32_t>(text.find("甲"));
    CHECK(context_left(text, at) == "三四五六七八九十");
    CHECK(context_right(text, at + 3) == "乙丙丁戊己庚辛壬");
}

TEST_CASE("at the ends of a text contexts are shorter") {
    CHECK(contexts_of("甲乙丙", {3, 6}) == Contexts{"甲", "丙"});
    CHECK(contexts_of("甲", {0, 3}) == Contexts{"", ""});
    CHECK(contexts_of("", {0, 0}) == Contexts{"", ""});
}

TEST_CASE("a joined line and a new comma leave contexts as they were") {
    const std::string before = "随后包括裁联社\n在内的多家媒体报道";
    const std::string after = "随后包括裁联社，在内的多家媒体，报道";
    const auto span = [](const std::string& text) {
        const auto at = static_cast<std::uint32_t>(text.find("裁联社"));
        return Span{at, at + 9};
    };
    CHECK(contexts_of(before, span(before)) == contexts_of(after, span(after)));
}

TEST_CASE("of a long run without content only so much is looked at") {
    const std::string dots(100'000, '.');
    CHECK(context_left("甲" + dots, static_cast<std::uint32_t>(dots.size() + 3)).empty());
    CHECK(context_right(dots + "甲", 0).empty());
}
