// Training the model of line ends on pages that are punctuated as they should be (learn/line_end_text.hpp).
//
// The method. The marks are taken out and the text is cut into lines as captions are, in two ways: at a width, that is
// at marks, or at a word's end where none comes within a line's length (cut_into_lines; a line has 8 to 18 characters);
// and at pauses, that is after marks and words as often as real captions are (cut_at_pauses). What stood at the cut is
// the class to be learned, by stochastic gradient (AdaGrad) on the logistic loss, in passes over the pages, each in
// an order of its own and with pauses of its own; a feature gets weights when it has been seen often enough. What was
// decided before a place is what stood there in the first pass; later every fourth answer is one of the model's own, as
// it will be at work (scheduled sampling). The words of the pages and their classes are found first
// (learn/line_end_words.hpp). No threads, no clock, no random device: the same pages give the
// same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

struct LineEndTraining {
    std::uint8_t least_count = 12;  // features seen less often are left out
    int passes = 4;
    float rate = 0.03f;
    float shrink = 0.02f;           // of a weight, at each touch
    std::size_t own_history = 250;  // of a thousand places, but for the first pass: see the method
};

// The bytes of a LineEndModel (lexicon/line_end_model.hpp); empty when there was nothing to learn from.
[[nodiscard]] std::string train_line_ends(std::span<const std::string_view> pages, const Words* words,
                                          const LineEndTraining& settings = {});

}  // namespace jiaodui
