// Tested by tests/cli/status.md.
#include "pipeline/review/page_state.hpp"

#include "pipeline/document/notice.hpp"
#include "pipeline/review/placed.hpp"

namespace jiaodui {
Message label_of(PageState state) {
    switch (state) {
        case PageState::untouched: return {"未校", "untouched"};
        case PageState::pending: return {"待定", "pending"};
        case PageState::done: return {"已校", "done"};
    }
    return {};
}

PageStatus status_of(const Outcome& outcome, const std::vector<Decision>& decisions,
                     const std::vector<std::string>& notices) {
    PageStatus out;
    out.notice = notice_in(outcome.document->bytes, notices).has_value();
    for (const Entry& entry : outcome.entries) {
        (entry.tier == Tier::safe ? out.safe : entry.tier == Tier::suggest ? out.suggest : out.hint) += 1;
    }
    for (const Decision& d : decisions) {
        out.accepted += d.writes() ? 1 : 0;
        out.rejected += d.answer == Answer::reject ? 1 : 0;
        out.later += d.answer == Answer::later ? 1 : 0;
        out.unwritten += d.open() ? 1 : 0;
    }
    for (const Placed& one : place_all(*outcome.document, decisions)) {
        out.lost += one.decision.scope == Scope::here && one.decision.answer != Answer::known && !one.at ? 1 : 0;
    }
    const bool open = out.safe + out.suggest > 0;
    if (out.notice && out.accepted + out.rejected == 0) {
        out.state = PageState::untouched;
    } else {
        out.state = open || out.notice || out.unwritten > 0 ? PageState::pending : PageState::done;
    }
    return out;
}

}  // namespace jiaodui
