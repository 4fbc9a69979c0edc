// Repeated words: a speaker's stutter or a slip of the pen writes the same thing twice, 山东山东, 的的.
//
// A repetition is one to four Han characters that stand twice side by side, with nothing between them. Chinese doubles
// much on purpose (非常非常, 一步一步, 研究研究), and much only looks doubled (目的的, 大队大队长). So:
//   - one character counts only when it is one of `single`, function characters that nobody doubles; a run of three or
//     more is a cry (对对对), not a slip
//   - a repetition inside a phrase of `table` is right as it is
//   - numerals, a repetition over a line break or markup, and a longer one made of one character do not count
#pragma once

#include <memory>

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Parameters: `table`, phrases in which a repetition is right, one a row in the first column, `?` for any character;
// `single`, characters.
[[nodiscard]] std::unique_ptr<const Matcher> make_repeat_word(const Rule& rule, const TableReader& read,
                                                              Problems& problems);

}  // namespace jiaodui
