// Corrections: what a person has mended between two states of a page, as wrong and right words.
//
// The law (../research: learning from pairs). The pages' letters and digits are aligned, punctuation and layout left
// out. Kept are replacements of Han by as many Han, at most four, each of which sounds like the other or differs by a
// fuzzy class of tier 1, in surroundings that are otherwise the same (four fifths of the twenty characters around it).
// Numbers, rewordings and markup never become terms. The replacement is widened to the words of the right text that it
// touches, as far as both texts agree; a single character takes the neighbour that it goes with best.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/learn/word_bounds.hpp"

namespace jiaodui {

struct Correction {
    std::string wrong, right;
    std::string before, after;  // up to eight characters on either side, in the right text
};

// Whether one character may be heard for the other.
using SoundsLike = std::function<bool(char32_t, char32_t)>;

// In the order of the text. Single characters that nothing goes with are left out.
[[nodiscard]] std::vector<Correction> corrections_between(const Document& old_page, const Document& new_page,
                                                          const WordBounds& bounds, const SoundsLike& sounds_like);

}  // namespace jiaodui
