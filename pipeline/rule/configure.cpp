// Tested by tests/unit/rule/configure_test.cpp.
#include "pipeline/rule/configure.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "pipeline/base/did_you_mean.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kSpaceRule = "space/han-latin";
constexpr std::string_view kQuoteRule = "punct/quote-style";
constexpr std::string_view kScriptGroup = "script/*";

// Every name that would have been right, ids first.
std::vector<std::string> names_of(const RuleBook& book) {
    std::vector<std::string> names;
    std::set<std::string> groups;
    for (const Rule& rule : book.rules) {
        names.push_back(rule.id);
        groups.insert(rule.id.substr(0, rule.id.find('/')) + "/*");
    }
    for (const Rule& rule : book.rules) {
        if (!rule.alias.empty()) names.push_back(rule.alias);
    }
    names.insert(names.end(), groups.begin(), groups.end());
    return names;
}

Error unknown(const RuleBook& book, std::string_view name, const Where& where) {
    const std::string text(name);
    Message advice = advice_for(text, std::span<const std::string>(names_of(book)));
    if (advice.empty()) advice = {"全部规则见 jiaodui rules", "jiaodui rules lists them all"};
    return {ErrorCode::unknown_name,
            {"没有“" + text + "”这条规则", "no rule is called \"" + text + "\""},
            std::move(advice),
            where};
}

// A rule's file lists all its parameters, with what they are by default. Of several rules one must know it.
void check_params(const RuleSetting& setting, const std::vector<const Rule*>& rules, Problems& problems) {
    std::vector<std::string> known;
    for (const Rule* rule : rules) {
        for (const auto& [key, values] : rule->params) {
            if (std::find(known.begin(), known.end(), key) == known.end()) known.push_back(key);
        }
    }
    for (std::size_t i = 0; i < setting.params.size(); ++i) {
        const std::string& key = setting.params[i].first;
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::vector<std::string> names = known;
        names.insert(names.end(), {"tier", "on", "block"});
        problems.push_back({ErrorCode::unknown_name,
                            {"规则 " + setting.name + " 没有“" + key + "”这个参数",
                             "rule " + setting.name + " has no parameter \"" + key + "\""},
                            advice_for(key, std::span<const std::string>(names)),
                            i < setting.param_places.size() ? setting.param_places[i] : setting.where});
    }
}

void set_param(Rule& rule, const std::string& key, const std::vector<std::string>& values) {
    const auto known =
        std::find_if(rule.params.begin(), rule.params.end(), [&](const auto& p) { return p.first == key; });
    if (known == rule.params.end()) rule.params.emplace_back(key, values);
    else known->second = values;
}

void apply_style(Rule& rule, const Settings& settings) {
    if (rule.id == kSpaceRule) set_param(rule, "style", {settings.space_style});
    if (rule.id == kQuoteRule) set_param(rule, "style", {settings.quote_style});
    if (!settings.lang.empty() && names_rule(kScriptGroup, rule)) set_param(rule, "lang", {settings.lang});
}

void apply_setting(Rule& rule, const RuleSetting& setting) {
    if (setting.on) rule.on = *setting.on;
    if (setting.tier) rule.tier = *setting.tier;
    if (setting.block) rule.block = *setting.block;
    for (const auto& [key, values] : setting.params) set_param(rule, key, values);
}

}  // namespace

bool names_rule(std::string_view name, const Rule& rule) {
    if (name == "*" || name == rule.id || (!rule.alias.empty() && name == rule.alias)) return true;
    if (!name.ends_with("/*")) return false;
    name.remove_suffix(1);
    return rule.id.starts_with(name) || rule.alias.starts_with(name);
}

std::vector<const Rule*> rules_named(const RuleBook& book, std::string_view name, const Where& where,
                                     Problems& problems) {
    std::vector<const Rule*> out;
    for (const Rule& rule : book.rules) {
        if (names_rule(name, rule)) out.push_back(&rule);
    }
    if (out.empty()) problems.push_back(unknown(book, name, where));
    return out;
}

void check_rule_names(const Config& config, const RuleBook& book, Problems& problems) {
    for (const SettingsPatch* patch : config.patches()) {
        for (const RuleSetting& setting : patch->rules) {
            const std::vector<const Rule*> rules = rules_named(book, setting.name, setting.where, problems);
            if (!rules.empty()) check_params(setting, rules, problems);
        }
    }
}

void apply_settings(RuleBook& book, const Settings& settings, Problems& problems) {
    for (Rule& rule : book.rules) apply_style(rule, settings);
    for (const RuleSetting& setting : settings.rules) {
        bool found = false;
        for (Rule& rule : book.rules) {
            if (!names_rule(setting.name, rule)) continue;
            apply_setting(rule, setting);
            found = true;
        }
        if (!found) problems.push_back(unknown(book, setting.name, setting.where));
    }
}

}  // namespace jiaodui
