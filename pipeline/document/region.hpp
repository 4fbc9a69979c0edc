// Regions: the stretches of a view that are one piece of prose each. No match, edit or correction crosses a region.
#pragma once

#include <cstdint>

#include "pipeline/text/span.hpp"

namespace jiaodui {

enum class RegionKind : std::uint8_t { paragraph, heading, list_item, quote, table_cell, title, cue, footnote };

struct Region {
    RegionKind kind = RegionKind::paragraph;
    Span at;                    // bytes of the text that the present reader of the region sees
    std::uint32_t ordinal = 0;  // its number in the document, from 0, the same in every draft
};

}  // namespace jiaodui
