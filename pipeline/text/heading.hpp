// Headings of Markdown that begin with #, told by their line alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace jiaodui {

// The level of a heading, 0 for any other line. The line may end with a carriage return.
[[nodiscard]] inline std::size_t heading_level(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    return level >= 1 && level <= 6 && (line.size() == level || line[level] == ' ') ? level : 0;
}

// What makes the headings below one the tabs of a row (Wiki.js).
inline constexpr std::string_view kTabset = "{.tabset}";

}  // namespace jiaodui
