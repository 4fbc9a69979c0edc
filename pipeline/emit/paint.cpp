// Tested by tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/paint.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

std::string_view escape_of(Ink ink) {
    switch (ink) {
        case Ink::removed: return "\x1B[9;31m";  // struck out: colour alone is not enough
        case Ink::added: return "\x1B[4;32m";    // underlined
        case Ink::bold: return "\x1B[1m";
        case Ink::dim: return "\x1B[2m";
        case Ink::safe: return "\x1B[1;32m";
        case Ink::suggest: return "\x1B[1;33m";
        case Ink::hint: return "\x1B[36m";
        case Ink::plain: break;
    }
    return "";
}

constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);
constexpr std::size_t kLongest = 1000;  // columns

// About so many bytes of the end, or the beginning, of a text; whole code points.
std::string_view whole_tail(std::string_view text, std::size_t bytes) {
    std::size_t at = text.size() - bytes;
    while (at < text.size() && utf8::is_continuation(text[at])) ++at;
    return text.substr(at);
}

std::string_view whole_head(std::string_view text, std::size_t bytes) {
    while (bytes > 0 && utf8::is_continuation(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

std::string_view without_end(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

void paint(std::string& out, std::string_view text, Ink ink, bool colour) {
    if (!colour || ink == Ink::plain || text.empty()) {
        out += text;
        return;
    }
    out += escape_of(ink);
    out += text;
    out += "\x1B[0m";
}

void paint_change(std::string& out, std::string_view old_text, std::string_view new_text, bool colour) {
    if (!old_text.empty())
        paint(out, colour ? printable(old_text) : "[-" + printable(old_text) + "-]", Ink::removed, colour);
    if (!new_text.empty())
        paint(out, colour ? printable(new_text) : "{+" + printable(new_text) + "+}", Ink::added, colour);
}

std::string readable(std::string_view text, Decoder decode) {
    return printable(decode != nullptr ? decode(text) : std::string(text));
}

std::string pair_text(const Entry& entry, Lang lang, Decoder decode) {
    if (entry.new_texts.empty()) return {};
    std::string out = readable(entry.old_text, decode) + "→";
    for (std::size_t i = 0; i < entry.new_texts.size(); ++i) {
        if (i > 0) out += "｜";
        const std::string& text = entry.new_texts[i];
        out += text.empty() ? (lang == Lang::zh ? "（删）" : "(delete)") : readable(text, decode);
    }
    return out;
}

std::string one_line(const ShownFinding& found, Lang lang, Decoder decode) {
    std::string out = pair_text(found.entry, lang, decode);
    const std::string message = printable(found.record->finding.message.in(lang));
    if (!out.empty() && !message.empty()) out += "  ";
    out += message;
    return out.empty() ? std::string(found.record->finding.rule) : out;
}

std::string one_line_in(const Document& document, const ShownFinding& found, Lang lang) {
    std::string cue = cue_label(document, found.entry.at.begin);
    if (cue.empty()) return one_line(found, lang);
    return cue.substr(1) + ' ' + one_line(found, lang);
}

std::string marked_excerpt(std::string_view source, Span at, const std::vector<SourceEdit>& edits, std::size_t columns,
                           int ambiguous, bool colour, Decoder decode) {
    const Span changed = edits.empty() ? at : Span{edits.front().at.begin, edits.back().at.end};
    std::string middle;
    std::uint32_t from = changed.begin;
    for (const SourceEdit& edit : edits) {
        middle += readable(slice(source, {from, edit.at.begin}), decode);
        if (decode == nullptr) {
            paint_change(middle, slice(source, edit.at), edit.text, colour);
        } else {
            paint_change(middle, decode(slice(source, edit.at)), decode(edit.text), colour);
        }
        from = edit.at.end;
    }
    // What cannot be shown need not be looked at: lines may be a megabyte long.
    const std::size_t most = columns > kLongest ? kLongest : columns;
    std::string_view near_left = slice(source, {at.begin, changed.begin});
    std::string_view near_right = without_end(slice(source, {changed.end, at.end}));
    if (columns != kUnlimited && near_left.size() > 8 * most) near_left = whole_tail(near_left, 8 * most);
    if (columns != kUnlimited && near_right.size() > 8 * most) near_right = whole_head(near_right, 8 * most);
    const std::string left = readable(near_left, decode);
    const std::string right = readable(near_right, decode);
    const std::size_t used = width_of(middle, ambiguous);
    const std::size_t room = columns > used + 4 ? columns - used - 4 : 0;
    const std::size_t left_width = width_of(left, ambiguous);
    const std::size_t right_width = width_of(right, ambiguous);
    if (left_width + right_width <= room) return left + middle + right;
    const std::size_t for_right = std::min(right_width, std::max(room / 2, room - std::min(left_width, room)));
    const std::string_view head = tail_of_width(left, room - for_right, ambiguous);
    const std::string_view tail = head_of_width(right, for_right, ambiguous);
    std::string out = head.size() < left.size() ? "…" : "";
    out.append(head).append(middle).append(tail);
    if (tail.size() < right.size()) out += "…";
    return out;
}

}  // namespace jiaodui
