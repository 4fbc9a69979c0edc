// The words that the model of line ends knows, with their classes: bytes of a WordClasses (lexicon/word_classes.hpp).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jiaodui {

// `pages`: what gather_line_text() wrote; `ends`: for each of them word_ends(), empty where the page is. A word has to
// occur a few times.
[[nodiscard]] std::string learn_word_classes(std::span<const std::string_view> pages,
                                             const std::vector<std::vector<bool>>& ends);

}  // namespace jiaodui
