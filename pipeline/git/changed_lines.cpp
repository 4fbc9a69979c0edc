// With -U0 every line of a hunk begins with +, - or \, so `diff --git` and `@@` at the head of a line are git's own.
// Tested by tests/unit/git/changed_lines_test.cpp.
#include "pipeline/git/changed_lines.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace jiaodui {
namespace {

// `+c` or `+c,d` of "@@ -a,b +c,d @@".
std::optional<LineRange> range_of(std::string_view header) {
    const std::size_t plus = header.find(" +");
    if (plus == std::string_view::npos) return std::nullopt;
    const char* at = header.data() + plus + 2;
    const char* end = header.data() + header.size();
    std::uint32_t first = 0;
    std::uint32_t count = 1;
    const auto head = std::from_chars(at, end, first);
    if (head.ec != std::errc()) return std::nullopt;
    if (head.ptr != end && *head.ptr == ',') {
        if (std::from_chars(head.ptr + 1, end, count).ec != std::errc()) return std::nullopt;
    }
    if (count == 0) return std::nullopt;  // lines were only taken away
    return LineRange{first, first + count - 1};
}

void add(LineRanges& ranges, LineRange range) {
    if (!ranges.empty() && range.first <= ranges.back().last + 1) {
        ranges.back().last = std::max(ranges.back().last, range.last);
    } else {
        ranges.push_back(range);
    }
}

}  // namespace

bool touches(const LineRanges& ranges, std::uint32_t first, std::uint32_t last) {
    const auto it = std::lower_bound(ranges.begin(), ranges.end(), first,
                                     [](const LineRange& range, std::uint32_t line) { return range.last < line; });
    return it != ranges.end() && it->first <= last;
}

std::vector<LineRanges> parse_patches(std::string_view patches) {
    std::vector<LineRanges> out;
    while (!patches.empty()) {
        const std::size_t end = std::min(patches.find('\n'), patches.size() - 1);
        const std::string_view line = patches.substr(0, end);
        patches.remove_prefix(end + 1);
        if (line.starts_with("diff --git ")) {
            out.emplace_back();
        } else if (line.starts_with("@@ ") && !out.empty()) {
            if (const auto range = range_of(line)) add(out.back(), *range);
        }
    }
    return out;
}

}  // namespace jiaodui
