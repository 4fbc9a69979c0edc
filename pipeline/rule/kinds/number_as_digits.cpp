// A run of numerals is tried as a percentage, a date, a time, a quantity and a telephone number, in this order. Tested
// by rules/number/itn.md.
#include "pipeline/rule/kinds/number_as_digits.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/numeral.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

class AsDigits {
  public:
    explicit AsDigits(const NumberText& text) : text_(text) {}

    [[nodiscard]] std::optional<NumberChange> read(Span run) const {
        if (const auto change = percentage(run)) return change;
        if (const char32_t ch = text_.left_of(run.begin).ch; is_alnum(ch) || ch == '.') return std::nullopt;
        if (text_.precedes(run.begin, {"第", "初", "几", "星期", "礼拜", "周", "之", "数", "小数点"}))
            return std::nullopt;
        if (text_.follows(run.end, {"几", "分之", "点几"})) return std::nullopt;
        if (is_reign_year(run)) return std::nullopt;
        if (const auto change = range(run)) return change;
        if (in_series(run)) return std::nullopt;
        if (const auto change = date(run)) return change;
        if (const auto change = time_of_day(run)) return change;
        if (const auto change = quantity(run)) return change;
        return telephone(run);
    }

  private:
    [[nodiscard]] std::optional<NumberChange> percentage(Span head) const {
        const std::string_view base = text_.slice(head);
        const bool hundred = base == "百";
        if ((!hundred && base != "千") || !text_.follows(head.end, {"分之"})) return std::nullopt;
        const Span run = text_.run_at(head.end + 6);
        const auto number = digits_of_han(text_.slice(run));
        if (!number || !is_digit(static_cast<unsigned char>(number->back())) ||
            text_.follows(run.end, {"几", "点", "到", "至"}))
            return std::nullopt;
        if (!hundred && *number == "1") return std::nullopt;  // mostly a figure of speech
        return NumberChange{{head.begin, run.end}, *number + (hundred ? "%" : "‰")};
    }

    // A year is read digit by digit; a number of years is a quantity.
    [[nodiscard]] std::optional<std::string> year(Span run) const {
        const std::string_view said = text_.slice(run);
        const auto digits = digits_one_by_one(said);
        if (!digits || said.find("幺") != std::string_view::npos) return std::nullopt;
        if (digits->size() == 4) return digits->front() == '1' || digits->front() == '2' ? digits : std::nullopt;
        if (digits->size() != 2) return std::nullopt;
        // 零八年, 九八年; 八九年 may be eight or nine years.
        const char tens = digits->front(), ones = digits->back();
        const bool two_thousands = tens == '0', nineteens = tens >= '5' && ones != tens + 1;
        return two_thousands || nineteens ? digits : std::nullopt;
    }

    [[nodiscard]] std::optional<std::string> within(Span run, int least, int most) const {
        const auto number = digits_of_han(text_.slice(run));
        if (!number || number->size() > 2) return std::nullopt;
        const int value = std::stoi(*number);
        return value >= least && value <= most ? number : std::nullopt;
    }

    // 二零二四年[三月[五日]], 三月五日, 五月份.
    [[nodiscard]] std::optional<NumberChange> date(Span run) const {
        std::string out;
        std::uint32_t end = run.end;
        Span month = run;
        if (text_.follows(run.end, {"年"})) {
            const auto digits = year(run);
            if (!digits) return std::nullopt;
            out = *digits;
            month = text_.run_at(run.end + 3);
        }
        const auto of_month = text_.follows(month.end, {"月"}) && !month.empty() ? within(month, 1, 12) : std::nullopt;
        if (of_month) {
            const Span day = text_.run_at(month.end + 3);
            const auto of_day =
                text_.follows(day.end, {"日", "号"}) && !day.empty() ? within(day, 1, 31) : std::nullopt;
            const bool whole = !out.empty() || of_day || text_.follows(month.end + 3, {"份"});
            if (!whole || (out.empty() && is_lunar(run.begin))) return std::nullopt;
            out += (out.empty() ? "" : "年") + *of_month;
            end = month.end;
            if (of_day && text_.follows(day.end + 3, {"到", "至"}) && !text_.run_at(day.end + 6).empty())
                return std::nullopt;  // to another day
            if (of_day) out += "月" + *of_day, end = day.end;
        }
        return out.empty() ? std::nullopt : std::optional(NumberChange{{run.begin, end}, out});
    }

