// apply: the next draft, and the map between the two.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/edit/finding.hpp"
#include "pipeline/text/offset_map.hpp"

namespace jiaodui {

struct Revision {
    std::string text;
    OffsetMap map;  // from the text given to the text made
};

// Makes the edits, which must be sorted and must not conflict (resolve() sees to that).
[[nodiscard]] Revision apply(std::string_view text, std::span<const Edit> edits);

}  // namespace jiaodui
