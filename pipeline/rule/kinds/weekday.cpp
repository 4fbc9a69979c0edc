// Dates are looked for at runs of ASCII digits only. The readings that are tried: another weekday, another day (the two
// nearest with the weekday named, and those of the same month near `dateCreated`), another year (the two before and
// after, and that of `dateCreated`). Tested by tests/unit/rule/weekday_test.cpp.
#include "pipeline/rule/kinds/weekday.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>

namespace jiaodui {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::string_view kWeekdays[] = {"日", "一", "二", "三", "四", "五", "六"};

// A number in the text.
struct Number {
    Span at;
    int value = 0;
};

// A date as it is written: `2025年6月9日` or `2025/06/09`, a gap, `星期五`.
struct Written {
    Span at;  // from the first digit to the weekday's character
    std::optional<Number> year;
    Number month, day;
    Span weekday_at;       // of the one character
    unsigned weekday = 0;  // 0 Sunday … 6 Saturday
};

struct Reading {
    year_month_day date;
    unsigned weekday = 0;
    int distance = 0;  // days from dateCreated; meaningless without one
};

std::optional<Number> number_of(std::string_view text, LatinRun run, std::size_t most_digits) {
    Number number{{run.begin, run.end}, 0};
    if (run.end - run.begin > most_digits) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + run.begin, text.data() + run.end, number.value);
    if (error != std::errc() || end != text.data() + run.end) return std::nullopt;
    return number;
}

bool starts_at(std::string_view text, std::size_t at, std::string_view what) {
    return at <= text.size() && text.substr(at).starts_with(what);
}

// The weekday named at most one mark after `at`.
bool read_weekday(std::string_view text, std::uint32_t at, Written& date) {
    for (const std::string_view gap : {"（", "(", "，", ",", " "}) {
        if (!starts_at(text, at, gap)) continue;
        at += static_cast<std::uint32_t>(gap.size());
        break;
    }
    bool named = false;
    for (const std::string_view word : {"星期", "周", "礼拜"}) {
        if (!starts_at(text, at, word)) continue;
        at += static_cast<std::uint32_t>(word.size());
        named = true;
        break;
    }
    if (!named) return false;
    if (starts_at(text, at, "天")) {
        date.weekday = 0;
    } else {
        const auto* it = std::find_if(std::begin(kWeekdays), std::end(kWeekdays),
                                      [&](std::string_view name) { return starts_at(text, at, name); });
        if (it == std::end(kWeekdays)) return false;
        date.weekday = static_cast<unsigned>(it - std::begin(kWeekdays));
    }
    date.weekday_at = {at, at + 3};
    date.at.end = at + 3;
    return true;
}

// Dates of a range of text, from run to run.
class DateReader {
  public:
    DateReader(std::string_view text, std::span<const LatinRun> runs) : text_(text), runs_(runs) {}

    // The date whose day is the run; with `year_only`, also one without a weekday, for its year.
    [[nodiscard]] std::optional<Written> at(std::size_t run) const {
        const LatinRun day = runs_[run];
        if (day.end - day.begin > 2 || run == 0) return std::nullopt;
        Written date;
        std::uint32_t after = day.end;
        const bool chinese = starts_at(text_, after, "日") || starts_at(text_, after, "号");
        if (chinese) after += 3;
        if (!read_weekday(text_, after, date)) return std::nullopt;
        const auto day_number = number_of(text_, day, 2);
        const auto month = before(run, chinese ? "月" : separator(run), 2);
        if (!day_number || !month) return std::nullopt;
        date.day = *day_number;
        date.month = *month;
        date.year = run < 2 ? std::nullopt : before(run - 1, chinese ? "年" : separator(run - 1), 4);
        if (!date.year && !chinese) return std::nullopt;
        date.at.begin = date.year ? date.year->at.begin : date.month.at.begin;
        return date;
    }

