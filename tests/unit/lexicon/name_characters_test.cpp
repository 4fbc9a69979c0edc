#include "pipeline/lexicon/name_characters.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string_view>

using namespace jiaodui;

TEST_CASE("surnames, and the characters that spell foreign names") {
    const auto all = [](std::u32string_view text, bool (*is)(char32_t)) {
        return std::all_of(text.begin(), text.end(), is);
    };
    const auto none = [](std::u32string_view text, bool (*is)(char32_t)) {
        return std::none_of(text.begin(), text.end(), is);
    };
    CHECK(all(U"王赵马萧", is_surname));
    CHECK(none(U"的电记者报道，a1", is_surname));
    CHECK(all(U"瓦西里克哈努伊拉斯莫戈麦尔朗基德", spells_foreign_names));
    CHECK(none(U"的了是我们电记者报道，a1", spells_foreign_names));
}
