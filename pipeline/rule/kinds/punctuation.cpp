// Every function walks the signs once and looks a few characters left and right. Tested by
// tests/unit/rule/punctuation_test.cpp and the pages of rules/punct.
#include "pipeline/rule/kinds/punctuation.hpp"

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// The full-width counterpart of a half-width mark; 0 for other characters.
char32_t fullwidth_of(char32_t ch) {
    switch (ch) {
        case ',': return U'，';
        case ';': return U'；';
        case ':': return U'：';
        case '?': return U'？';
        case '!': return U'！';
        default: return 0;
    }
}

std::string utf8_of(char32_t ch) {
    std::string out;
    utf8::append(out, ch);
    return out;
}

bool ends_line(char32_t ch) { return ch == 0 || ch == '\n' || ch == 0xFFFC; }

// Characters that show that Chinese goes on to the left or right of a mark.
bool is_chinese(char32_t ch) { return is_han(ch) || is_opening(ch) || is_closing(ch); }

// `:` before a digit or `//` belongs to a time, a ratio or an address; `,` before a digit may group thousands.
bool may_be_number_or_address(char32_t mark, char32_t left, char32_t right) {
    if (is_digit(left) && is_digit(right)) return true;
    return mark == ':' && (right == '/' || right == '\\');
}

struct Neighbourhood {
    char32_t left = 0;
    char32_t right = 0;       // after the mark
    char32_t after_gap = 0;   // after one space that follows the mark, or `right`
    std::uint32_t end = 0;    // of the mark and that space
};

Neighbourhood look_around(const Scope& scope, std::uint32_t at) {
    Neighbourhood n;
    n.left = scope.before(at);
    n.end = at + 1;
    n.right = n.after_gap = scope.after(n.end);
    if (n.right == ' ') {
        n.after_gap = scope.after(n.end + 1);
        if (is_han(n.after_gap) || is_opening(n.after_gap)) ++n.end;
    }
    return n;
}

// A mark of a run such as `?!`, `!!`, `:)`: not a Chinese mark in the wrong width.
bool in_ascii_run(const Neighbourhood& n) {
    const auto is_ascii_mark = [](char32_t ch) { return ch > ' ' && ch < 0x7F && !is_alnum(ch) && ch != '"' && ch != '\'' && ch != '(' && ch != '['; };
    return is_ascii_mark(n.left) || is_ascii_mark(n.right);
}

}  // namespace

void find_halfwidth_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    for (const Sign sign : scope.signs) {
        const char32_t full = sign.ch < 0x80 ? fullwidth_of(sign.ch) : 0;
        if (full == 0) continue;
        const Neighbourhood n = look_around(scope, sign.at);
        if (may_be_number_or_address(sign.ch, n.left, n.right) || in_ascii_run(n)) continue;
        const bool left_han = is_han(n.left);
        const bool between = left_han && is_han(n.right);
        const bool left = left_han || (is_closing(n.left) && is_chinese(n.after_gap));
        const bool right = is_chinese(n.after_gap);
        if (!left && !(right && is_alnum(n.left))) continue;
        if (!between && sign.ch == ':' && !right && !ends_line(n.right)) continue;  // 时间: 12:30 is left alone
        // A space that follows belongs to the half-width mark, unless nothing Chinese follows it.
        const DraftSpan at{sign.at, n.end};
        Finding finding = finding_of(rule, at, slice(text, at), utf8_of(full));
        if (!between) {
            finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
            finding.confidence = left && (right || ends_line(n.right)) ? 0.95f : 0.75f;
        }
        out.push_back(std::move(finding));
    }
}

