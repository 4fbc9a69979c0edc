// A number is tried as a percentage, a date and a quantity, in this order. Tested by rules/number/itn.md.
#include "pipeline/rule/kinds/number_as_words.hpp"

#include "pipeline/text/han.hpp"
#include "pipeline/text/numeral.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

class AsWords {
  public:
    explicit AsWords(const NumberText& text) : text_(text) {}

    [[nodiscard]] std::optional<NumberChange> read(Span number) const {
        const std::string_view digits = text_.slice(number);
        const char32_t left = text_.left_of(number.begin).ch;
        if (is_alnum(left) || std::u32string_view(U".,-/~:$￥¥#–—～：第到至").find(left) != std::u32string_view::npos)
            return std::nullopt;
        if (text_.follows(number.end, {"%"}) && !is_alnum(text_.right_of(number.end + 1).ch)) {
            const auto said = han_of_digits(digits);
            return said ? std::optional(NumberChange{{number.begin, number.end + 1}, "百分之" + *said}) : std::nullopt;
        }
        if (const auto change = date_in_words(number)) return change;
        std::uint32_t end = number.end;
        while (text_.follows(end, {"万", "亿"})) end += 3;
        if (text_.follows(end, {"多", "余"})) end += 3;
        const auto unit = text_.unit_at(end);
        if (!unit && end == number.end) return std::nullopt;
        auto said = han_of_digits(digits);
        if (!said) return std::nullopt;
        if (*said == "二" && !text_.follows(number.end, {"十"})) *said = "两";
        return NumberChange{number, *said};
    }

  private:
    [[nodiscard]] std::optional<NumberChange> date_in_words(Span number) const {
        std::string out;
        std::uint32_t end = number.end;
        Span month = number;
        if (number.size() == 4 && text_.follows(number.end, {"年"})) {
            const auto said = han_one_by_one(text_.slice(number));
            if (!said) return std::nullopt;
            out = *said;
            month = text_.number_at(number.end + 3);
        }
        if (const auto of_month = small(month, 12); of_month && text_.follows(month.end, {"月"})) {
            const Span day = text_.number_at(month.end + 3);
            const auto of_day = text_.follows(day.end, {"日", "号"}) ? small(day, 31) : std::nullopt;
            if (out.empty() && !of_day && !text_.follows(month.end + 3, {"份"})) return std::nullopt;
            out += (out.empty() ? "" : "年") + *of_month;
            end = month.end;
            if (of_day) out += "月" + *of_day, end = day.end;
        }
        return out.empty() ? std::nullopt : std::optional(NumberChange{{number.begin, end}, out});
    }
    [[nodiscard]] std::optional<std::string> small(Span number, int most) const {
        const std::string_view digits = text_.slice(number);
        if (digits.empty() || digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        const int value = std::stoi(std::string(digits));
        return value >= 1 && value <= most ? han_of_digits(std::to_string(value)) : std::nullopt;
    }

    const NumberText& text_;
};

}  // namespace

std::optional<NumberChange> number_as_words(const NumberText& text, Span number) { return AsWords(text).read(number); }

}  // namespace jiaodui
