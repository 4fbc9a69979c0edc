// Kinds of rule about characters that nobody sees, or that should not be there at all.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Zero-width spaces and joiners, stray byte order marks, soft hyphens: deleted where both neighbours are ordinary
// text or the edge of a line; only remarked beside scripts that need joiners, Markdown's own marks, and where the line
// would become something else without it. U+200D within emoji is right.
void find_zero_width(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// No-break spaces inside a line → plain ones; a suggestion where no neighbour is Chinese. At its edges they are
// somebody's layout and stay.
void find_no_break_spaces(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Control characters other than tab and line feed: deleted; those that part lines become a space.
void find_control_characters(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// U+FFFD and private-use characters: something was lost; a remark.
void find_lost_characters(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
