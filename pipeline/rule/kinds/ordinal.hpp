// Ordinal numbers in one spelling: 第十四届 or 第14届. Humans go both ways, so nothing is proposed unless a house has
// said which it wants.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Parameters: `style`, han or arabic (anything else: nothing); `units`, the words counted (届 次 条 …). Numbers from 1
// to 99 between 第 and a unit.
void find_ordinal_numerals(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
