// Kinds of rule about single marks and runs of them. Each looks only at the signs of the scope.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// halfwidth.cpp

// , ; : ? ! beside Han → full-width. Safe between two Han; a suggestion where a space goes with the mark or only one
// neighbour tells. Never between digits, in times, ratios or addresses. `?!` and `!!!` are changed as a whole.
void find_halfwidth_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 汉. at the end of a sentence → 汉。
void find_halfwidth_stops(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// brackets.cpp

// (汉字) → （汉字）: both or neither, where Han is inside and Chinese text outside. （汉字) → （汉字）: a suggestion.
void find_halfwidth_brackets(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// mark_runs.cpp

// ，， 。。 、、 ；； ：： → one. Not ！！ ？？ (emphasis) and not three 。 (an ellipsis).
void find_duplicate_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ，。 and 。， and their like: a run of different marks where one should be; all are offered, the strongest first.
void find_mixed_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// dots.cpp

// ... beside Han, .. between Han, and 。。。 → ……
void find_ellipses(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// -- between Han → ——
void find_dashes(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 89。24 → 89.24: a full stop between digits.
void find_stops_between_digits(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// 伊姆兰.汗 → 伊姆兰·汗, and other dots that are not U+00B7.
void find_name_dots(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// What stands around a dot are the parts of a transliterated name.
[[nodiscard]] bool joins_name(const Scope& scope, Span dot);

// thousands.cpp

// 6，775亿 → 6,775亿: full-width commas that group thousands.
void find_fullwidth_thousands(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
