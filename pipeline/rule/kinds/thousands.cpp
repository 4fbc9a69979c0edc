// A whole run of digits and full-width commas is judged at once. Tested by tests/unit/rule/punctuation_test.cpp and
// rules/number/thousands.md.
#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"

namespace jiaodui {
namespace {

// 6，775 with its surroundings.
struct DigitRun {
    std::vector<std::string_view> groups;
    std::vector<std::uint32_t> commas;
    std::size_t last = 0;  // index of the last comma among the signs
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

std::uint32_t digits_end(std::string_view text, std::uint32_t at) {
    while (at < text.size() && is_digit(static_cast<unsigned char>(text[at]))) ++at;
    return at;
}

DigitRun run_from(const Scope& scope, std::size_t first) {
    const std::string_view text = scope.draft.text;
    DigitRun run;
    run.begin = run.end = scope.signs[first].at;
    while (run.begin > scope.range.begin && is_digit(static_cast<unsigned char>(text[run.begin - 1]))) --run.begin;
    run.groups.push_back(slice(text, Span{run.begin, run.end}));
    for (std::size_t i = first; i < scope.signs.size() && scope.signs[i].ch == U'，' && scope.signs[i].at == run.end;
         ++i) {
        const std::uint32_t from = run.end + 3;
        const std::uint32_t to = digits_end(text, from);
        if (to == from) break;
        run.groups.push_back(slice(text, Span{from, to}));
        run.commas.push_back(run.end);
        run.last = i;
        run.end = to;
    }
    return run;
}

// What is counted in thousands; also 6，775.3 and 6，775多.
bool is_unit(const Scope& scope, std::uint32_t at) {
    static constexpr std::u32string_view kUnits =
        U"亿万千百元美欧日英港韩卢人吨个家名户台年次辆件套只头本份张座条篇倍公平立度瓦米克斤亩例位股枚架艘所点多余几间"
        U"种项起场票桶发册颗粒斗"
        U"英海里毫千兆字页步层栋处天小分秒岁℃%％";
    const char32_t ch = scope.after(at);
    return ch == '.' ? is_digit(scope.after(at + 1)) : kUnits.find(ch) != std::u32string_view::npos;
}

// One number in groups of three (safe), perhaps one (suggest), or something else.
std::optional<Tier> judge(const Scope& scope, const DigitRun& run) {
    const std::size_t head = run.groups[0].size();
    if (run.commas.empty() || head == 0 || head > 3 || run.groups[0][0] == '0') return std::nullopt;
    const bool threes =
        std::all_of(run.groups.begin() + 1, run.groups.end(), [](std::string_view g) { return g.size() == 3; });
    const char32_t outside = scope.before(run.begin);
    const char32_t next = scope.after(run.end);
    const bool joined =
        outside == '.' || outside == '%' || outside == ',' || outside == U'．' || is_latin(outside) || outside == '-';
    if (!threes || joined || outside == U'、' || next == U'、' || next == ',') return std::nullopt;
    // No number in a list begins with 0.
    const bool proved =
        std::any_of(run.groups.begin() + 1, run.groups.end(), [](std::string_view g) { return g[0] == '0'; });
    const bool unit = is_unit(scope, run.end);
    if (proved) return unit || head < 3 ? Tier::safe : Tier::suggest;
    const bool round =
        std::all_of(run.groups.begin() + 1, run.groups.end(), [](std::string_view g) { return g.ends_with("00"); });
    if (head < 3) {
        if (!unit) return Tier::suggest;
        return run.groups.size() > 2 && round ? Tier::suggest : Tier::safe;
    }
    // 100，200元, 101，102个, 300，500，800人
    if (!unit || run.groups.size() > 2 || run.groups[1].substr(0, 2) == run.groups[0].substr(0, 2)) return std::nullopt;
    return round || run.groups[0].ends_with("00") ? std::nullopt : std::optional(Tier::safe);
}

}  // namespace

void find_fullwidth_thousands(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < scope.signs.size(); ++i) {
        if (scope.signs[i].ch != U'，' || !is_digit(scope.before(scope.signs[i].at))) continue;
        const DigitRun run = run_from(scope, i);
        if (run.commas.empty()) continue;
        i = run.last;
        const std::optional<Tier> tier = judge(scope, run);
        if (!tier) continue;
        for (const std::uint32_t comma : run.commas) {
            Finding finding = finding_of(rule, {comma, comma + 3}, "，", ",");
            finding.tier = finding.fix->tier = std::min(rule.tier, *tier);
            if (*tier != Tier::safe) finding.confidence = 0.8f;
            out.push_back(std::move(finding));
        }
    }
}

}  // namespace jiaodui
