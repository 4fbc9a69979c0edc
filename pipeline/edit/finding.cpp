// The commonest way to make a finding.
#include "pipeline/edit/finding.hpp"

namespace jiaodui {

Finding replacement(RuleId rule, Tier tier, DraftSpan at, std::string text, Message message) {
    Finding finding;
    finding.rule = rule;
    finding.at = at;
    finding.message = std::move(message);
    finding.tier = tier;
    finding.fix = Fix{{Edit{at, std::move(text)}}, tier};
    return finding;
}

}  // namespace jiaodui
