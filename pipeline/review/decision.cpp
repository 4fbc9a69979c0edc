// Tested by tests/unit/review/decision_file_test.cpp.
#include "pipeline/review/decision.hpp"

#include <algorithm>
#include <array>

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, 5> kAnswers{"accept", "reject", "edit", "later", "known"};
constexpr std::array<std::string_view, 4> kScopes{"here", "file", "repo", "rule-off"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end()) return std::nullopt;
    return static_cast<Enum>(it - names.begin());
}

bool either(const std::string& a, const std::string& a2, const std::string& b, const std::string& b2) {
    return a == b || a == b2 || a2 == b || a2 == b2;
}

bool same_subject(const Decision& a, const Decision& b) {
    if (a.scope != b.scope) return false;
    switch (a.scope) {
        case Scope::here: return same_place(a, b);
        case Scope::file: return a.file == b.file && a.from == b.from;
        case Scope::repo: return a.from == b.from;
        case Scope::rule_off: return a.rule == b.rule;
    }
    return false;
}

}  // namespace

std::string_view name_of(Answer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }
std::string_view name_of(Scope scope) { return kScopes[static_cast<std::size_t>(scope)]; }
std::optional<Answer> answer_named(std::string_view name) { return named<Answer>(kAnswers, name); }
std::optional<Scope> scope_named(std::string_view name) { return named<Scope>(kScopes, name); }

bool same_place(const Decision& a, const Decision& b) {
    return a.file == b.file && a.from == b.from && a.nth == b.nth && a.in_markup == b.in_markup &&
           either(a.source.left, a.decided.left, b.source.left, b.decided.left) &&
           either(a.source.right, a.decided.right, b.source.right, b.decided.right);
}

bool contradict(const Decision& a, const Decision& b) {
    if (!same_subject(a, b)) return false;
    if (a.answer == Answer::later || b.answer == Answer::later) return false;
    if (a.answer == Answer::known || b.answer == Answer::known) return false;
    if (a.writes() && b.writes()) return a.to != b.to;
    return a.writes() != b.writes() && a.to == b.to;
}

}  // namespace jiaodui
