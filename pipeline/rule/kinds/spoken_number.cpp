// The text is cut into runs of numerals; each run is tried as a percentage, a date, a time, a quantity and a telephone
// number, in this order. Quantities wait for the end of their sentence: where another of the same unit stays as it is
// said (十年，二十年), they stay too, since a text writes what is alike alike. Tested by rules/number/itn.md and
// tests/unit/text/numeral_test.cpp.
#include "pipeline/rule/kinds/spoken_number.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/number_tables.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/numeral.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

using Texts = std::initializer_list<std::string_view>;

// What becomes of a stretch of the text.
struct Change {
    Span at;
    std::string text;
    bool quantity = false;
};

constexpr int kLongestTitle = 40;

bool is_spoken(char32_t ch) { return is_han_numeral(ch) || ch == U'幺'; }

// Reads one region's text at a place of it.
class Reading {
  public:
    Reading(const NumberTables& tables, const Scope& scope)
        : tables_(tables), scope_(scope), text_(scope.draft.text.substr(0, scope.range.end)) {}

    void to_arabic(const Rule& rule, std::vector<Finding>& out) const {
        Sentence sentence;
        for (std::uint32_t at = scope_.range.begin; at < text_.size();) {
            const Span run = run_at(at);
            if (run.empty()) {
                const utf8::Decoded c = utf8::decode(text_, at);
                if (ends_sentence(c.ch)) report_sentence(rule, sentence, out);
                at += c.length;
                continue;
            }
            at = run.end;
            std::optional<Change> change = arabic(run);
            if (!change) {
                if (slice(text_, run) != "一") sentence.stay.push_back(unit_after(run.end));
                continue;
            }
            at = std::max(at, change->at.end);
            sentence.changes.push_back(std::move(*change));
        }
        report_sentence(rule, sentence, out);
    }

    void to_chinese(const Rule& rule, std::vector<Finding>& out) const {
        for (std::size_t at = text_.find_first_of("0123456789", scope_.range.begin); at != std::string_view::npos;) {
            const Span number = number_at(static_cast<std::uint32_t>(at));
            std::uint32_t end = number.end;
            if (const std::optional<Change> change = chinese(number)) {
                end = std::max(end, change->at.end);
                report(rule, *change, out);
            }
            at = text_.find_first_of("0123456789", end);
        }
    }

  private:
    struct Sentence {
        std::vector<Change> changes;
        std::vector<std::string_view> stay;  // units of the numbers that stay
    };
    static bool ends_sentence(char32_t ch) {
        return ch == U'。' || ch == U'！' || ch == U'？' || ch == U'；' || ch == U'\n' || ch == U'\uFFFC';
    }
    void report_sentence(const Rule& rule, Sentence& sentence, std::vector<Finding>& out) const {
        for (const Change& change : sentence.changes) {
            const std::string_view unit = change.quantity ? unit_after(change.at.end) : std::string_view();
            const auto& stay = sentence.stay;
            if (unit.empty() || std::find(stay.begin(), stay.end(), unit) == stay.end()) report(rule, change, out);
        }
        sentence = {};
    }
    // 年 behind 二十, 人 behind 三百多; empty where there is none.
    [[nodiscard]] std::string_view unit_after(std::uint32_t at) const {
        if (follows(at, {"多", "余"})) at += 3;
        const auto unit = tables_.unit_at(text_, at);
        return unit ? text_.substr(at, unit->size) : std::string_view();
    }

    // What others have written stays as they wrote it: a quotation, a title.
    [[nodiscard]] bool is_cited(std::uint32_t at) const {
        const Region* region = region_of(scope_.draft, at);
        if (region != nullptr && region->kind == RegionKind::quote) return true;
        const std::string_view context = before(at, kLongestTitle);
        const std::size_t open = context.rfind("《");
        return open != std::string_view::npos && context.find("》", open) == std::string_view::npos;
    }

    void report(const Rule& rule, const Change& change, std::vector<Finding>& out) const {
        if (scope_.draft.has_anchor_inside(change.at) || scope_.draft.is_locked(change.at) ||
            tables_.keeps(text_, change.at) || is_cited(change.at.begin))
            return;
        out.push_back(finding_of(rule, DraftSpan(change.at), slice(text_, change.at), change.text));
    }