    // The year of a date written in full whose month is this run; 0 when it is none.
    [[nodiscard]] int year_before_month(std::size_t run) const {
        if (run == 0 || !starts_at(text_, runs_[run].end, "月")) return 0;
        const auto year = before(run, "年", 4);
        return year && year->value >= 1900 && year->value < 2100 ? year->value : 0;
    }

  private:
    // The number that ends where `sign` and then the run begin.
    [[nodiscard]] std::optional<Number> before(std::size_t run, std::string_view sign, std::size_t most_digits) const {
        const LatinRun number = runs_[run - 1];
        if (sign.empty() || number.end + sign.size() != runs_[run].begin) return std::nullopt;
        if (!starts_at(text_, number.end, sign)) return std::nullopt;
        return number_of(text_, number, most_digits);
    }

    [[nodiscard]] std::string_view separator(std::size_t run) const {
        const char sign = text_[runs_[run].begin - 1];
        return sign == '/' ? "/" : sign == '-' ? "-" : sign == '.' ? "." : "";
    }

    std::string_view text_;
    std::span<const LatinRun> runs_;
};

year_month_day make_date(int year, int month, int day) {
    return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
}

unsigned weekday_of(year_month_day date) { return std::chrono::weekday(sys_days(date)).c_encoding(); }

std::optional<year_month_day> date_created(const PageFacts& page) {
    const std::string_view value = page.value("dateCreated");
    if (value.size() < 10 || value[4] != '-' || value[7] != '-') return std::nullopt;
    int part[3] = {};
    const std::size_t begin[] = {0, 5, 8, 11};
    for (int i = 0; i < 3; ++i) {
        const char* from = value.data() + begin[i];
        const char* to = value.data() + begin[i + 1] - 1;
        if (std::from_chars(from, to, part[i]).ptr != to) return std::nullopt;
    }
    const year_month_day date = make_date(part[0], part[1], part[2]);
    return date.ok() ? std::optional(date) : std::nullopt;
}

// What may have been meant, likeliest first where nothing else is known.
std::vector<Reading> readings_of(const Written& written, int year, std::optional<year_month_day> created, int window) {
    std::vector<Reading> out;
    const auto add = [&](year_month_day date, unsigned weekday) {
        Reading reading{date, weekday, 0};
        if (created) reading.distance = std::abs(static_cast<int>((sys_days(date) - sys_days(*created)).count()));
        out.push_back(reading);
    };
    const year_month_day date = make_date(year, written.month.value, written.day.value);
    if (!date.ok()) return out;
    add(date, weekday_of(date));
    if (written.year) {
        std::vector<int> years = {year - 1, year + 1, year - 2, year + 2};
        if (created) years.push_back(static_cast<int>(created->year()));
        for (const int other : years) {
            const year_month_day moved = make_date(other, written.month.value, written.day.value);
            const bool known = std::any_of(out.begin(), out.end(), [&](const Reading& r) { return r.date == moved; });
            if (moved.ok() && !known && weekday_of(moved) == written.weekday) add(moved, written.weekday);
        }
    }
    const int ahead = static_cast<int>((written.weekday + 7 - weekday_of(date)) % 7);
    for (const int shift : {ahead, ahead - 7}) {
        add(year_month_day(sys_days(date) + std::chrono::days(shift)), written.weekday);
    }
    // Another day of the month, near the day on which the page was made: 7月30日 for 7月10日.
    if (created && created->year() == date.year() && created->month() == date.month()) {
        for (int shift = -window; shift <= window; ++shift) {
            const year_month_day near(sys_days(*created) + std::chrono::days(shift));
            const bool known = std::any_of(out.begin(), out.end(), [&](const Reading& r) { return r.date == near; });
            if (!known && near.month() == date.month() && weekday_of(near) == written.weekday)
                add(near, written.weekday);
        }
    }
    return out;
}

