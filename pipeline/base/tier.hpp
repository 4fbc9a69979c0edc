// Tier: how sure the program is of a finding. The same three words everywhere: in rules, configuration and reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pipeline/base/message.hpp"

namespace jiaodui {

// Ordered: a policy compares.
enum class Tier : std::uint8_t {
    hint,     // 提示: shown, or has several possible fixes; never counted on
    suggest,  // 建议: a person decides
    safe,     // 确定: `fix` makes it without asking
};

[[nodiscard]] std::string_view name_of(Tier tier);  // "hint", "suggest", "safe"
[[nodiscard]] const Message& label_of(Tier tier);   // 提示/hint …
[[nodiscard]] std::optional<Tier> tier_named(std::string_view name);

}  // namespace jiaodui
