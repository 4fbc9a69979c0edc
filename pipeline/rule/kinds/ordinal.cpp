// Looks at every 第. Tested by tests/unit/rule/ordinal_test.cpp.
#include "pipeline/rule/kinds/ordinal.hpp"

#include <algorithm>
#include <string>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kOrdinal = "第";
constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";

std::string in_han(int value) {
    std::u32string digits;
    if (value >= 20) digits += kDigits[static_cast<std::size_t>(value / 10)];
    if (value >= 10) digits += U'十';
    if (value % 10 != 0) digits += kDigits[static_cast<std::size_t>(value % 10)];
    std::string out;
    for (const char32_t ch : digits) utf8::append(out, ch);
    return out;
}

// The value of 一 … 九十九; 0 for anything else.
int value_of(std::string_view text) {
    for (int value = 1; value < 100; ++value) {
        if (in_han(value) == text) return value;
    }
    return 0;
}

bool is_han_digit(char32_t ch) { return ch == U'十' || kDigits.find(ch, 1) != std::u32string_view::npos; }

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
        for (utf8::Decoded c = utf8::decode(text, end); style == "arabic" ? is_han_digit(c.ch) : is_digit(c.ch);
             c = utf8::decode(text, end)) {
            end += c.length;
        }
        const std::string_view digits = text.substr(begin, end - begin);
        const bool counted = std::any_of(units->begin(), units->end(),
                                         [&](const std::string& unit) { return text.substr(end).starts_with(unit); });
        if (digits.empty() || !counted) continue;
        std::string other;
        if (style == "arabic") {
            if (const int value = value_of(digits)) other = std::to_string(value);
        } else if (digits.size() <= 2 && digits.front() != '0') {
            other = in_han(std::stoi(std::string(digits)));
        }
        if (other.empty()) continue;
        const DraftSpan span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
        out.push_back(finding_of(rule, span, digits, std::move(other)));
    }
}

}  // namespace jiaodui
