// Pages: what is wrong with a page as a whole.
//
// Rules of stage `page`. They read the path, the front matter and the markup beside the text, and speak in the first
// round only.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// The number of an episode that its title (【参考信息236】) or its first or last sentence (欢迎来到第236期,
// 第236期到此结束) gives and that is not the path's (reference/201-300/236.md). `914-1.md` is episode 914.5. Paths that
// are dates (livestream/2023/5/6.md) are not episodes. A remark without a fix: which of the two is wrong cannot be
// known.
void find_wrong_episode(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Kind `same-body`: finds nothing, as one page alone cannot tell; engine/same_body.hpp compares the pages of a run.
void find_between_pages(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
