// Tested by tests/unit/rule/load_test.cpp.
#include "pipeline/rule/rule.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

}  // namespace

const std::vector<std::string>* Rule::param(std::string_view key) const {
    const auto it = std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == key; });
    return it == params.end() ? nullptr : &it->second;
}

std::string_view Rule::text(std::string_view key, std::string_view fallback) const {
    const auto* values = param(key);
    return values == nullptr || values->empty() ? fallback : std::string_view(values->front());
}

const Rule* RuleBook::find(std::string_view id_or_alias) const {
    for (const Rule& rule : rules) {
        if (rule.id == id_or_alias || (!rule.alias.empty() && rule.alias == id_or_alias)) return &rule;
    }
    return nullptr;
}

Message fill(const Message& message, std::string_view old_text, std::string_view new_text) {
    Message out = message;
    for (std::string* text : {&out.zh, &out.en}) {
        replace_all(*text, "{old}", old_text);
        replace_all(*text, "{new}", new_text);
    }
    return out;
}

Finding remark_of(const Rule& rule, DraftSpan at, std::string_view old_text) {
    Finding finding;
    finding.rule = rule.id;
    finding.at = at;
    finding.message = fill(rule.message, old_text, {});
    finding.tier = rule.tier == Tier::safe ? Tier::suggest : rule.tier;
    finding.confidence = rule.confidence;
    finding.priority = rule.priority;
    finding.block = rule.block;
    finding.evidence.file = rule.file;
    return finding;
}

Finding finding_of(const Rule& rule, DraftSpan at, std::string_view old_text, std::string new_text) {
    Finding finding = remark_of(rule, at, old_text);
    finding.tier = rule.tier;
    finding.message = fill(rule.message, old_text, new_text);
    finding.fix = Fix{{Edit{at, std::move(new_text)}}, rule.tier};
    return finding;
}

}  // namespace jiaodui
