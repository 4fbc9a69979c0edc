// Tested by rules/number/itn.md.
#include "pipeline/rule/kinds/number_tables.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

std::vector<std::string> list_of(const Rule& rule, std::string_view key) {
    const auto* values = rule.param(key);
    return values != nullptr ? *values : std::vector<std::string>();
}

}  // namespace

NumberTables::NumberTables(const Rule& rule)
    : phone(list_of(rule, "phone")),
      lunar(list_of(rule, "lunar")),
      eras(list_of(rule, "eras")),
      keep_(list_of(rule, "keep")) {
    for (std::string& unit : list_of(rule, "measures")) units_.emplace_back(std::move(unit), true);
    for (std::string& unit : list_of(rule, "units")) units_.emplace_back(std::move(unit), false);
    std::stable_sort(units_.begin(), units_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::optional<NumberTables::Unit> NumberTables::unit_at(std::string_view text, std::uint32_t at) const {
    const std::string_view rest = at < text.size() ? text.substr(at) : std::string_view();
    for (const auto& [unit, measures] : units_) {
        if (rest.starts_with(unit)) return Unit{static_cast<std::uint32_t>(unit.size()), measures};
    }
    return std::nullopt;
}

bool NumberTables::keeps(std::string_view text, Span at) const {
    return std::any_of(keep_.begin(), keep_.end(), [&](const std::string& phrase) {
        const std::size_t from = at.begin - std::min<std::size_t>(at.begin, phrase.size() - 1);
        const std::size_t found = text.substr(0, at.end + phrase.size() - 1).find(phrase, from);
        return found != std::string_view::npos && found < at.end;
    });
}

}  // namespace jiaodui