void find_halfwidth_brackets(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (signs[i].ch != '(') continue;
        std::size_t j = i + 1;
        while (j < signs.size() && signs[j].ch != ')' && signs[j].ch != '(' && signs[j].ch != 0xFFFC) ++j;
        if (j == signs.size() || signs[j].ch != ')') continue;
        const std::uint32_t open = signs[i].at;
        const std::uint32_t close = signs[j].at;
        if (close - open > 240 || text.substr(open, close - open).find('\n') != std::string_view::npos) continue;
        const char32_t first = scope.after(open + 1);
        const char32_t last = scope.before(close);
        const bool outside = is_han(scope.before(open)) || is_han(scope.after(close + 1));
        if (!outside || !is_han(first) || !(is_han(last) || is_closing(last))) continue;
        Finding finding = remark_of(rule, {open, close + 1}, slice(text, Span{open, close + 1}));
        finding.tier = rule.tier;
        finding.fix = Fix{{Edit{{open, open + 1}, "（"}, Edit{{close, close + 1}, "）"}}, rule.tier};
        out.push_back(std::move(finding));
    }
}

void find_duplicate_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const char32_t ch = signs[i].ch;
        if (ch != U'，' && ch != U'。' && ch != U'、' && ch != U'；' && ch != U'：') continue;
        std::size_t j = i;
        while (j + 1 < signs.size() && signs[j + 1].ch == ch && signs[j + 1].at == signs[j].at + 3) ++j;
        const std::size_t count = j - i + 1;
        const std::uint32_t begin = signs[i].at;
        const std::uint32_t end = signs[j].at + 3;
        i = j;
        if (count == 1 || (ch == U'。' && count >= 3)) continue;
        const bool alone = !is_fullwidth_stop(scope.before(begin)) && !is_fullwidth_stop(scope.after(end));
        Finding finding = finding_of(rule, {begin, end}, slice(scope.draft.text, Span{begin, end}), utf8_of(ch));
        if (!alone) finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
        out.push_back(std::move(finding));
    }
}

void find_mixed_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto is_pausing = [](char32_t ch) { return ch == U'，' || ch == U'、' || ch == U'；' || ch == U'：'; };
    const auto is_final = [](char32_t ch) { return ch == U'。' || ch == U'？' || ch == U'！'; };
    const auto signs = scope.signs;
    for (std::size_t i = 0; i + 1 < signs.size(); ++i) {
        const char32_t a = signs[i].ch;
        const char32_t b = signs[i + 1].ch;
        if (a == b || signs[i + 1].at != signs[i].at + 3) continue;
        const bool meets = (is_pausing(a) && (is_pausing(b) || is_final(b))) || (a == U'。' && is_pausing(b)) ||
                           (a == U'。' && (b == U'？' || b == U'！')) || ((a == U'？' || a == U'！') && (b == U'。' || b == U'，'));
        if (!meets) continue;
        const DraftSpan at{signs[i].at, signs[i].at + 6};
        // The stronger mark first: ？！ over 。 over ；： over ，、
        const auto strength = [](char32_t ch) { return ch == U'？' || ch == U'！' ? 3 : ch == U'。' ? 2 : ch == U'；' || ch == U'：' ? 1 : 0; };
        const char32_t first = strength(b) > strength(a) ? b : a;
        Finding finding = finding_of(rule, at, slice(scope.draft.text, at), utf8_of(first));
        finding.others.push_back(utf8_of(first == a ? b : a));
        out.push_back(std::move(finding));
        ++i;
    }
}

void find_ellipses(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const char32_t ch = signs[i].ch;
        if (ch != '.' && ch != U'。' && ch != U'·' && ch != U'・') continue;
        const std::uint32_t width = utf8::decode(scope.draft.text, signs[i].at).length;
        std::size_t j = i;
        while (j + 1 < signs.size() && signs[j + 1].ch == ch && signs[j + 1].at == signs[j].at + width) ++j;
        const std::size_t count = j - i + 1;
        const std::uint32_t begin = signs[i].at;
        const std::uint32_t end = signs[j].at + width;
        i = j;
        if (count < 3) continue;
        const char32_t left = scope.before(begin);
        const char32_t right = scope.after(end);
        const bool chinese = is_chinese(left) || is_chinese(right) || is_fullwidth_stop(left) || is_fullwidth_stop(right);
        if (ch != U'。' && (!chinese || right == '/' || left == '/')) continue;
        out.push_back(finding_of(rule, {begin, end}, slice(scope.draft.text, Span{begin, end}), "……"));
    }
}

