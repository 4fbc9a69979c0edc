// Binary search over the steps; composition is one sweep over both lists in the order of the text between.
// Tested by tests/unit/text/offset_map_test.cpp and tests/property/offset_map_property.cpp.
#include "pipeline/text/offset_map.hpp"

#include <algorithm>
#include <cassert>

namespace jiaodui {
namespace {

using Step = OffsetMap::Step;

// Do two spans of one text depend on each other: share a byte, one strictly inside the other, or both be the
// same empty place?
bool entangled(Span a, Span b) {
    if (share_bytes(a, b)) return true;
    if (a.empty() && b.empty()) return a.begin == b.begin;
    if (a.empty()) return b.begin < a.begin && a.begin < b.end;
    if (b.empty()) return a.begin < b.begin && b.begin < a.end;
    return false;
}

}  // namespace

void OffsetMap::add(Span from, Span to) {
    assert(from.begin <= from.end && to.begin <= to.end);
    if (!steps_.empty()) {
        const Step& last = steps_.back();
        assert(last.from.end <= from.begin && last.to.end <= to.begin);
        (void)last;
        assert(from.begin - last.from.end == to.begin - last.to.end);
    } else {
        assert(from.begin == to.begin);
    }
    steps_.push_back({from, to});
}

Span OffsetMap::back(Span to) const {
    // A place: the new text's place p stands for the old text's place; inside a step, for the whole step.
    if (to.empty()) {
        auto it = std::upper_bound(steps_.begin(), steps_.end(), to.begin,
                                   [](std::uint32_t at, const Step& s) { return at < s.to.end; });
        // `it` is the first step that ends after the place; the one before ends at or before it.
        if (it != steps_.end() && it->to.begin < to.begin) return it->from;
        if (it == steps_.begin()) return to;
        const Step& before = *std::prev(it);
        const std::uint32_t at = before.from.end + (to.begin - before.to.end);
        return {at, at};
    }
    const auto first = std::upper_bound(steps_.begin(), steps_.end(), to.begin,
                                        [](std::uint32_t at, const Step& s) { return at < s.to.end; });
    std::uint32_t begin = to.begin;
    if (first != steps_.end() && first->to.begin <= to.begin && !first->to.empty()) {
        begin = first->from.begin;
    } else if (first != steps_.begin()) {
        const Step& before = *std::prev(first);
        begin = before.from.end + (to.begin - before.to.end);
    }
    // The last step that begins before the span's end.
    const auto after = std::lower_bound(steps_.begin(), steps_.end(), to.end,
                                        [](const Step& s, std::uint32_t at) { return s.to.begin < at; });
    std::uint32_t end = to.end;
    if (after != steps_.begin()) {
        const Step& last = *std::prev(after);
        end = to.end <= last.to.end ? last.from.end : last.from.end + (to.end - last.to.end);
    }
    return {begin, end};
}

std::uint32_t OffsetMap::forward_anchor(std::uint32_t from) const {
    // The last step that ends at or before the place decides the shift (an insertion at the place is left of it).
    auto it = std::upper_bound(steps_.begin(), steps_.end(), from,
                               [](std::uint32_t at, const Step& s) { return at < s.from.end; });
    if (it != steps_.end() && it->from.begin < from) return it->to.end;
    if (it == steps_.begin()) return from;
    const Step& before = *std::prev(it);
    return before.to.end + (from - before.from.end);
}

Span OffsetMap::forward(Span from) const {
    const std::uint32_t begin = forward_anchor(from.begin);
    if (from.empty()) return {begin, begin};
    // The end of a span is left of anything inserted there.
    const auto it = std::lower_bound(steps_.begin(), steps_.end(), from.end,
                                     [](const Step& s, std::uint32_t at) { return s.from.begin < at; });
    // `it` is the first step that begins at or after the end; the one before begins inside or before.
    std::uint32_t end = from.end;
    if (it != steps_.begin()) {
        const Step& before = *std::prev(it);
        end = from.end < before.from.end ? before.to.begin : before.to.end + (from.end - before.from.end);
    }
    return {std::min(begin, end), std::max(begin, end)};
}

Span OffsetMap::forward_growing(Span from) const {
    // Begin: left of insertions made there. End: right of them.
    const auto it = std::lower_bound(steps_.begin(), steps_.end(), from.begin,
                                     [](const Step& s, std::uint32_t at) { return s.from.begin < at; });
    std::uint32_t begin = from.begin;
    if (it != steps_.begin()) {
        const Step& before = *std::prev(it);
        begin = from.begin < before.from.end ? before.to.begin : before.to.end + (from.begin - before.from.end);
    }
    const std::uint32_t end = forward_anchor(from.end);
    return {begin, std::max(begin, end)};
}

bool OffsetMap::touches(Span from) const {
    auto it = std::lower_bound(steps_.begin(), steps_.end(), from.begin,
                               [](const Step& s, std::uint32_t at) { return s.from.end < at; });
    for (; it != steps_.end() && it->from.begin <= from.end; ++it) {
        if (entangled(it->from, from)) return true;
    }
    return false;
}

Composition compose(const OffsetMap& first, const OffsetMap& second) {
    const auto a = first.steps();
    const auto b = second.steps();
    Composition out;
    std::size_t i = 0;
    std::size_t j = 0;
    // Shifts of the last finished group: middle → old, middle → new.
    std::int64_t to_old = 0;
    std::int64_t to_new = 0;
    while (i < a.size() || j < b.size()) {
        // Start a group with whichever stands first in the middle text; at one place an insertion goes first.
        const auto key = [](Span s) { return std::pair(s.begin, s.end); };
        const bool take_a = j == b.size() || (i < a.size() && key(a[i].to) <= key(b[j].from));
        Span middle = take_a ? a[i].to : b[j].from;
        const std::size_t i0 = i;
        const std::size_t j0 = j;
        (take_a ? i : j) += 1;
        for (bool grown = true; grown;) {
            grown = false;
            while (i < a.size() && entangled(a[i].to, middle)) {
                middle = {std::min(middle.begin, a[i].to.begin), std::max(middle.end, a[i].to.end)};
                ++i;
                grown = true;
            }
            while (j < b.size() && entangled(b[j].from, middle)) {
                middle = {std::min(middle.begin, b[j].from.begin), std::max(middle.end, b[j].from.end)};
                ++j;
                grown = true;
            }
        }
        // Old side: outside a's steps the middle is the old text shifted; the same for the new side.
        const auto shift = [](std::uint32_t at, std::int64_t by) {
            return static_cast<std::uint32_t>(static_cast<std::int64_t>(at) + by);
        };
        Span from{shift(middle.begin, to_old), 0};
        Span to{shift(middle.begin, to_new), 0};
        for (std::size_t k = i0; k < i; ++k) {
            to_old = static_cast<std::int64_t>(a[k].from.end) - static_cast<std::int64_t>(a[k].to.end);
        }
        for (std::size_t k = j0; k < j; ++k) {
            to_new = static_cast<std::int64_t>(b[k].to.end) - static_cast<std::int64_t>(b[k].from.end);
        }
        from.end = shift(middle.end, to_old);
        to.end = shift(middle.end, to_new);
        out.map.add(from, to);
        out.origins.push_back({i0, i, j0, j});
    }
    return out;
}

}  // namespace jiaodui
