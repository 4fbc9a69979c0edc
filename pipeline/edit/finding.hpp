// Edit, Fix, Finding: three things, not one.
//
// An Edit replaces some bytes. A Fix is one or more edits that only make sense together (both halves of a pair of
// quotes): all of them are made, or none. A Finding is what a rule has to say about a place; it may have a fix, several
// possible ones, or none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/base/tier.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

// The id of a rule, `group/name`. Points into the rule book, which outlives every finding.
using RuleId = std::string_view;

struct Edit {
    DraftSpan at;      // of the draft that the stage read
    std::string text;  // UTF-8; empty for a deletion
    friend bool operator==(const Edit&, const Edit&) = default;
};

struct Fix {
    std::vector<Edit> edits;  // in order, disjoint, at least one
    Tier tier = Tier::suggest;
};

// Why: the row of a table, or the statistic, that a finding rests on.
struct Evidence {
    std::string file;        // of a dictionary or rule, relative to the resources or the project root; or empty
    std::uint32_t line = 0;  // 1-based
    std::string key;         // the entry there
    std::vector<std::pair<std::string, std::string>> facts;  // further named values, in order
};

struct Finding {
    RuleId rule;
    DraftSpan at;  // what is spoken of; for a finding with a fix, from its first edit to its last
    Message message;
    std::optional<Fix> fix;
    std::vector<std::string> others;  // further candidates, best first, each for the whole of `at`
    Tier tier = Tier::hint;           // equal to fix->tier where there is a fix
    float confidence = 1.0f;          // 0..1
    int priority = 0;                 // higher wins among equals
    bool block = false;               // counts for --fail-on whatever its tier
    bool in_markup = false;           // spans are bytes of the source: a change of markup, never safe
    Evidence evidence;
};

// A finding that replaces one span.
[[nodiscard]] Finding replacement(RuleId rule, Tier tier, DraftSpan at, std::string text, Message message);

}  // namespace jiaodui