    // Spoken numerals from here on, without a 点 at the end, which no number has.
    [[nodiscard]] Span run_at(std::uint32_t at) const {
        std::uint32_t end = at;
        for (utf8::Decoded c = utf8::decode(text_, end); is_spoken(c.ch); c = utf8::decode(text_, end)) end += c.length;
        while (end > at && utf8::decode_before(text_, end).ch == U'点') end -= 3;
        return {at, end};
    }
    [[nodiscard]] Span number_at(std::uint32_t at) const {
        std::uint32_t end = at;
        while (end < text_.size() && (is_digit(static_cast<unsigned char>(text_[end])) ||
                                      ((text_[end] == '.' || text_[end] == ',') && end + 1 < text_.size() &&
                                       is_digit(static_cast<unsigned char>(text_[end + 1])))))
            ++end;
        return {at, end};
    }
    [[nodiscard]] bool follows(std::uint32_t at, Texts texts) const {
        return std::any_of(texts.begin(), texts.end(),
                           [&](std::string_view one) { return text_.substr(at).starts_with(one); });
    }
    [[nodiscard]] bool precedes(std::uint32_t at, Texts texts) const {
        return std::any_of(texts.begin(), texts.end(),
                           [&](std::string_view one) { return text_.substr(0, at).ends_with(one); });
    }
    // The region's text before a place, at most so many characters of it.
    [[nodiscard]] std::string_view before(std::uint32_t at, int characters) const {
        std::uint32_t begin = at;
        for (; characters > 0 && begin > scope_.range.begin; --characters) {
            const utf8::Decoded c = utf8::decode_before(text_, begin);
            if (c.ch == U'\n' || c.ch == U'\uFFFC') break;
            begin -= c.length;
        }
        return text_.substr(begin, at - begin);
    }

    // ---- as digits

    [[nodiscard]] std::optional<Change> arabic(Span run) const {
        if (const auto change = percentage(run)) return change;
        if (const char32_t ch = utf8::decode_before(text_, run.begin).ch; is_alnum(ch) || ch == '.')
            return std::nullopt;
        if (precedes(run.begin, {"第", "初", "几", "星期", "礼拜", "周", "之", "数", "小数点"})) return std::nullopt;
        if (follows(run.end, {"几", "分之", "点几"})) return std::nullopt;
        if (is_reign_year(run)) return std::nullopt;
        if (const auto change = range(run)) return change;
        if (in_series(run)) return std::nullopt;
        if (const auto change = date(run)) return change;
        if (const auto change = time_of_day(run)) return change;
        if (const auto change = quantity(run)) return change;
        return telephone(run);
    }

    [[nodiscard]] std::optional<Change> percentage(Span head) const {
        const std::string_view base = slice(text_, head);
        const bool hundred = base == "百";
        if ((!hundred && base != "千") || !follows(head.end, {"分之"})) return std::nullopt;
        const Span run = run_at(head.end + 6);
        const auto number = digits_of_han(slice(text_, run));
        if (!number || !is_digit(static_cast<unsigned char>(number->back())) ||
            follows(run.end, {"几", "点", "到", "至"}))
            return std::nullopt;
        if (!hundred && *number == "1") return std::nullopt;  // mostly a figure of speech
        return Change{{head.begin, run.end}, *number + (hundred ? "%" : "‰")};
    }

    // A year is read digit by digit; a number of years is a quantity.
    [[nodiscard]] std::optional<std::string> year(Span run) const {
        const std::string_view said = slice(text_, run);
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
        const auto number = digits_of_han(slice(text_, run));
        if (!number || number->size() > 2) return std::nullopt;
        const int value = std::stoi(*number);
        return value >= least && value <= most ? number : std::nullopt;
    }

    // 二零二四年[三月[五日]], 三月五日, 五月份.
    [[nodiscard]] std::optional<Change> date(Span run) const {
        std::string out;
        std::uint32_t end = run.end;
        Span month = run;
        if (follows(run.end, {"年"})) {
            const auto digits = year(run);
            if (!digits) return std::nullopt;
            out = *digits;
            month = run_at(run.end + 3);
        }
        const auto of_month = follows(month.end, {"月"}) && !month.empty() ? within(month, 1, 12) : std::nullopt;
        if (of_month) {
            const Span day = run_at(month.end + 3);
            const auto of_day = follows(day.end, {"日", "号"}) && !day.empty() ? within(day, 1, 31) : std::nullopt;
            const bool whole = !out.empty() || of_day || follows(month.end + 3, {"份"});
            if (!whole || (out.empty() && is_lunar(run.begin))) return std::nullopt;
            out += (out.empty() ? "" : "年") + *of_month;
            end = month.end;
            if (of_day && follows(day.end + 3, {"到", "至"}) && !run_at(day.end + 6).empty())
                return std::nullopt;  // to another day
            if (of_day) out += "月" + *of_day, end = day.end;
        }
        return out.empty() ? std::nullopt : std::optional(Change{{run.begin, end}, out});
    }

