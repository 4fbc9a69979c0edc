// A kind of rule about what stands, unseen, at the ends of lines.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Full-width spaces (U+3000) at the end of a line of prose, also behind closing emphasis: deleted. They are layout left
// over from elsewhere; ASCII spaces there may be a hard break and are nobody's business. The spaces lie outside the
// view, so the fix is one of the markup and waits for a person. First round only.
void find_trailing_spaces(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
