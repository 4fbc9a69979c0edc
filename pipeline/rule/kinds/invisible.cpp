// Tested by the pages of rules/invisible and rules/encoding.
#include "pipeline/rule/kinds/invisible.hpp"

#include "pipeline/rule/kinds/around.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

bool is_zero_width(char32_t ch) {
    switch (ch) {
        case 0x200B:
        case 0x200C:
        case 0x200D:
        case 0x2060:
        case 0xFEFF:
        case 0xAD:
        case 0x200E:
        case 0x200F: return true;
        default: return false;
    }
}

// Text in which no zero-width character has a meaning.
bool is_plain(char32_t ch) {
    return ends_line(ch) || is_han(ch) || is_kana(ch) || is_cjk_mark(ch) ||
           (ch < 0x250 && ch != '*' && ch != '_' && ch != '~');
}

// What emoji are made of; U+200D joins them.
bool is_emoji_part(char32_t ch) {
    return (ch >= 0x1F000 && ch <= 0x1FAFF) || (ch >= 0x2600 && ch <= 0x27BF) || ch == 0xFE0F || ch == 0x20E3;
}

std::string code_of(char32_t ch) {
    std::string out = "U+";
    const std::string hex = hex16(ch);
    std::size_t from = hex.find_first_not_of('0');
    from = std::min<std::size_t>(from, 12);
    for (std::size_t i = from; i < hex.size(); ++i) out += static_cast<char>(hex[i] >= 'a' ? hex[i] - 32 : hex[i]);
    return out;
}

bool markup_beside(const Draft& draft, Span span) {
    return draft.has_anchor_inside({span.begin == 0 ? 0 : span.begin - 1, span.end + 1});
}

// * _ ~ stand directly beside it in the file: whether they mark emphasis depends on what is beside them.
bool emphasis_beside(const Draft& draft, Span span) {
    if (draft.source.empty()) return false;
    const SourceSpan at = draft.to_source(span);
    const auto marks = [](char c) { return c == '*' || c == '_' || c == '~'; };
    return (at.begin > 0 && marks(draft.source[at.begin - 1])) ||
           (at.end < draft.source.size() && marks(draft.source[at.end]));
}

// Without the character the line would begin as a list, a heading or a quotation, end in a hard break, or be empty.
bool holds_line(const Scope& scope, Span at) {
    const char32_t left = scope.before(at.begin);
    const char32_t right = scope.after(at.end);
    if (ends_line(left) && ends_line(right)) return true;
    if (ends_line(left)) return right < 0x80 && !is_latin(right);
    return ends_line(right) && left == ' ';
}

}  // namespace

void find_zero_width(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < scope.signs.size(); ++i) {
        if (!is_zero_width(scope.signs[i].ch)) continue;
        const Sign first = scope.signs[i];
        std::uint32_t end = first.at + utf8::decode(scope.draft.text, first.at).length;
        while (i + 1 < scope.signs.size() && scope.signs[i + 1].at == end && is_zero_width(scope.signs[i + 1].ch)) {
            end += utf8::decode(scope.draft.text, end).length;
            ++i;
        }
        const Span at{first.at, end};
        const char32_t left = scope.before(at.begin);
        const char32_t right = scope.after(at.end);
        if (first.ch == 0x200D && (is_emoji_part(left) || is_emoji_part(right))) continue;
        const std::string code = code_of(first.ch);
        if (is_plain(left) && is_plain(right) && !holds_line(scope, at) && !emphasis_beside(scope.draft, at) &&
            !scope.draft.is_locked(at)) {
            out.push_back(finding_of(rule, DraftSpan(at), code, ""));
        } else {
            Finding remark = remark_of(rule, DraftSpan(at), code);
            remark.tier = Tier::hint;
            out.push_back(std::move(remark));
        }
    }
}

void find_no_break_spaces(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto is_edge = [](char32_t ch) { return ends_line(ch) || is_space(ch); };
    const auto chinese = [](char32_t ch) { return is_han(ch) || is_cjk_mark(ch); };
    for (const Sign sign : scope.signs) {
        if (sign.ch != 0xA0) continue;
        const DraftSpan at{sign.at, sign.at + 2};
        const char32_t left = scope.before(at.begin);
        const char32_t right = scope.after(at.end);
        if (markup_beside(scope.draft, at)) continue;
        if ((left == ' ' && !is_edge(right)) || (right == ' ' && !is_edge(left))) {
            // Beside a plain space it is one space too many, and nobody sees it.
            Finding surplus = finding_of(rule, at, "U+00A0", "");
            surplus.tier = surplus.fix->tier = std::min(rule.tier, Tier::suggest);
            out.push_back(std::move(surplus));
            continue;
        }
        if (is_edge(left) || is_edge(right)) continue;
        Finding finding = finding_of(rule, at, "U+00A0", " ");
        // Between Latin words and numbers it may be meant: Windows 11, 10 km.
        if (!chinese(left) && !chinese(right)) finding.tier = finding.fix->tier = std::min(rule.tier, Tier::suggest);
        out.push_back(std::move(finding));
    }
}

void find_control_characters(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        const bool c0 = sign.ch < 0x20 && sign.ch != '\t';
        if (!c0 && sign.ch != 0x7F && !(sign.ch >= 0x80 && sign.ch < 0xA0)) continue;
        const std::uint32_t length = utf8::decode(scope.draft.text, sign.at).length;
        // Vertical tab, form feed and next line have parted two lines.
        const bool parts = sign.ch == 0x0B || sign.ch == 0x0C || sign.ch == 0x85;
        out.push_back(finding_of(rule, {sign.at, sign.at + length}, code_of(sign.ch), parts ? " " : ""));
    }
}

void find_lost_characters(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        const bool lost = sign.ch == 0xFFFD || (sign.ch >= 0xE000 && sign.ch <= 0xF8FF) || sign.ch >= 0xF0000;
        if (!lost) continue;
        const std::uint32_t length = utf8::decode(scope.draft.text, sign.at).length;
        Finding remark = remark_of(rule, {sign.at, sign.at + length}, code_of(sign.ch));
        out.push_back(std::move(remark));
    }
}

}  // namespace jiaodui
