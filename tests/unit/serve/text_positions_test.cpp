#include "pipeline/serve/text_positions.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {
// 𠮷: four bytes, two UTF-16 units; 😀 the same.
const std::string_view kText = "a𠮷b\r\n😀剑\rz\n";
}  // namespace

TEST_CASE("positions count the units that were agreed on") {
    const TextPositions utf8(kText, PositionUnit::utf8), utf16(kText, PositionUnit::utf16),
        utf32(kText, PositionUnit::utf32);
    const auto b = static_cast<std::uint32_t>(kText.find('b'));
    CHECK(utf8.at(b) == Position{0, 5});
    CHECK(utf16.at(b) == Position{0, 3});
    CHECK(utf32.at(b) == Position{0, 2});
    const auto jian = static_cast<std::uint32_t>(kText.find("剑"));
    CHECK(utf16.at(jian) == Position{1, 2});
    CHECK(utf16.at(static_cast<std::uint32_t>(kText.find('z'))) == Position{2, 0});
}

TEST_CASE("every byte at the head of a character is found again") {
    for (const PositionUnit unit : {PositionUnit::utf8, PositionUnit::utf16, PositionUnit::utf32}) {
        const TextPositions positions(kText, unit);
        for (const std::string_view part : {"a", "𠮷", "b", "😀", "剑", "z"}) {
            const auto at = static_cast<std::uint32_t>(kText.find(part));
            CHECK(positions.byte_of(positions.at(at)) == at);
        }
    }
}

TEST_CASE("positions outside the text are its nearest place") {
    const TextPositions positions(kText, PositionUnit::utf16);
    CHECK(positions.byte_of({0, 99}) == kText.find('\r'));
    CHECK(positions.byte_of({0, 2}) == 1);  // within 𠮷
    CHECK(positions.byte_of({99, 0}) == kText.size());
    CHECK(positions.line_end(0) == kText.find('\r'));
    CHECK(TextPositions("", PositionUnit::utf16).byte_of({0, 0}) == 0);
}
