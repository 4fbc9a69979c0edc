// Structure: what a correction must leave as it is. Every write compares it before and after.
//
// Two texts have the same structure when they differ in prose characters alone: the same blocks and
// spans in the same order with the same heading levels, list kinds, table columns; the same hidden
// and locked stretches at the same places between the prose, byte for byte; the same regions.
// Whether a line break was hidden (between Han) or shown does not matter, nor do spaces on the
// edges of lines; that it is there does. A change that makes prose look like markup, or markup like
// prose, is therefore a change of structure. In plain text the structure is which lines are blank
// and which end with a carriage return. In subtitles, recogniser output and tables it is every byte outside the text,
// and the number and times of the cues.
#pragma once

#include <cstdint>
#include <string_view>

#include "pipeline/document/document.hpp"

namespace jiaodui {

// A 64-bit fingerprint, the same on every machine and for every name of the file. Reads the
// document's bytes anew.
[[nodiscard]] std::uint64_t structure_of(const Document& document);
[[nodiscard]] std::uint64_t structure_of(std::string_view bytes, Format format);

[[nodiscard]] bool same_structure(const Document& before, std::string_view after_bytes);

// The same but for the marks and line breaks of paragraphs: every letter and digit is where it was among its kind, and
// so are quotes, brackets, markup and what is no paragraph; only ，。、？！： may have come or gone, line breaks within
// paragraphs and blank lines between them. What `segment` writes must pass this.
[[nodiscard]] bool same_but_line_ends(const Document& before, std::string_view after_bytes);

}  // namespace jiaodui
