// How deletions and insertions are marked in a line that a person reads: in colour, or as
// `[-old-]{+new+}` (the notation of git's word diff) without. All text that is painted is made
// printable first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/emit/shown.hpp"

namespace jiaodui {

enum class Ink : std::uint8_t { plain, removed, added, bold, dim, safe, suggest, hint };

// Appends text in a colour; plain when colour is off. The text must already be printable.
void paint(std::string& out, std::string_view text, Ink ink, bool colour);

// Appends `[-old-]{+new+}`, each part only where there is something.
void paint_change(std::string& out, std::string_view old_text, std::string_view new_text, bool colour);

// Text of a file as a person reads it.
[[nodiscard]] std::string readable(std::string_view text, Decoder decode);

[[nodiscard]] constexpr Ink ink_of(Tier tier) {
    return tier == Tier::safe ? Ink::safe : tier == Tier::suggest ? Ink::suggest : Ink::hint;
}

// `旧→新｜又`, what a finding proposes; empty where it proposes nothing.
// `decode`: of the document, for text that the file spells with escapes.
[[nodiscard]] std::string pair_text(const Entry& entry, Lang lang, Decoder decode = nullptr);

// `旧→新  消息`: a finding as reports with room for one line of text tell it, printable.
[[nodiscard]] std::string one_line(const ShownFinding& found, Lang lang, Decoder decode = nullptr);
// The same behind the number and time of its cue, where there is one: for reports that have no place of their own for
// these.
[[nodiscard]] std::string one_line_in(const Document& document, const ShownFinding& found, Lang lang);

// What is shown of a stretch of text with edits in it, at most `columns` wide: text that is too far
// from the edits gives way to `…`. `edits` lie inside `at`; both are bytes of `source`.
[[nodiscard]] std::string marked_excerpt(std::string_view source, Span at, const std::vector<SourceEdit>& edits,
                                         std::size_t columns, int ambiguous, bool colour, Decoder decode = nullptr);

}  // namespace jiaodui