    [[nodiscard]] bool is_lunar(std::uint32_t at) const { return text_.mentions_before(at, 8, text_.tables().lunar); }

    // 康熙三十八年 is written as it is said.
    [[nodiscard]] bool is_reign_year(Span run) const {
        const auto& eras = text_.tables().eras;
        return text_.follows(run.end, {"年"}) && std::any_of(eras.begin(), eras.end(), [&](const std::string& era) {
                   return text_.precedes(run.begin, {era});
               });
    }

    // 八点二十分, 八点零五分; 三点五分 may be a mark.
    [[nodiscard]] std::optional<NumberChange> time_of_day(Span run) const {
        const std::string_view said = text_.slice(run);
        const std::size_t point = said.find("点");
        if (point == std::string_view::npos || !text_.follows(run.end, {"分"}) ||
            text_.follows(run.end, {"分钟", "分之"}))
            return std::nullopt;
        const auto cut = run.begin + static_cast<std::uint32_t>(point);
        const auto hour = within({run.begin, cut}, 0, 24);
        std::string_view minutes = said.substr(point + 3);
        const bool padded = minutes.starts_with("零") && minutes.size() == 6;
        if (!hour || (!padded && minutes.find("十") == std::string_view::npos)) return std::nullopt;
        const auto minute = within({cut + (padded ? 6u : 3u), run.end}, 1, 59);
        if (!minute) return std::nullopt;
        return NumberChange{run, *hour + "点" + (padded ? "0" : "") + *minute};
    }

    // 二十到三十人, 二零二零到二零二四年: both ends, or neither.
    [[nodiscard]] std::optional<NumberChange> range(Span run) const {
        if (!text_.follows(run.end, {"到", "至"})) return std::nullopt;
        const Span other = text_.run_at(run.end + 3);
        if (other.empty()) return std::nullopt;
        const std::string_view between = text_.slice({run.end, run.end + 3});
        std::optional<std::string> first, second;
        if (text_.follows(other.end, {"年"}) && (first = four_digits(run)) && (second = four_digits(other))) {
        } else if (counts(other, true) && (first = digits_of_han(text_.slice(run)))) {
            second = digits_of_han(text_.slice(other));
        }
        if (!first || !second) return std::nullopt;
        const bool quantity = !text_.follows(other.end, {"年"}) || !four_digits(other);
        return NumberChange{{run.begin, other.end}, *first + std::string(between) + *second, quantity};
    }
    [[nodiscard]] std::optional<std::string> four_digits(Span run) const {
        const auto digits = year(run);
        return digits && digits->size() == 4 ? digits : std::nullopt;
    }

    // Part of something that holds more numbers: 三、四十人, 五比三, a range whose other end stays.
    [[nodiscard]] bool in_series(Span run) const {
        const auto joins = [](char32_t ch) {
            return ch == U'到' || ch == U'至' || ch == U'、' || ch == U'比' || ch == U'—' || ch == U'～' ||
                   ch == U'~' || ch == U'-';
        };
        const utf8::Decoded left = text_.left_of(run.begin);
        if (joins(left.ch) && is_number(text_.left_of(run.begin - left.length).ch)) return true;
        const utf8::Decoded right = text_.right_of(run.end);
        return joins(right.ch) && is_number(text_.right_of(run.end + right.length).ch);
    }
    static bool is_number(char32_t ch) { return is_spoken_numeral(ch) || is_digit(ch) || ch == U'几'; }

