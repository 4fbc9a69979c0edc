// In the first round the regions are the whole text but for the U+FFFC between them, so one call will do.
// Tested by tests/unit/rule/sign_set_test.cpp.
#include "pipeline/stage/matcher_stage.hpp"

namespace jiaodui {

void MatcherStage::propose(const Draft& draft, Proposals& out) const {
    if (draft.regions.empty() || matchers_.empty()) return;
    const auto ask = [&](Span range) {
        const Scope scope{draft, range, draft.signs->within(range.begin, range.end)};
        const SignSet signs = SignSet::of(scope.signs);
        for (const Asked& asked : matchers_) {
            if (asked.wanted.meets(signs)) asked.matcher->find(scope, out.findings);
        }
    };
    if (draft.round == 1) {
        ask({draft.regions.front().at.begin, draft.regions.back().at.end});
    } else {
        for (const Region& region : draft.regions) ask(region.at);
    }
}

}  // namespace jiaodui
