// Tested by tests/unit/base/tier_test.cpp.
#include "pipeline/base/tier.hpp"

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

}  // namespace jiaodui
