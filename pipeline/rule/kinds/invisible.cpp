// Tested by the pages of rules/invisible and rules/encoding.
#include "pipeline/rule/kinds/invisible.hpp"

#include "pipeline/text/han.hpp"
#include "pipeline/text/hash.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_zero_width(char32_t ch) {
    switch (ch) {
        case 0x200B: case 0x200C: case 0x200D: case 0x2060: case 0xFEFF: case 0xAD: case 0x200E: case 0x200F: return true;
        default: return false;
    }
}

// Text in which no zero-width character has a meaning. Line feeds and the text's ends count.
bool is_plain(char32_t ch) {
    return ch == 0 || ch == '\n' || is_han(ch) || is_cjk_mark(ch) || (ch < 0x80 && ch != '*' && ch != '_' && ch != '~');
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
        const DraftSpan at{first.at, end};
        const std::string code = code_of(first.ch);
        const bool plain = is_plain(scope.before(at.begin)) && is_plain(scope.after(at.end));
        if (plain && !markup_beside(scope.draft, at)) {
            out.push_back(finding_of(rule, at, code, ""));
        } else {
            Finding remark = remark_of(rule, at, code);
            remark.tier = Tier::hint;
            out.push_back(std::move(remark));
        }
    }
}

void find_no_break_spaces(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const auto is_edge = [](char32_t ch) { return ch == 0 || ch == '\n' || ch == 0xFFFC || is_space(ch); };
    for (const Sign sign : scope.signs) {
        if (sign.ch != 0xA0) continue;
        const DraftSpan at{sign.at, sign.at + 2};
        if (is_edge(scope.before(at.begin)) || is_edge(scope.after(at.end)) || markup_beside(scope.draft, at)) continue;
        out.push_back(finding_of(rule, at, "U+00A0", " "));
    }
}

void find_control_characters(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    for (const Sign sign : scope.signs) {
        const bool c0 = sign.ch < 0x20 && sign.ch != '\t';
        if (!c0 && sign.ch != 0x7F && !(sign.ch >= 0x80 && sign.ch < 0xA0)) continue;
        const std::uint32_t length = utf8::decode(scope.draft.text, sign.at).length;
        out.push_back(finding_of(rule, {sign.at, sign.at + length}, code_of(sign.ch), ""));
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
