// Episode numbers stand at runs of digits before 期 or 】, so only those are looked at. Tested by
// tests/unit/rule/page_test.cpp.
#include "pipeline/rule/kinds/page.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

struct Episode {
    std::string_view number;
    bool half = false;  // `914-1.md`
};

// The episode that the path names.
std::optional<Episode> episode_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    std::string_view file = path.substr(slash + 1);
    std::string_view folder = path.substr(0, slash);
    const std::size_t above = folder.rfind('/');
    if (above != std::string_view::npos) folder = folder.substr(above + 1);
    if (all_digits(folder)) return std::nullopt;
    file = file.substr(0, file.rfind('.'));
    const std::size_t dash = file.find('-');
    const std::string_view number = file.substr(0, dash);
    if (!all_digits(number) || (dash != std::string_view::npos && !all_digits(file.substr(dash + 1))))
        return std::nullopt;
    return Episode{without_zeros(number), dash != std::string_view::npos};
}

// The number as it is spoken, 236 or 914.5, that ends with the run.
Span number_ending_with(std::string_view text, std::span<const LatinRun> runs, std::size_t run) {
    Span at{runs[run].begin, runs[run].end};
    const bool decimal = run > 0 && runs[run - 1].end + 1 == at.begin && text[runs[run - 1].end] == '.' &&
                         all_digits(slice(text, {runs[run - 1].begin, runs[run - 1].end}));
    if (decimal) at.begin = runs[run - 1].begin;
    return at;
}

bool is_this(const Episode& episode, std::string_view spoken) {
    const std::size_t dot = spoken.find('.');
    if (without_zeros(spoken.substr(0, dot)) != episode.number) return false;
    return dot == std::string_view::npos || episode.half;
}

// At most `most` characters of text before `at`.
std::string_view tail(std::string_view text, std::uint32_t at, int most) {
    std::uint32_t begin = at;
    for (int i = 0; i < most; ++i) begin -= utf8::decode_before(text, begin).length;
    return text.substr(begin, at - begin);
}

// 大家好，……欢迎来到第N期: the page's own number, not that of an episode recommended to the listener.
bool greets(std::string_view text, Span number) {
    std::string_view before = tail(text, number.begin, 12);
    const std::size_t line = before.rfind('\n');
    if (line != std::string_view::npos) before = before.substr(line + 1);
    for (const std::string_view word : {"欢迎来到", "欢迎收看", "欢迎收听", "欢迎观看"}) {
        const std::size_t at = before.rfind(word);
        if (at == std::string_view::npos) continue;
        const std::string_view between = before.substr(at + word.size());
        if (between.find("，") == std::string_view::npos && between.find("。") == std::string_view::npos) return true;
    }
    return false;
}

bool ends_programme(std::string_view text, std::uint32_t after) {
    const std::size_t at = text.substr(after, 36).find("到此结束");
    return at != std::string_view::npos && text.substr(after, at).find("，") == std::string_view::npos;
}

bool in_title(const Draft& draft, Span at) {
    return std::any_of(draft.regions.begin(), draft.regions.end(),
                       [&](const Region& region) { return region.kind == RegionKind::title && covers(region.at, at); });
}

}  // namespace

void find_wrong_episode(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    if (draft.round > 1) return;
    const std::optional<Episode> episode = episode_of(draft.page.name);
    if (!episode) return;
    const std::string_view text = draft.text.substr(0, scope.range.end);
    const auto runs = draft.signs->runs_within(scope.range.begin, scope.range.end);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::string_view after = text.substr(runs[i].end, 6);
        const bool period = after.starts_with("期");
        if (!period && !after.starts_with("】")) continue;
        const Span number = number_ending_with(text, runs, i);
        const std::string_view spoken = slice(text, number);
        if (spoken.find_first_not_of("0123456789.") != std::string_view::npos || is_this(*episode, spoken)) continue;
        const bool titled = (!period || after.substr(3).starts_with("】")) && in_title(draft, number);
        const bool own = titled || (period && (greets(text, number) || ends_programme(text, runs[i].end + 3)));
        if (!own || draft.has_anchor_inside({number.begin - 1, number.end + 1})) continue;
        Finding finding = remark_of(rule, DraftSpan(number), spoken);
        const std::string path_number = std::string(episode->number) + (episode->half ? ".5" : "");
        finding.message = fill(rule.message, spoken, path_number);
        finding.evidence.facts = {{"path", draft.page.name}};
        out.push_back(std::move(finding));
    }
}

void find_between_pages(const Rule&, const Scope&, std::vector<Finding>&) {}

}  // namespace jiaodui
