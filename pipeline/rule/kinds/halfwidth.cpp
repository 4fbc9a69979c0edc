// Single half-width marks. Each candidate looks at a few characters on both sides. Tested by
// tests/unit/rule/punctuation_test.cpp and the pages of rules/punct.
#include <algorithm>

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"

namespace jiaodui {
namespace {

// What Chinese text has on the left or right of a mark.
enum class Side : std::uint8_t {
    han,      // Han
    chinese,  // a bracket or quotation mark of Chinese text
    word,     // a letter, a digit, or what ends a word: 50% C++ (GDP)
    piece,    // a locked piece within the region
    edge,     // the end of line or region
    other,
};

Side left_of(const Scope& scope, std::uint32_t at) {
    const char32_t ch = scope.before(at);
    if (is_han(ch)) return Side::han;
    if (is_closing(ch)) return Side::chinese;
    if (ch == '"') return is_han(scope.before(at - 1)) ? Side::chinese : Side::other;
    if (is_alnum(ch) || ch == '%' || ch == '+' || ch == '#' || ch == ')') return Side::word;
    if (ch == kLockedSign) return region_of(scope.draft, at - 1) != nullptr ? Side::piece : Side::edge;
    return ch == 0 || ch == '\n' ? Side::edge : Side::other;
}

Side right_of(const Scope& scope, std::uint32_t at) {
    const char32_t ch = scope.after(at);
    if (is_han(ch)) return Side::han;
    if (is_opening(ch) || is_closing(ch)) return Side::chinese;
    if (ch == '"') return is_han(scope.after(at + 1)) ? Side::chinese : Side::other;
    if (is_alnum(ch)) return Side::word;
    return ends_line(ch) ? Side::edge : Side::other;
}

constexpr bool is_chinese(Side side) { return side == Side::han || side == Side::chinese; }

struct Surroundings {
    Span at;  // the marks, and one space on either side where Chinese text is beyond it
    Side left = Side::other;
    Side right = Side::other;
    char32_t left_char = 0;
    char32_t right_char = 0;  // beyond the space, if one is in `at`
    bool spaced = false;      // a space is in `at`
};

Surroundings look_around(const Scope& scope, Span marks) {
    Surroundings s{marks, left_of(scope, marks.begin), right_of(scope, marks.end), scope.before(marks.begin),
                   scope.after(marks.end)};
    if (s.right_char == ' ') {
        const Side beyond = right_of(scope, marks.end + 1);
        const char32_t ch = scope.after(marks.end + 1);
        const bool label = scope.draft.text[marks.end - 1] == ':' && s.left == Side::han && is_latin(ch);
        s.right = is_chinese(beyond) || label || beyond == Side::edge ? beyond : Side::other;
        if (is_chinese(beyond) || label) {
            ++s.at.end;
            s.right_char = ch;
            s.spaced = true;
        }
    }
    if (s.left_char == ' ' && is_han(scope.before(marks.begin - 1)) && (is_chinese(s.right) || s.right == Side::edge)) {
        --s.at.begin;
        s.left = Side::han;
        s.spaced = true;
    }
    return s;
}

// Where the last address before begins, with a scheme or without.
std::size_t last_address(std::string_view before) {
    const std::size_t scheme = before.rfind("://"), bare = before.rfind("www.");
    if (scheme == before.npos || bare == before.npos) return std::min(scheme, bare);
    return std::max(scheme, bare);
}

// Han after an address belongs to it where no space comes between: https://example.com/汉,字
bool in_address(const Draft& draft, std::uint32_t at) {
    constexpr std::uint32_t kReach = 160;
    const bool has_source = !draft.source.empty();
    const std::string_view text = has_source ? draft.source : draft.text;
    const std::uint32_t place = has_source ? draft.to_source({at, at + 1}).begin : at;
    const std::string_view before = text.substr(place > kReach ? place - kReach : 0, std::min(place, kReach));
    const std::size_t address = last_address(before);
    if (address == before.npos) return false;
    const std::string_view between = before.substr(address);
    if (between.find_first_of(" \t\n)>]\"'|`*<") != std::string_view::npos) return false;
    for (const std::string_view mark : {"，", "。", "；", "：", "（", "）", "》", "”", "、", "？", "！"}) {
        if (between.find(mark) != std::string_view::npos) return false;
    }
    return true;
}

// How sure a mark with these sides is one of Chinese text; 0: it may well not be.
float confidence_of(char32_t mark, const Surroundings& s) {
    if (is_fullwidth_stop(s.left_char) || is_fullwidth_stop(s.right_char)) return 0;  // punct/mixed
    if (is_chinese(s.left)) {
        if (is_chinese(s.right)) return 0.95f;
        if (s.right == Side::edge) return 0.9f;
        if (s.right == Side::word) return mark == ':' && is_digit(s.right_char) ? 0.0f : 0.75f;  // 时间:12
        return s.left == Side::han && s.right_char == ' ' && mark != ':' ? 0.75f : 0.0f;
    }
    if (s.left == Side::word) return s.right == Side::han ? 0.8f : s.right == Side::chinese ? 0.75f : 0.0f;
    return s.left == Side::piece && s.right == Side::han ? 0.8f : 0.0f;
}

// 真的?!不会吧，太好了!!!
void find_emphatic_run(const Rule& rule, const Scope& scope, Span at, std::vector<Finding>& out) {
    const Surroundings s = look_around(scope, at);
    if (!is_chinese(s.left) || s.right == Side::other || s.right == Side::word) return;
    std::string fresh;
    for (std::uint32_t i = at.begin; i < at.end; ++i) fresh += scope.draft.text[i] == '?' ? "？" : "！";
    Finding finding = finding_of(rule, DraftSpan(s.at), slice(scope.draft.text, s.at), std::move(fresh));
    finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
    finding.confidence = 0.9f;
    out.push_back(std::move(finding));
}

void find_single_mark(const Rule& rule, const Scope& scope, Sign sign, std::vector<Finding>& out) {
    const Span mark{sign.at, sign.at + 1};
    const Surroundings s = look_around(scope, mark);
    const bool between_han = s.left == Side::han && s.right == Side::han && !s.spaced;
    const float confidence = confidence_of(sign.ch, s);
    if (confidence == 0 || scope.draft.is_locked(mark) || in_address(scope.draft, sign.at)) return;
    Finding finding = finding_of(rule, DraftSpan(s.at), slice(scope.draft.text, s.at), utf8_of(fullwidth_of(sign.ch)));
    if (!between_han) {
        finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
        finding.confidence = confidence;
    }
    out.push_back(std::move(finding));
}

constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百甲乙丙丁";

// 一. 十二. 第三. at the head of a line number it.
bool numbers_a_line(const Scope& scope, std::uint32_t dot) {
    std::uint32_t at = dot;
    std::size_t count = 0;
    while (count < 4 && kNumerals.find(scope.before(at)) != std::u32string_view::npos) {
        at -= utf8::decode_before(scope.draft.text, at).length;
        ++count;
    }
    if (count == 0) return false;
    if (scope.before(at) == U'第') at -= 3;
    return starts_line(scope, at) || !is_han(scope.before(at));
}

}  // namespace

void find_halfwidth_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const char32_t ch = signs[i].ch;
        if (ch >= 0x80 || fullwidth_of(ch) == 0) continue;
        std::size_t j = i;
        const auto emphatic = [](char32_t c) { return c == '?' || c == '!'; };
        while (emphatic(ch) && j + 1 < signs.size() && signs[j + 1].at == signs[j].at + 1 && emphatic(signs[j + 1].ch))
            ++j;
        if (j > i) {
            find_emphatic_run(rule, scope, {signs[i].at, signs[j].at + 1}, out);
        } else {
            find_single_mark(rule, scope, signs[i], out);
        }
        i = j;
    }
}

void find_halfwidth_stops(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        if (sign.ch != '.') continue;
        const char32_t left = scope.before(sign.at);
        if (!is_han(left) && !is_closing(left)) continue;
        DraftSpan at{sign.at, sign.at + 1};
        const char32_t right = scope.after(at.end);
        if (right == ' ' && is_han(scope.after(at.end + 1))) ++at.end;
        const bool ends =
            right == 0 || right == '\n' || (right == kLockedSign && region_of(scope.draft, at.end) == nullptr);
        if ((!ends && at.end == at.begin + 1) || numbers_a_line(scope, sign.at)) continue;
        if (at.end > at.begin + 1 && joins_name(scope, {sign.at, at.end})) continue;
        // A list's number or letter was written with its point and nothing else: （一）.
        if (is_closing(left) && right == ' ') continue;
        Finding finding = finding_of(rule, at, slice(scope.draft.text, at), "。");
        if (!ends) finding.others.push_back("、");
        out.push_back(std::move(finding));
    }
}

}  // namespace jiaodui
