// One pass that remembers where each pair of characters stood last: in a loop it is one unit back. Tested by
// tests/unit/rule/loop_test.cpp and rules/noise/loop.md.
#include "pipeline/rule/kinds/loop.hpp"

#include <array>
#include <cstring>

#include "pipeline/document/document.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kHan = 3;  // bytes of a character of the blocks that begin a unit
constexpr std::uint32_t kLongest = 40 * kHan;

bool is_common_han_lead(char byte) {
    const auto b = static_cast<unsigned char>(byte);
    return b >= 0xE4 && b <= 0xE9;
}

// Of two characters by their last two bytes each.
std::size_t slot_of(const char* pair) {
    std::uint16_t first = 0, second = 0;
    std::memcpy(&first, pair + 1, sizeof first);
    std::memcpy(&second, pair + kHan + 1, sizeof second);
    return (first * 31u ^ second) % 1024;
}

// How often a unit must be said, 0: it is none.
std::uint32_t needed(std::string_view unit) {
    std::size_t characters = 0;
    char32_t first = 0;
    bool different = false;
    for (std::size_t i = 0; i < unit.size(); ++characters) {
        const utf8::Decoded c = utf8::decode(unit, i);
        if (is_han(c.ch)) {
            different = different || (first != 0 && c.ch != first);
            if (first == 0) first = c.ch;
        }
        i += c.length;
    }
    if (!different || unit.find(kLockedMark) != std::string_view::npos) return 0;
    return characters <= 3 ? 6 : characters <= 7 ? 4 : 3;
}

}  // namespace

void find_loops(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text.substr(0, scope.range.end);
    if (scope.range.size() < 6 * 2 * kHan) return;  // no loop is shorter
    std::array<std::uint32_t, 1024> last{};         // the place after the begin of the pair; 0: not seen
    for (std::uint32_t at = scope.range.begin; at + 2 * kHan <= text.size();) {
        if (!is_common_han_lead(text[at])) {
            at += utf8::length_of(text[at]);
            continue;
        }
        std::uint32_t& seen = last[slot_of(text.data() + at)];
        const std::uint32_t unit = seen == 0 ? 0 : at + 1 - seen;
        seen = at + 1;
        const auto again = [&](std::uint32_t from, std::uint32_t to) {
            return to + unit <= text.size() && std::memcmp(text.data() + from, text.data() + to, unit) == 0;
        };
        if (unit < 2 * kHan || unit > kLongest || !again(at - unit, at)) {
            at += kHan;
            continue;
        }
        const std::uint32_t begin = at - unit;
        std::uint32_t end = at + unit;
        while (again(begin, end)) end += unit;
        const std::uint32_t least = needed(slice(text, {begin, begin + unit}));
        if (least == 0 || (end - begin) / unit < least) {
            at += kHan;
            continue;
        }
        const Span whole{begin, end};
        const std::string_view said = slice(text, whole);
        const bool fixable = !scope.draft.has_anchor_inside(whole) && !scope.draft.is_locked(whole);
        out.push_back(fixable ? finding_of(rule, DraftSpan(whole), said, std::string(said.substr(0, unit)))
                              : remark_of(rule, DraftSpan(whole), said));
        at = end;
    }
}

}  // namespace jiaodui