    [[nodiscard]] bool is_lunar(std::uint32_t at) const {
        const std::string_view context = before(at, 8);
        return std::any_of(tables_.lunar.begin(), tables_.lunar.end(),
                           [&](const std::string& word) { return context.find(word) != std::string_view::npos; });
    }

    // 康熙三十八年 is written as it is said.
    [[nodiscard]] bool is_reign_year(Span run) const {
        return follows(run.end, {"年"}) &&
               std::any_of(tables_.eras.begin(), tables_.eras.end(),
                           [&](const std::string& era) { return text_.substr(0, run.begin).ends_with(era); });
    }

    // 八点二十分, 八点零五分; 三点五分 may be a mark.
    [[nodiscard]] std::optional<Change> time_of_day(Span run) const {
        const std::string_view said = slice(text_, run);
        const std::size_t point = said.find("点");
        if (point == std::string_view::npos || !follows(run.end, {"分"}) || follows(run.end, {"分钟", "分之"}))
            return std::nullopt;
        const auto cut = run.begin + static_cast<std::uint32_t>(point);
        const auto hour = within({run.begin, cut}, 0, 24);
        std::string_view minutes = said.substr(point + 3);
        const bool padded = minutes.starts_with("零") && minutes.size() == 6;
        if (!hour || (!padded && minutes.find("十") == std::string_view::npos)) return std::nullopt;
        const auto minute = within({cut + (padded ? 6u : 3u), run.end}, 1, 59);
        if (!minute) return std::nullopt;
        return Change{run, *hour + "点" + (padded ? "0" : "") + *minute};
    }

    // 二十到三十人, 二零二零到二零二四年: both ends, or neither.
    [[nodiscard]] std::optional<Change> range(Span run) const {
        if (!follows(run.end, {"到", "至"})) return std::nullopt;
        const Span other = run_at(run.end + 3);
        if (other.empty()) return std::nullopt;
        const std::string_view between = text_.substr(run.end, 3);
        std::optional<std::string> first, second;
        if (follows(other.end, {"年"}) && (first = four_digits(run)) && (second = four_digits(other))) {
        } else if (counts(other, true) && (first = digits_of_han(slice(text_, run)))) {
            second = digits_of_han(slice(text_, other));
        }
        if (!first || !second) return std::nullopt;
        const bool quantity = !follows(other.end, {"年"}) || !four_digits(other);
        return Change{{run.begin, other.end}, *first + std::string(between) + *second, quantity};
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
        const utf8::Decoded left = utf8::decode_before(text_, run.begin);
        if (joins(left.ch) && is_number(utf8::decode_before(text_, run.begin - left.length).ch)) return true;
        const utf8::Decoded right = utf8::decode(text_, run.end);
        return joins(right.ch) && is_number(utf8::decode(text_, run.end + right.length).ch);
    }
    static bool is_number(char32_t ch) { return is_spoken(ch) || is_digit(ch) || ch == U'几'; }

    // Does what follows make the number a quantity?
    [[nodiscard]] bool counts(Span run, bool range = false) const {
        const std::string_view said = slice(text_, run);
        std::uint32_t end = run.end;
        const bool more = follows(end, {"多", "余"});
        if (more) end += 3;
        const auto unit = tables_.unit_at(text_, end);
        const bool large = more && follows(end, {"万", "亿"});
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
        const Span rest = run_at(at);
        return rest.size() == 3 && slice(text_, rest) != "一" && !tables_.unit_at(text_, rest.end) &&
               !follows(rest.end, {"月"});
    }

    // With what follows of the same time: 十四年六个月 is changed as one, where either part counts.
    [[nodiscard]] std::optional<Change> quantity(Span run) const {
        std::string out;
        Span whole{run.begin, run.begin};
        bool counted = false;
        while (!run.empty()) {
            auto number = digits_of_han(slice(text_, run));
            if (!number && slice(text_, run).ends_with("千")) {  // 两百千瓦: the last numeral belongs to the unit
                run.end -= 3;
                number = digits_of_han(slice(text_, run));
            }
            if (!number) break;
            counted = counted || counts(run) || is_decimal(run);
            out.append(slice(text_, {whole.end, run.begin})).append(*number);
            whole.end = run.end;
            if (!follows(run.end, {"年", "个月", "小时", "个小时", "分钟"})) break;
            run = run_at(run.end + tables_.unit_at(text_, run.end).value_or(NumberTables::Unit{3, false}).size);
            if (!tables_.unit_at(text_, run.end)) break;
        }
        return counted ? std::optional(Change{whole, out, true}) : std::nullopt;
    }
    // 三点五 without a unit. 一点, 两点 are oftener a little, and two points; 三点一是 counts them; 三点五分 is a time.
    [[nodiscard]] bool is_decimal(Span run) const {
        const std::string_view said = slice(text_, run);
        const std::size_t point = said.find("点");
        if (point == std::string_view::npos ||
            follows(run.end, {"分", "刻", "钟", "左右", "多", "是", "半", "线", "来", "起"}))
            return false;
        if (said.starts_with("一点") || said.starts_with("两点")) return false;
        const bool lone_one = said.substr(point + 3) == "一";
        return !lone_one && !precedes(run.begin, {"有", "这", "那", "上午", "下午", "早上", "晚上", "凌晨", "中午",
                                                  "傍晚", "夜里", "清晨"});
    }

