// A bracket is paired with the next one; nested brackets of half width are left to people. Tested by
// tests/unit/rule/punctuation_test.cpp and rules/punct/halfwidth-bracket.md.
#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/rule/kinds/punctuation.hpp"

namespace jiaodui {
namespace {

bool opens(char32_t ch) { return ch == '(' || ch == U'（'; }
bool closes(char32_t ch) { return ch == ')' || ch == U'）'; }
std::uint32_t width_of(char32_t ch) { return ch < 0x80 ? 1 : 3; }

bool is_chinese_outside(char32_t ch) { return is_han(ch) || is_cjk_mark(ch); }

constexpr std::uint32_t kLongestContent = 240;  // bytes

}  // namespace

void find_halfwidth_brackets(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    std::vector<Sign> marks;  // the brackets, and the locked pieces, which end a pair
    for (const Sign sign : scope.signs) {
        if (opens(sign.ch) || closes(sign.ch) || sign.ch == kLockedSign) marks.push_back(sign);
    }
    for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
        const Sign open = marks[i];
        const Sign close = marks[i + 1];
        if (!opens(open.ch) || !closes(close.ch) || (open.ch == U'（' && close.ch == U'）')) continue;
        const Span inside{open.at + width_of(open.ch), close.at};
        const std::uint32_t end = close.at + width_of(close.ch);
        if (inside.size() > kLongestContent || inside.empty()) continue;
        const std::string_view content = slice(text, inside);
        const bool mixed = (open.ch == '(') != (close.ch == ')');
        const bool chinese = is_chinese_outside(scope.before(open.at)) || is_chinese_outside(scope.after(end));
        if ((!has_han(content) && !(mixed && chinese)) || content.find('\n') != std::string_view::npos) continue;
        // （包括1)甲2)乙）: a further closing one shows that this one is no partner; so does an opening one before.
        const bool doubtful = (i + 2 < marks.size() && closes(marks[i + 2].ch)) || (i > 0 && opens(marks[i - 1].ch));
        if (mixed && doubtful) continue;
        if (!mixed && !chinese) continue;
        Fix fix{{}, std::min(rule.tier, Tier::suggest)};
        if (!mixed) fix.tier = rule.tier;
        if (open.ch == '(') fix.edits.push_back({{open.at, inside.begin}, "（"});
        if (close.ch == ')') fix.edits.push_back({{close.at, end}, "）"});
        const DraftSpan at{fix.edits.front().at.begin, fix.edits.back().at.end};
        Finding finding = remark_of(rule, at, slice(text, Span{open.at, end}));
        finding.tier = fix.tier;
        finding.fix = std::move(fix);
        out.push_back(std::move(finding));
    }
}

}  // namespace jiaodui
