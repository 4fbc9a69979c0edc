// Training the model of line ends on pages that are punctuated as they should be.
//
// The data. Of each page in paragraphs its text, region by region, as it is shown; a region ends with the byte 1E when
// another paragraph follows and with 0C when text does not run on. A line feed within is a break that nobody can say
// the reason of, and is not learned from (gather_line_text).
//
// The method. The marks are taken out and the text is cut into lines as captions are, in two ways: at a width, that is
// at marks, or at a word's end where none comes within a line's length (cut_into_lines; a line has 8 to 18 characters);
// and at pauses, that is after marks and words as often as real captions are (cut_at_pauses). What stood at the cut is
// the class to be learned, by stochastic gradient (AdaGrad) on the logistic loss, in passes over the pages, each in
// an order of its own and with pauses of its own; a feature gets weights when it has been seen often enough. No
// threads, no clock, no random device: the same pages give the same bytes.
#pragma once

#include <cstdint>
#include <span>
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

struct LineEndTraining {
    std::uint8_t least_count = 12;  // features seen less often are left out
    int passes = 4;
    float rate = 0.03f;
    float shrink = 0.02f;  // of a weight, at each touch
};

// The bytes of a LineEndModel (lexicon/line_end_model.hpp); empty when there was nothing to learn from.
[[nodiscard]] std::string train_line_ends(std::span<const std::string_view> pages, const Words* words,
                                          const LineEndTraining& settings = {});

}  // namespace jiaodui
