// Emphasis that Wiki.js does not make, or makes where none was meant.
//
// CommonMark opens and closes `**` by what stands beside it, which fails where Chinese punctuation meets Han without a
// space: `**注意：**中文` shows its asterisks. markdown-it-sub, which Wiki.js uses, makes a subscript of whatever
// stands between two `~` without white space: `3~5万，约10~20倍`.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Asterisks that are shown, and the edit that makes them bold: what must not stand inside of the `**` is moved outside,
// `**注意**：中文`, `“**…**”的`. All `**` of a line are taken for opening and closing ones in turn; where their number
// is odd, or nothing would be left inside, there is a remark only. Findings are `in_markup`.
void find_unrendered_bold(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Each `~` of a pair that becomes a subscript. Parameter `to`: what should stand there (～).
void find_tilde_subscripts(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
