// Tested by tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/tally.hpp"

#include <set>

#include "pipeline/emit/shown.hpp"

namespace jiaodui {

void Tally::add(const Outcome& outcome) {
    ++files;
    if (outcome.changed()) ++changed;
    std::set<std::string_view> seen;
    for (const Entry& entry : outcome.entries) {
        if (!visible(entry.fate)) continue;
        ++tiers[static_cast<std::size_t>(shown_tier(entry))];
        if (entry.fate == Fate::applied) ++applicable;
        if (blocks(outcome, entry)) ++blocking;
        const RuleId rule = outcome.speaker(entry).finding.rule;
        RuleCount& count = rules[std::string(rule)];
        ++count.findings;
        if (seen.insert(rule).second) ++count.files;
    }
}

bool Tally::reaches(Tier tier) const {
    if (blocking > 0) return true;
    for (auto t = static_cast<std::size_t>(tier); t < tiers.size(); ++t) {
        if (tiers[t] > 0) return true;
    }
    return false;
}

}  // namespace jiaodui
