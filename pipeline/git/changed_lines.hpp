// Which lines of a file a change has added or touched, as `git diff -U0` says it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace jiaodui {

// Lines of the new version, 1-based; [first, last], in order, disjoint.
struct LineRange {
    std::uint32_t first = 1;
    std::uint32_t last = 1;
    friend bool operator==(const LineRange&, const LineRange&) = default;
};
using LineRanges = std::vector<LineRange>;

// The ranges meet the lines [first, last]. O(log n).
[[nodiscard]] bool touches(const LineRanges& ranges, std::uint32_t first, std::uint32_t last);

// The patches of one `git diff -U0`, one a file, in its order: a file without hunks (renamed, binary), or from
// which lines were only taken away, has no ranges.
[[nodiscard]] std::vector<LineRanges> parse_patches(std::string_view patches);

}  // namespace jiaodui
