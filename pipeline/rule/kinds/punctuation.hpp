// Kinds of rule about single marks and runs of them. Each looks only at the signs of the scope.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// , ; : ? ! beside Han → full-width. Safe between two Han; a suggestion where only one neighbour tells. Never between
// digits, in times, ratios or URLs. A space that goes with the half-width mark is taken along.
void find_halfwidth_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// (汉字) → （汉字）: both or neither, where the content begins or ends with Han and Han stands outside.
void find_halfwidth_brackets(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ，， 。。 、、 ；； ：： → one. Not ！！ ？？ (emphasis) and not three 。 (an ellipsis).
void find_duplicate_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ，。 and 。， and their like: two different marks where one should be; both are offered.
void find_mixed_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ... beside Han, and 。。。 → ……
void find_ellipses(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// -- and a single — between Han → ——
void find_dashes(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 89。24 → 89.24: a full stop between digits.
void find_stops_between_digits(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 6，775亿 → 6,775亿: a full-width comma that groups thousands.
void find_fullwidth_thousands(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 伊姆兰.汗 → 伊姆兰·汗, and other dots that are not U+00B7.
void find_name_dots(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