void find_dashes(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const char32_t ch = signs[i].ch;
        if (ch != '-' && ch != U'—' && ch != U'－') continue;
        const std::uint32_t width = utf8::decode(scope.draft.text, signs[i].at).length;
        std::size_t j = i;
        while (j + 1 < signs.size() && signs[j + 1].ch == ch && signs[j + 1].at == signs[j].at + width) ++j;
        const std::size_t count = j - i + 1;
        const std::uint32_t begin = signs[i].at;
        const std::uint32_t end = signs[j].at + width;
        i = j;
        const bool wrong = ch == U'—' ? count == 1 : count == 2;
        const auto beside = [](char32_t c) { return is_han(c) || is_closing(c) || is_opening(c); };
        if (!wrong || !beside(scope.before(begin)) || !beside(scope.after(end))) continue;
        out.push_back(finding_of(rule, {begin, end}, slice(scope.draft.text, Span{begin, end}), "——"));
    }
}

void find_stops_between_digits(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        if (sign.ch != U'。') continue;
        if (!is_digit(scope.before(sign.at)) || !is_digit(scope.after(sign.at + 3))) continue;
        // A year or another long number before the stop ends a sentence: 到了2023。2024年
        std::uint32_t begin = sign.at;
        while (begin > 0 && is_digit(scope.before(begin))) --begin;
        if (sign.at - begin >= 4) continue;
        out.push_back(finding_of(rule, {sign.at, sign.at + 3}, "。", "."));
    }
}

void find_fullwidth_thousands(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    const auto digits_before = [&](std::uint32_t at) {
        std::uint32_t n = 0;
        while (n < 5 && at > n && is_digit(static_cast<unsigned char>(text[at - n - 1]))) ++n;
        return n;
    };
    const auto digits_after = [&](std::uint32_t at) {
        std::uint32_t n = 0;
        while (n < 5 && at + n < text.size() && is_digit(static_cast<unsigned char>(text[at + n]))) ++n;
        return n;
    };
    for (const Sign sign : scope.signs) {
        if (sign.ch != U'，') continue;
        const std::uint32_t left = digits_before(sign.at);
        if (left == 0 || left > 3 || digits_after(sign.at + 3) != 3) continue;
        const std::uint32_t first = sign.at - left;
        const char32_t outside = scope.before(first);
        if (text[first] == '0' || outside == '.' || outside == '%') continue;
        // An enumeration of three-digit numbers (100，200，300) is not one number; a further group is.
        const char32_t next = scope.after(sign.at + 6);
        const bool more_left = outside == U'，' && left == 3;
        const bool list = (next == U'，' || next == U'、' || outside == U'、') && digits_after(sign.at + 9) == 3 && left == 3;
        if (list || (more_left && !is_digit(scope.before(first - 3)))) continue;
        out.push_back(finding_of(rule, {sign.at, sign.at + 3}, "，", ","));
    }
}

void find_name_dots(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        const bool ascii = sign.ch == '.';
        const bool other = sign.ch == U'•' || sign.ch == U'‧' || sign.ch == U'・' || sign.ch == U'･' || sign.ch == U'∙' || sign.ch == U'⋅';
        if (!ascii && !other) continue;
        const std::uint32_t length = utf8::decode(scope.draft.text, sign.at).length;
        const DraftSpan at{sign.at, sign.at + length};
        const char32_t left = scope.before(at.begin);
        const char32_t right = scope.after(at.end);
        if (!is_han(left) || !is_han(right)) continue;
        Finding finding = finding_of(rule, at, slice(scope.draft.text, at), "·");
        static constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
        const char32_t before_left = scope.before(at.begin - 3);
        if (ascii && kNumerals.find(left) != std::u32string_view::npos && !is_han(before_left)) {
            finding.fix->edits[0].text = "、";  // 一.总论
            finding.message = fill(rule.message, ".", "、");
        } else if (ascii) {
            finding.others.push_back("。");
        }
        out.push_back(std::move(finding));
    }
}

}  // namespace jiaodui