    // Does what follows make the number a quantity?
    [[nodiscard]] bool counts(Span run, bool range = false) const {
        const std::string_view said = text_.slice(run);
        std::uint32_t end = run.end;
        const bool more = text_.follows(end, {"多", "余"});
        if (more) end += 3;
        const auto unit = text_.unit_at(end);
        const bool large = more && text_.follows(end, {"万", "亿"});
        if (!unit && !large) return false;
        if (unit && is_half_said(end + unit->size)) return false;
        if (said == "一" || range) return range;
        if (unit && unit->measures) return true;
        if (said.find("点") != std::string_view::npos) return true;
        const auto characters = utf8::count(said);
        return characters >= 3 || (characters == 2 && !said.starts_with("一"));
    }
    // 三块五, 一米八: a digit behind the unit that has none of its own; 五块钱一碗 is said whole.
    [[nodiscard]] bool is_half_said(std::uint32_t at) const {
        const Span rest = text_.run_at(at);
        return rest.size() == 3 && text_.slice(rest) != "一" && !text_.unit_at(rest.end) &&
               !text_.follows(rest.end, {"月"});
    }

    // With what follows of the same time: 十四年六个月 is changed as one, where either part counts.
    [[nodiscard]] std::optional<NumberChange> quantity(Span run) const {
        std::string out;
        Span whole{run.begin, run.begin};
        bool counted = false;
        while (!run.empty()) {
            auto number = digits_of_han(text_.slice(run));
            if (!number && text_.slice(run).ends_with("千")) {  // 两百千瓦: the last numeral belongs to the unit
                run.end -= 3;
                number = digits_of_han(text_.slice(run));
            }
            if (!number) break;
            counted = counted || counts(run) || is_decimal(run);
            out.append(text_.slice({whole.end, run.begin})).append(*number);
            whole.end = run.end;
            if (!text_.follows(run.end, {"年", "个月", "小时", "个小时", "分钟"})) break;
            run = text_.run_at(run.end + text_.unit_at(run.end).value_or(NumberTables::Unit{3, false}).size);
            if (!text_.unit_at(run.end)) break;
        }
        return counted ? std::optional(NumberChange{whole, out, true}) : std::nullopt;
    }
    // 三点五 without a unit. 一点, 两点 are oftener a little, and two points; 三点一是 counts them; 三点五分 is a time.
    [[nodiscard]] bool is_decimal(Span run) const {
        const std::string_view said = text_.slice(run);
        const std::size_t point = said.find("点");
        if (point == std::string_view::npos ||
            text_.follows(run.end, {"分", "刻", "钟", "左右", "多", "是", "半", "线", "来", "起"}))
            return false;
        if (said.starts_with("一点") || said.starts_with("两点")) return false;
        const bool lone_one = said.substr(point + 3) == "一";
        return !lone_one && !text_.precedes(run.begin, {"有", "这", "那", "上午", "下午", "早上", "晚上", "凌晨",
                                                        "中午", "傍晚", "夜里", "清晨"});
    }

    // Seven digits or more, or three where a telephone or the like is spoken of just before.
    [[nodiscard]] std::optional<NumberChange> telephone(Span run) const {
        const auto digits = digits_one_by_one(text_.slice(run));
        if (!digits || digits->size() < 3 || std::is_sorted(digits->begin(), digits->end())) return std::nullopt;
        if (digits->size() >= 7) return NumberChange{run, *digits};
        return text_.mentions_before(run.begin, 6, text_.tables().phone) ? std::optional(NumberChange{run, *digits})
                                                                         : std::nullopt;
    }

    const NumberText& text_;
};

}  // namespace

std::optional<NumberChange> number_as_digits(const NumberText& text, Span run) { return AsDigits(text).read(run); }

}  // namespace jiaodui
