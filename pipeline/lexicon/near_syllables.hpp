// Syllables that sound nearly alike: those that pairs of the first tier of fuzzy.tsv join, directly or over others.
#pragma once

#include <vector>

#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

// By syllable: the least of those that it is joined with; itself when it is alone.
[[nodiscard]] std::vector<Syllable> near_syllables(const Pinyin& pinyin);

}  // namespace jiaodui
