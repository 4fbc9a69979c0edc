// Names of tiers, and the commonest way to make a finding.
#include "pipeline/edit/finding.hpp"

namespace jiaodui {

std::string_view name_of(Tier tier) {
    switch (tier) {
        case Tier::hint: return "hint";
        case Tier::suggest: return "suggest";
        case Tier::safe: return "safe";
    }
    return "";
}

const Message& label_of(Tier tier) {
    static const Message kHint{"提示", "hint"};
    static const Message kSuggest{"建议", "suggest"};
    static const Message kSafe{"确定", "safe"};
    return tier == Tier::hint ? kHint : tier == Tier::suggest ? kSuggest : kSafe;
}

std::optional<Tier> tier_named(std::string_view name) {
    if (name == "hint") return Tier::hint;
    if (name == "suggest") return Tier::suggest;
    if (name == "safe") return Tier::safe;
    return std::nullopt;
}

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