// The written date with the reading's numbers; the digits of each number as wide as before where zeros were written.
std::string rewritten(std::string_view text, const Written& written, const Reading& reading) {
    std::string out;
    std::uint32_t done = written.at.begin;
    const auto put = [&](Span at, int old_value, int value) {
        out += text.substr(done, at.begin - done);
        if (old_value == value) {
            out += slice(text, at);
        } else {
            const std::string digits = std::to_string(value);
            if (text[at.begin] == '0' && digits.size() < at.size()) out.append(at.size() - digits.size(), '0');
            out += digits;
        }
        done = at.end;
    };
    if (written.year) put(written.year->at, written.year->value, static_cast<int>(reading.date.year()));
    put(written.month.at, written.month.value, static_cast<int>(static_cast<unsigned>(reading.date.month())));
    put(written.day.at, written.day.value, static_cast<int>(static_cast<unsigned>(reading.date.day())));
    out += text.substr(done, written.weekday_at.begin - done);
    out += reading.weekday == written.weekday ? slice(text, written.weekday_at) : kWeekdays[reading.weekday];
    return out;
}

void report(const Rule& rule, std::string_view text, const Written& written, std::vector<Reading> readings,
            bool has_witness, int window, std::vector<Finding>& out) {
    const std::string_view old_text = slice(text, written.at);
    const std::string truth = "星期" + std::string(kWeekdays[readings.front().weekday]);
    const auto nearer = [](const Reading& a, const Reading& b) { return a.distance < b.distance; };
    bool decided = false;
    float confidence = rule.confidence;
    if (has_witness && written.year) {
        const bool near = std::min_element(readings.begin(), readings.end(), nearer)->distance <= window;
        if (near) std::stable_sort(readings.begin(), readings.end(), nearer);
        const int margin = readings[1].distance - readings[0].distance;
        decided = near && margin > 0;
        if (decided && readings[1].distance <= window) confidence *= margin > 1 ? 0.9f : 0.8f;
    }
    Finding finding = decided ? finding_of(rule, DraftSpan(written.at), old_text, rewritten(text, written, readings[0]))
                              : remark_of(rule, DraftSpan(written.at), truth);
    if (!decided) {
        finding.tier = Tier::hint;
        confidence = std::min(confidence, 0.5f);
    }
    finding.message = fill(rule.message, truth, {});
    finding.confidence = confidence;
    for (std::size_t i = decided ? 1 : 0; i < readings.size() && finding.others.size() < (decided ? 1u : 3u); ++i) {
        std::string other = rewritten(text, written, readings[i]);
        if (other != old_text) finding.others.push_back(std::move(other));
    }
    out.push_back(std::move(finding));
}

}  // namespace

void find_wrong_weekdays(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text.substr(0, scope.range.end);
    const auto runs = scope.draft.signs->runs_within(scope.range.begin, scope.range.end);
    if (runs.size() < 2) return;  // a month and a day
    const DateReader dates(text, runs);
    int year_so_far = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (const int year = dates.year_before_month(i)) year_so_far = year;
        if (runs[i].end - runs[i].begin > 2) continue;
        const std::optional<Written> written = dates.at(i);
        if (!written) continue;
        const int year = written->year ? written->year->value : year_so_far;
        if (year < 1) continue;
        const std::optional<year_month_day> created = date_created(scope.draft.page);
        const int window = std::atoi(std::string(rule.text("window", "4")).c_str());
        const std::vector<Reading> readings = readings_of(*written, year, created, window);
        if (readings.empty() || readings.front().weekday == written->weekday) continue;
        if (!written->year) {
            // A date of the year before or after is no mistake.
            const auto fits = [&](int other) {
                const year_month_day date = make_date(other, written->month.value, written->day.value);
                return date.ok() && weekday_of(date) == written->weekday;
            };
            if (fits(year - 1) || fits(year + 1)) continue;
            if (created && (fits(static_cast<int>(created->year())) || fits(static_cast<int>(created->year()) - 1)))
                continue;
        }
        report(rule, text, *written, readings, created.has_value(), window, out);
    }
}

}  // namespace jiaodui
