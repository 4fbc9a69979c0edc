// Loops: a recogniser that says the same thing again and again, 我们要我们要我们要……, where nobody spoke.
//
// A unit of 2 to 40 characters, two different Han among them, that stands at least so many times in a row: 2 or 3
// characters six times, 4 to 7 four times, longer ones three times. Once remains. Units that cross cues or locked text
// are remarked without a fix.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

void find_loops(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
