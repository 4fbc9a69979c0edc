// SignIndex: the characters of a text that are neither Han nor ASCII letters, digits or line feeds, in order; and, of
// Han, the compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F).
//
// In Chinese prose these are one character in ten, and every rule on widths, punctuation, spaces and invisible
// characters is about them. One pass finds them all; the rules then look only there. Offsets are bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/text/offset_map.hpp"

namespace jiaodui {

struct Sign {
    std::uint32_t at = 0;
    char32_t ch = 0;
};

struct LatinRun {
    std::uint32_t begin = 0;  // a maximal run of ASCII letters and digits
    std::uint32_t end = 0;
};

// A value; safe to share once built.
struct SignIndex {
    std::vector<Sign> signs;
    std::vector<LatinRun> runs;

    void build(std::string_view text);
    // Of the text that the map leads to, where this is the index of the text it comes from: only what stands about its
    // steps is read. The same as build().
    void revise(std::string_view text, const OffsetMap& map);
    // The signs whose first byte lies in [begin, end).
    [[nodiscard]] std::span<const Sign> within(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] std::span<const LatinRun> runs_within(std::uint32_t begin, std::uint32_t end) const;

  private:
    void scan(std::string_view text, std::uint32_t at, std::uint32_t end);
};

}  // namespace jiaodui
