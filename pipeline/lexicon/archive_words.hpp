// How the discovered words lie in the archive lexicon: section "words". Shared by the builder (learn/) and the reader.
//
// In this order, each beginning at a multiple of 8: Header; firsts (u32 × symbols + 1: the first word that begins with
// the symbol); Word × words, sorted by their symbols.
#pragma once

#include <array>
#include <cstdint>

namespace jiaodui::archive_words {

inline constexpr std::size_t kShortest = 2, kLongest = 8;
inline constexpr float kCohesionStep = 1.0f / 16, kFreedomStep = 1.0f / 32;

struct Header {
    std::uint32_t symbols = 0;
    std::uint32_t words = 0;
};
struct Word {
    std::array<std::uint16_t, kLongest> symbols{};  // kEdge (0) after the last
    std::uint32_t count = 0;
    std::uint16_t pages = 0;
    std::uint8_t cohesion = 0;
    std::uint8_t freedom = 0;
};
static_assert(sizeof(Header) == 8 && sizeof(Word) == 24);

}  // namespace jiaodui::archive_words
