// The edge of a cue inside a region is a line feed or a hidden piece, which is an anchor. Tested by
// tests/unit/stage/pauses_test.cpp.
#include "pipeline/stage/pauses.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

Pause pause_of(char32_t ch) {
    if (ch == U'，' || ch == U'、' || ch == U',') return Pause::short_;
    if (is_fullwidth_stop(ch) || ch == U'.' || ch == U'!' || ch == U'?' || ch == U':' || ch == U';') return Pause::stop;
    return Pause::none;
}

bool is_quote(char32_t ch) { return is_opening(ch) || is_closing(ch) || ch == U'"' || ch == U'\''; }

// The edge of a region, a line or a cue.
bool is_edge(const Draft& draft, const Region& region, std::uint32_t at) {
    if (at <= region.at.begin || at >= region.at.end || draft.text[at] == '\n' || draft.text[at - 1] == '\n')
        return true;
    return std::binary_search(draft.anchors.begin(), draft.anchors.end(), Span{at, at});
}

std::uint32_t past_blanks(const Draft& draft, const Region& region, std::uint32_t at) {
    while (!is_edge(draft, region, at)) {
        const utf8::Decoded c = utf8::decode(draft.text, at);
        if (!is_space(c.ch)) break;
        at += c.length;
    }
    return at;
}

}  // namespace

Span Pauses::without(Span word) const {
    if (sentence() && right == Pause::stop) return {word.begin, right_mark.end};
    if (right == Pause::short_ && left != Pause::none) return {word.begin, right_mark.end};
    if (left == Pause::short_ && right != Pause::none) return {left_mark.begin, word.end};
    return word;
}

Pauses pauses_around(const Draft& draft, const Region& region, Span word) {
    Pauses out;
    std::uint32_t at = word.begin;
    while (!is_edge(draft, region, at) && is_space(utf8::decode_before(draft.text, at).ch))
        at -= utf8::decode_before(draft.text, at).length;
    if (is_edge(draft, region, at)) {
        out.left = Pause::end;
    } else {
        const utf8::Decoded c = utf8::decode_before(draft.text, at);
        out.left = pause_of(c.ch);
        out.quoted = is_quote(c.ch);
        if (out.left != Pause::none) out.left_mark = {at - c.length, word.begin};
    }
    at = past_blanks(draft, region, word.end);
    if (is_edge(draft, region, at)) {
        out.right = Pause::end;
    } else {
        const utf8::Decoded c = utf8::decode(draft.text, at);
        out.right = pause_of(c.ch);
        out.quoted = out.quoted && is_quote(c.ch);
        std::uint32_t end = at + c.length;
        while (out.right == Pause::stop && !is_edge(draft, region, end) &&
               pause_of(utf8::decode(draft.text, end).ch) == Pause::stop) {
            end += utf8::decode(draft.text, end).length;  // …… and ？！
        }
        if (out.right != Pause::none) out.right_mark = {word.end, past_blanks(draft, region, end)};
    }
    while (!is_edge(draft, region, at)) {
        const utf8::Decoded c = utf8::decode(draft.text, at);
        if (!is_space(c.ch) && pause_of(c.ch) == Pause::none) return out;
        at += c.length;
    }
    out.last = true;
    return out;
}

}  // namespace jiaodui
