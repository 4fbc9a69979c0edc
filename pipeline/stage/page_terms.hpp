// PageTerms: rules of kind `homophone-page`: names that a page writes one way in one place, and another way that sounds
// the same in its text.
//
// The law. Names are looked for in the front-matter keys that the parameter `keys` names and in headings: title and
// description are written by people, the text by a recogniser. With the parameter `recurring` they are looked for in
// the text itself: what it says so often (where no end makes a word with its neighbour) is what it means, and what it
// says half as often, or less, is the same misheard; three characters must have the same tones. What may be a name:
// lexicon/name_stretches.hpp, three to six characters. A stretch of the text
// that sounds the same (same syllables) is told when it is no word, cuts none, makes the sentence likelier (margin 2),
// is not written so in the front matter or headings too, and stands on the page `least` times or more. Always a
// suggestion.
#pragma once

#include <memory>

#include "pipeline/stage/homophone.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const SoundPart> make_page_terms(const Rule& rule, const StageInput& input,
                                                               Problems& problems);

}  // namespace jiaodui
