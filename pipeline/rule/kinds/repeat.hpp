// Repeated words: a speaker's stutter or a slip of the pen writes the same thing twice, 山东山东, 的的.
//
// A repetition is one to four Han characters that stand twice side by side, with nothing between them. Chinese doubles
// much on purpose (非常非常, 一步一步, 研究研究), and much only looks doubled (目的的, 大队大队长). So:
//   - one character counts only when it is one of `single`, function characters that nobody doubles; a run of three or
//     more is a cry (对对对), not a slip
//   - a repetition inside a phrase of `table` is right as it is
//   - the second one may begin a longer word: 银行|银行家, 师团|师团长. That is so where a word of the dictionary goes
//     on past the repetition, however it is read, or where a character of `suffixes` follows a word; and no word begins
//     there, which would be the next one (没有没有|办法)
//   - words may begin and end elsewhere: 州委|常委|常务. That is so where they go over the beginning and the middle of
//     the repetition, and the half is no word
//   - numerals, a repetition over a line break or markup, and a longer one made of one character do not count
#pragma once

#include <memory>

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Parameters: `table`, phrases in which a repetition is right, one a row in the first column, `?` for any character;
// `single` and `suffixes`, characters.
[[nodiscard]] std::unique_ptr<const Matcher> make_repeat_word(const Rule& rule, const MatcherSources& from,
                                                              Problems& problems);

}  // namespace jiaodui
