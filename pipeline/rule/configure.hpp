// From the rules that are shipped to the rules of a run: what configuration and flags say is laid over them.
//
// A name is a rule's id (`punct/halfwidth`), its alias (`标点/半角`), a group (`punct/*`, `标点/*`), or `*`. A name
// that stands for no rule is an error, with the one that was probably meant.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/config.hpp"
#include "pipeline/conf/settings.hpp"
#include "pipeline/rule/rule.hpp"

namespace jiaodui {

[[nodiscard]] bool names_rule(std::string_view name, const Rule& rule);

// The rules that a name stands for; a problem at `where` when there are none. For `--select` and its like.
[[nodiscard]] std::vector<const Rule*> rules_named(const RuleBook& book, std::string_view name, const Where& where,
                                                   Problems& problems);

// Every name of a rule or of a rule's parameter in the configuration, its overrides and its flags.
void check_rule_names(const Config& config, const RuleBook& book, Problems& problems);

// Tiers, on and off, block and params, later settings over earlier ones. Before them, the settings that are parameters
// of rules: `space_style` is `style` of space/han-latin, `quote_style` is `style` of punct/quote-style, `lang`, when
// there is one, is `lang` of every rule in the group script.
void apply_settings(RuleBook& book, const Settings& settings, Problems& problems);

}  // namespace jiaodui
