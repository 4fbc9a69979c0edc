// Kinds of rule about marks that come in pairs: “” ‘’ 「」 『』 《》 （） 【】 and straight quotes.
//
// Pairing is decided within a region, never across; both halves of a pair change together or not at all.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// A mark without its partner: a remark.
void find_unpaired(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ”马“ for “马”: both halves turned round.
void find_swapped_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// "汉字" → “汉字”. As the rule says where the quotes of the region pair off without doubt; otherwise a remark.
void find_straight_quotes(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Parameter `style`: curly (「」→“”), corner (“”→「」) or keep.
void find_quote_style(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
