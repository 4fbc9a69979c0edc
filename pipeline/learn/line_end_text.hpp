// What the model of line ends is trained on: text with its marks, and the lines that captions of it would have.
//
// Of each page in paragraphs its text, region by region, as it is shown; a region ends with the byte 1E when
// another paragraph follows and with 0C when text does not run on. A line feed within is a break that nobody can say
// the reason of, and is not learned from (gather_line_text).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/lexicon/line_text.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// Empty where the page is no page in paragraphs.
[[nodiscard]] std::string gather_line_text(const Document& page);

// What gather_line_text() wrote, as symbols.
[[nodiscard]] LineText read_line_text(std::string_view gathered);

// Whether a word ends after each symbol, by the longest words from the left. Without words every character is one.
[[nodiscard]] std::vector<bool> word_ends(const LineText& text, std::string_view gathered, const Words* words);

// The symbols after which a line ends.
[[nodiscard]] std::vector<std::uint32_t> cut_into_lines(const LineText& text, const std::vector<bool>& word_ends);
// The same as a speaker pauses; another seed, other pauses.
[[nodiscard]] std::vector<std::uint32_t> cut_at_pauses(const LineText& text, const std::vector<bool>& word_ends,
                                                       std::uint64_t seed);

}  // namespace jiaodui
