// Markup that readers see, or that no longer works: rules of stage `markdown` on the file itself.
//
// Their findings are `in_markup`: a change of markup is proposed, never made without asking.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// An address broken by full-width marks, …/s？__biz=MzA5. A mark counts only where the address goes on after it;
// Chinese punctuation that merely follows a bare address does not.
void find_broken_urls(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// `[text]{.class}`, which Wiki.js shows as it stands. Parameter `classes`: the names looked for.
void find_shown_attributes(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
