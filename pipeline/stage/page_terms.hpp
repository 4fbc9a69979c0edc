// PageTerms: a rule of kind `homophone-page`: names that the page's own front matter and headings write one way, and its text
// another way that sounds the same.
//
// Title and description are written by people, the text by a recogniser. The law. Terms are stretches of three to six Han
// characters of the front-matter keys that the parameter `keys` names, and of headings, without common words of one character and
// with a rare character in them, so that what is no name has hardly a chance. A stretch of the text that sounds the same (same
// syllables) is told when it is no word, cuts none, makes the sentence likelier (margin 2), is not written so in the front
// matter or headings too, and stands on the page `least` times or more. Always a suggestion.
#pragma once

#include <memory>

#include "pipeline/stage/homophone.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const SoundPart> make_page_terms(const Rule& rule, const StageInput& input, Problems& problems);

}  // namespace jiaodui
