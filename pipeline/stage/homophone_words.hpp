// HomophoneWords: rules of kind `homophone-word`: words that were probably heard wrongly, by statistics.
//
// The law.
//  1. Everything is a suggestion; its probability is its confidence. What earlier stages locked is not touched.
//  2. A page is read once, in the first round, as a whole: what is probable depends on all of it (homophone/model.hpp).
//  3. What is shown shall be right more often than `precision` (a parameter of the rule): where the mean probability
//     of the suggestions of at least `shown` would be less, the least probable ones are hints instead, until it is
//     not. Hints are also those below `shown`, down to `least`.
//  4. Where the page is estimated to have `estimate` errors more than are suggested, the rule homophone/estimate
//     says so, once.
//  5. Traditional and mixed pages: nothing is said.
//  6. Without a learned archive, and on a page that it does not know well enough, the weights are others and so are the
//     bars, `bare_shown` and `bare_shown_good`; below them nothing is said, and nothing is estimated.
//  7. How bad a text is that is no page, one short paragraph, nobody knows: said is what is as probable as
//     `short_shown`, without an archive as `alone_shown`. What is longer than pages are is read in sections
//     (homophone/suggester.hpp).
//  8. Of a page that says itself that it has not been proofread (the configured notices) more is said where few errors
//     are estimated: `raw_shown_good`, without an archive `bare_raw_shown_good`, instead of `shown_good`.
//
// It needs readings and the language model.
#pragma once

#include <memory>

#include "pipeline/stage/homophone.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const SoundPart> make_homophone_words(const Rule& rule, const StageInput& input,
                                                                    Problems& problems);
// homophone/estimate says what homophone_words finds: it is checked here and has no part of its own.
[[nodiscard]] std::unique_ptr<const SoundPart> make_homophone_estimate(const Rule& rule, const StageInput& input,
                                                                       Problems& problems);

}  // namespace jiaodui
