// Binary searches over sorted, disjoint spans. Tested by tests/unit/edit/resolve_test.cpp.
#include "pipeline/edit/draft.hpp"

#include <algorithm>

#include "pipeline/edit/history.hpp"

namespace jiaodui {

SourceSpan Draft::to_source(Span span) const {
    if (history == nullptr) return SourceSpan(span);
    return history->document().to_source(history->to_view(span, history->depth()));
}

bool Draft::has_anchor_inside(Span span) const {
    const auto it = std::upper_bound(anchors.begin(), anchors.end(), span.begin,
                                     [](std::uint32_t at, const Span& anchor) { return at < anchor.end; });
    return it != anchors.end() && it->begin < span.end;
}

bool Draft::is_locked(Span span) const {
    const auto it = std::upper_bound(locks.begin(), locks.end(), span.begin,
                                     [](std::uint32_t at, const Span& lock) { return at < lock.end; });
    return it != locks.end() && it->begin < span.end;
}

}  // namespace jiaodui
