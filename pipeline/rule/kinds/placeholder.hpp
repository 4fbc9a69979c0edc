// Placeholders: players that were never filled in.
//
// An address that still holds the placeholder of the page template, once a page for each. Where it stands below a
// heading and another one follows, as tabs do, the lines that might go are named. Taking the tab out is suggested where
// nothing but the dead player would go and no row of tabs is left empty: the tab is one of a row ({.tabset}), holds one
// player and markup alone, and another tab of the row holds something else. All other placeholders are remarks. Rules
// of stage `page`; in the first round only. Parameter `words`.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

void find_placeholders(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
