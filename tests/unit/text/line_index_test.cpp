#include <catch2/catch.hpp>

#include "pipeline/text/line_index.hpp"

using namespace jiaodui;

TEST_CASE("columns count code points, and a byte order mark counts none") {
    const std::string text = "\xEF\xBB\xBF汉a\n第二行\r\n末";
    const LineIndex index(text);
    CHECK(index.lines() == 3);
    CHECK(index.at(3) == LineColumn{1, 1});
    CHECK(index.at(6) == LineColumn{1, 2});
    CHECK(index.at(8) == LineColumn{2, 1});
    CHECK(index.at(11) == LineColumn{2, 2});
    CHECK(index.line(3) == "末");
}

TEST_CASE("a place is found again from its line and column") {
    const std::string text = "\xEF\xBB\xBF汉a\n第二行\n末";
    const LineIndex index(text);
    for (const std::uint32_t at : {3u, 6u, 7u, 8u, 11u, 14u, 18u}) CHECK(index.byte_of(index.at(at)) == at);
    CHECK_FALSE(index.byte_of({4, 1}).has_value());
    CHECK_FALSE(index.byte_of({1, 9}).has_value());
    CHECK_FALSE(index.byte_of({0, 1}).has_value());
}

TEST_CASE("a text without a final line feed, and an empty one") {
    CHECK(LineIndex("").at(0) == LineColumn{1, 1});
    CHECK(LineIndex("a").at(1) == LineColumn{1, 2});
    CHECK(LineIndex("a\n").at(2) == LineColumn{2, 1});
}
