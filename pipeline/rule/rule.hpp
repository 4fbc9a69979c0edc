// Rule: what is known of one rule, as its file `rules/<group>/<name>.yaml` states it.
//
// A rule is data. Its `kind` names the matcher that reads its parameters; its `stage` says when it runs. User
// configuration may change tier, threshold and parameters, never the kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/edit/finding.hpp"

namespace jiaodui {

struct Rule {
    std::string id;     // group/name
    std::string alias;  // its Chinese name, accepted wherever the id is
    std::string stage;
    std::string kind;
    bool on = true;
    Tier tier = Tier::suggest;
    float confidence = 1.0f;
    int priority = 0;
    bool block = false;
    Message message;                                                       // may hold {old} and {new}
    std::vector<std::pair<std::string, std::vector<std::string>>> params;  // scalars are lists of one
    std::string file;  // where it is written, relative to the resources or the project

    [[nodiscard]] const std::vector<std::string>* param(std::string_view key) const;
    // The first value; the fallback when there is none.
    [[nodiscard]] std::string_view text(std::string_view key, std::string_view fallback = {}) const;
    [[nodiscard]] bool flag(std::string_view key) const { return text(key) == "true"; }
};

// All rules of a run, sorted by id. Findings point to the ids, so it must outlive them.
struct RuleBook {
    std::vector<Rule> rules;
    [[nodiscard]] const Rule* find(std::string_view id_or_alias) const;
};

// A finding of this rule that replaces one span; tier, confidence, priority and message are the rule's.
[[nodiscard]] Finding finding_of(const Rule& rule, DraftSpan at, std::string_view old_text, std::string new_text);
// A finding of this rule without a fix.
[[nodiscard]] Finding remark_of(const Rule& rule, DraftSpan at, std::string_view old_text);
// The rule's message with {old} and {new} filled in.
[[nodiscard]] Message fill(const Message& message, std::string_view old_text, std::string_view new_text);

}  // namespace jiaodui