    // Seven digits or more, or three where a telephone or the like is spoken of just before.
    [[nodiscard]] std::optional<Change> telephone(Span run) const {
        const auto digits = digits_one_by_one(slice(text_, run));
        if (!digits || digits->size() < 3 || std::is_sorted(digits->begin(), digits->end())) return std::nullopt;
        if (digits->size() >= 7) return Change{run, *digits};
        const std::string_view context = before(run.begin, 6);
        const bool announced = std::any_of(tables_.phone.begin(), tables_.phone.end(), [&](const std::string& word) {
            return context.find(word) != std::string_view::npos;
        });
        return announced ? std::optional(Change{run, *digits}) : std::nullopt;
    }

    // ---- as words

    [[nodiscard]] std::optional<Change> chinese(Span number) const {
        const std::string_view digits = slice(text_, number);
        const char32_t left = utf8::decode_before(text_, number.begin).ch;
        if (is_alnum(left) || std::u32string_view(U".,-/~:$￥¥#–—～：第到至").find(left) != std::u32string_view::npos)
            return std::nullopt;
        if (follows(number.end, {"%"}) && !is_alnum(utf8::decode(text_, number.end + 1).ch)) {
            const auto said = han_of_digits(digits);
            return said ? std::optional(Change{{number.begin, number.end + 1}, "百分之" + *said}) : std::nullopt;
        }
        if (const auto change = date_in_words(number)) return change;
        std::uint32_t end = number.end;
        while (follows(end, {"万", "亿"})) end += 3;
        if (follows(end, {"多", "余"})) end += 3;
        const auto unit = tables_.unit_at(text_, end);
        if (!unit && end == number.end) return std::nullopt;
        auto said = han_of_digits(digits);
        if (!said) return std::nullopt;
        if (*said == "二" && !follows(number.end, {"十"})) *said = "两";
        return Change{number, *said};
    }

    [[nodiscard]] std::optional<Change> date_in_words(Span number) const {
        std::string out;
        std::uint32_t end = number.end;
        Span month = number;
        if (number.size() == 4 && follows(number.end, {"年"})) {
            const auto said = han_one_by_one(slice(text_, number));
            if (!said) return std::nullopt;
            out = *said;
            month = number_at(number.end + 3);
        }
        if (const auto of_month = small(month, 12); of_month && follows(month.end, {"月"})) {
            const Span day = number_at(month.end + 3);
            const auto of_day = follows(day.end, {"日", "号"}) ? small(day, 31) : std::nullopt;
            if (out.empty() && !of_day && !follows(month.end + 3, {"份"})) return std::nullopt;
            out += (out.empty() ? "" : "年") + *of_month;
            end = month.end;
            if (of_day) out += "月" + *of_day, end = day.end;
        }
        return out.empty() ? std::nullopt : std::optional(Change{{number.begin, end}, out});
    }
    [[nodiscard]] std::optional<std::string> small(Span number, int most) const {
        const std::string_view digits = slice(text_, number);
        if (digits.empty() || digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        const int value = std::stoi(std::string(digits));
        return value >= 1 && value <= most ? han_of_digits(std::to_string(value)) : std::nullopt;
    }

    const NumberTables& tables_;
    const Scope& scope_;
    std::string_view text_;
};

class SpokenNumbers : public Matcher {
  public:
    explicit SpokenNumbers(const Rule& rule) : rule_(rule), style_(rule.text("style")), tables_(rule) {}
    void find(const Scope& scope, std::vector<Finding>& out) const override {
        const Reading reading(tables_, scope);
        if (style_ == "arabic") reading.to_arabic(rule_, out);
        if (style_ == "chinese") reading.to_chinese(rule_, out);
    }

  private:
    const Rule& rule_;
    std::string style_;
    NumberTables tables_;
};

}  // namespace

std::unique_ptr<const Matcher> make_spoken_numbers(const Rule& rule, const TableReader&, Problems&) {
    return std::make_unique<SpokenNumbers>(rule);
}

}  // namespace jiaodui
