// Looks at every 第. Tested by tests/unit/rule/ordinal_test.cpp.
#include "pipeline/rule/kinds/ordinal.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "pipeline/text/han.hpp"
#include "pipeline/text/numeral.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kOrdinal = "第";

// From 1 to 99.
std::optional<std::string> in_other_spelling(std::string_view digits, bool arabic) {
    if (arabic) {
        std::optional<std::string> out = digits_of_han(digits);
        return out && out->size() <= 2 ? out : std::nullopt;
    }
    return digits.size() <= 2 && digits.front() != '0' ? han_of_digits(digits) : std::nullopt;
}

bool is_han_ordinal(char32_t ch) { return ch == U'十' || (han_digit(ch).value_or(0) > 0 && ch != U'两'); }

}  // namespace

void find_ordinal_numerals(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view style = rule.text("style");
    const auto* units = rule.param("units");
    if (units == nullptr || (style != "han" && style != "arabic")) return;
    const std::string_view text = scope.draft.text.substr(0, scope.range.end);
    for (std::size_t at = text.find(kOrdinal, scope.range.begin); at != std::string_view::npos;
         at = text.find(kOrdinal, at + kOrdinal.size())) {
        const std::size_t begin = at + kOrdinal.size();
        std::size_t end = begin;
        for (utf8::Decoded c = utf8::decode(text, end); style == "arabic" ? is_han_ordinal(c.ch) : is_digit(c.ch);
             c = utf8::decode(text, end)) {
            end += c.length;
        }
        const std::string_view digits = text.substr(begin, end - begin);
        const bool counted = std::any_of(units->begin(), units->end(),
                                         [&](const std::string& unit) { return text.substr(end).starts_with(unit); });
        if (digits.empty() || !counted) continue;
        std::optional<std::string> other = in_other_spelling(digits, style == "arabic");
        if (!other) continue;
        const DraftSpan span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
        out.push_back(finding_of(rule, span, digits, *std::move(other)));
    }
}

}  // namespace jiaodui
