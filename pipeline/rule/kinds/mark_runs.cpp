// Runs of marks that stand directly side by side. Tested by tests/unit/rule/punctuation_test.cpp and the pages of
// rules/punct.
#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"

namespace jiaodui {
namespace {

// The mark that is meant, in full width; 0 for what is no stop.
char32_t stop_of(char32_t ch) {
    if (const char32_t full = fullwidth_of(ch)) return full;
    return is_fullwidth_stop(ch) && ch != U'…' ? ch : 0;
}

constexpr int kEmphatic = 4;

// The stronger mark is the likelier one: ？！ over 。 over ；： over ， over 、
int strength(char32_t ch) {
    switch (ch) {
        case U'？':
        case U'！': return kEmphatic;
        case U'。': return 3;
        case U'；':
        case U'：': return 2;
        case U'，': return 1;
        default: return 0;
    }
}

struct Run {
    std::size_t last;  // index of its last sign
    Span at;
    std::u32string marks;
    bool halfwidth = false;  // some of it is
    bool fullwidth = false;
};

// Nearly every mark stands alone.
bool stands_alone(std::span<const Sign> signs, std::size_t i) {
    return i + 1 == signs.size() || signs[i + 1].at != signs[i].at + (signs[i].ch < 0x80 ? 1 : 3);
}

Run run_from(std::span<const Sign> signs, std::size_t first) {
    Run run{first, {signs[first].at, signs[first].at}, {}, false, false};
    for (std::size_t i = first; i < signs.size(); ++i) {
        const char32_t mark = stop_of(signs[i].ch);
        if (mark == 0 || signs[i].at != run.at.end) break;
        run.last = i;
        run.marks += mark;
        run.at.end += signs[i].ch < 0x80 ? 1 : 3;
        (signs[i].ch < 0x80 ? run.halfwidth : run.fullwidth) = true;
    }
    return run;
}

// What could stand for a run of different marks, best first. ？！ and ！！！ stay together.
std::vector<std::string> candidates(const std::u32string& marks) {
    std::u32string kinds;
    for (const char32_t mark : marks) {
        const bool known =
            strength(mark) == kEmphatic
                ? std::any_of(kinds.begin(), kinds.end(), [](char32_t k) { return strength(k) == kEmphatic; })
                : kinds.find(mark) != std::u32string::npos;
        if (!known) kinds += mark;
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](char32_t a, char32_t b) { return strength(a) > strength(b); });
    std::vector<std::string> out;
    for (const char32_t kind : kinds) {
        std::string text;
        for (const char32_t mark : marks) {
            if (strength(kind) == kEmphatic && strength(mark) == kEmphatic) utf8::append(text, mark);
        }
        if (text.empty()) utf8::append(text, kind);
        out.push_back(std::move(text));
    }
    return out;
}

// A half-width mark belongs to Chinese text only where that goes on: not `！:)`.
bool goes_on(char32_t right) { return is_han(right) || ends_line(right) || is_closing(right) || is_opening(right); }

// The marks stand on both sides of the end of a link: what the text of the link ends with is its own.
bool spans_link(const Draft& draft, Span at) {
    return draft.has_anchor_inside(at) && slice(draft.source, draft.to_source(at)).find("](") != std::string_view::npos;
}

}  // namespace

void find_duplicate_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (stands_alone(signs, i) || stop_of(signs[i].ch) == 0) continue;
        const Run run = run_from(signs, i);
        i = run.last;
        const char32_t mark = run.marks[0];
        const bool same = run.marks.find_first_not_of(mark) == std::u32string::npos;
        if (run.marks.size() == 1 || !same || !run.fullwidth || strength(mark) == kEmphatic) continue;
        if (mark == U'。' && run.marks.size() >= 3) continue;
        const char32_t left = scope.before(run.at.begin);
        const char32_t right = scope.after(run.at.end);
        if (run.halfwidth && !goes_on(right)) continue;
        if (mark == U'：' && is_alnum(left) && is_alnum(right)) continue;  // A：：B
        if (spans_link(scope.draft, run.at)) continue;
        Finding finding = finding_of(rule, DraftSpan(run.at), slice(scope.draft.text, run.at), utf8_of(mark));
        if (left == U'…' || right == U'…') finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
        out.push_back(std::move(finding));
    }
}

void find_mixed_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (stands_alone(signs, i) || stop_of(signs[i].ch) == 0) continue;
        const Run run = run_from(signs, i);
        i = run.last;
        if (run.marks.size() < 2 || !run.fullwidth) continue;
        if (run.marks.find(U"。。。") != std::u32string::npos) continue;  // an ellipsis
        if (run.halfwidth && !goes_on(scope.after(run.at.end))) continue;
        std::vector<std::string> choices = candidates(run.marks);
        if (choices.size() < 2 || spans_link(scope.draft, run.at)) continue;
        Finding finding =
            finding_of(rule, DraftSpan(run.at), slice(scope.draft.text, run.at), std::move(choices.front()));
        finding.others.assign(choices.begin() + 1, choices.end());
        out.push_back(std::move(finding));
    }
}

}  // namespace jiaodui
