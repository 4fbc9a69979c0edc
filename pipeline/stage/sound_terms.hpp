// SoundTerms: rules of kind `homophone-term`: a stretch that sounds like a term of the glossaries and is not it.
//
// The law.
//  1. Terms take part as their entries say (`sound: off` not at all, `reading`, `fuzzy`); shipped ones with `shipped`
//     characters or more (a parameter of the rule). What the stages before have locked (right forms, kept words) is
//     not touched.
//  2. A stretch that is a word of the dictionary, or lies within one, is no error of hearing that sound alone could
//     prove: nothing is said. So with a stretch that cuts a word at an edge, unless the term makes a likelier
//     sentence by far.
//  3. The margin is how much likelier (log10) the language model finds the sentence with the term, less what such an
//     error costs: 0.5 a character of the same tone, 1.0 of another tone, 1.5 of a similar syllable, 2.5 of one half
//     alike.
//  4. Safe is only: four characters and more, same syllables, margin at least 0; three characters, margin at least 2;
//     no edge cuts a word. Two characters are suggestions, and everything with a similar syllable.
//  5. Where two terms fit equally well both are offered and nothing is safe.
//  6. Of places that overlap the longest term wins. Equal stretches of a page are judged by their mean margin, so
//     they are all found or none, unless the words around some of them tell otherwise (law 2).
//  7. Of the terms of a short list of one's own, three to twelve characters long, one character may be further off
//     (lexicon/sound_index.hpp): each of them is expected on the page. The stretch must then be unknown: no word and
//     cutting none, not in the archive, no numeral for another, no particle at its edge; of three characters none may
//     make a word with another.
//  8. A traditional page is read as if simplified, character by character; the answer is the term in traditional
//     characters, and none where converting that back gives anything but the term.
#pragma once

#include <memory>

#include "pipeline/stage/homophone.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const SoundPart> make_sound_terms(const Rule& rule, const StageInput& input,
                                                                Problems& problems);

}  // namespace jiaodui
