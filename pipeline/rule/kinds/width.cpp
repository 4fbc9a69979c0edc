// Runs are grown from their first sign; a finding is a whole run. Tested by tests/unit/rule/width_test.cpp and
// the pages of rules/width.
#include "pipeline/rule/kinds/width.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_fullwidth_alnum(char32_t ch) { return is_fullwidth_digit(ch) || is_fullwidth_letter(ch); }

// U+FF01–U+FF5E stand exactly 0xFEE0 above their ASCII counterparts.
char ascii_of(char32_t ch) { return static_cast<char>(ch - 0xFEE0); }

bool is_digit_like(char32_t ch) { return is_digit(ch) || is_fullwidth_digit(ch); }

// Signs that are not Han or kana but can take part in normalisation: combining marks, letters with marks, compatibility
// ideographs. Everything below U+0300 is normalised by itself.
bool may_change(char32_t ch) {
    if (ch < 0x300 || (ch >= 0x2000 && ch <= 0x2FFF && ch != 0x2126 && ch != 0x212A && ch != 0x212B)) return false;
    if ((ch >= 0x3000 && ch <= 0x3040) || (ch >= 0xFF00 && ch <= 0xFFFF)) return false;
    return true;
}

}  // namespace

void find_fullwidth_alnum(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (!is_fullwidth_alnum(signs[i].ch)) continue;
        const std::uint32_t begin = signs[i].at;
        std::uint32_t end = begin + 3;
        std::string fresh(1, ascii_of(signs[i].ch));
        while (i + 1 < signs.size() && signs[i + 1].at == end) {
            const char32_t next = signs[i + 1].ch;
            const bool point = next == U'．' && is_digit_like(scope.after(end + 3));
            const bool percent = next == U'％' && is_digit(static_cast<unsigned char>(fresh.back()));
            if (!is_fullwidth_alnum(next) && !point && !percent) break;
            fresh += ascii_of(next);
            end += 3;
            ++i;
        }
        out.push_back(finding_of(rule, {begin, end}, slice(text, Span{begin, end}), std::move(fresh)));
    }
}

void find_fullwidth_symbols(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view wanted = rule.text("signs", "％");
    for (const Sign sign : scope.signs) {
        if (sign.ch < 0xFF01 || sign.ch > 0xFF5E) continue;
        const std::string_view shown = scope.draft.text.substr(sign.at, 3);
        if (wanted.find(shown) == std::string_view::npos) continue;
        const char32_t left = scope.before(sign.at);
        const char32_t right = scope.after(sign.at + 3);
        const bool fits = sign.ch == U'％' ? is_digit_like(left) : is_alnum(left) && is_alnum(right);
        if (!fits) continue;
        if (sign.ch == U'％' && is_fullwidth_digit(left)) continue;  // part of a run, fixed with it
        out.push_back(finding_of(rule, {sign.at, sign.at + 3}, shown, std::string(1, ascii_of(sign.ch))));
    }
}

void find_unnormalized(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    const std::string_view text = scope.draft.text;
    std::uint32_t done = 0;
    for (const Sign sign : scope.signs) {
        if (sign.at < done || !may_change(sign.ch)) continue;
        if (nfc->hasBoundaryBefore(static_cast<UChar32>(sign.ch)) && nfc->isInert(static_cast<UChar32>(sign.ch))) continue;
        // From the last boundary to the next one.
        std::uint32_t begin = sign.at;
        while (begin > scope.range.begin && !nfc->hasBoundaryBefore(static_cast<UChar32>(scope.after(begin)))) {
            begin -= utf8::decode_before(text, begin).length;
        }
        std::uint32_t end = sign.at + utf8::decode(text, sign.at).length;
        while (end < scope.range.end && !nfc->hasBoundaryBefore(static_cast<UChar32>(scope.after(end)))) {
            end += utf8::decode(text, end).length;
        }
        done = end;
        const std::string_view old_text = slice(text, Span{begin, end});
        const auto utf16 = icu::UnicodeString::fromUTF8(icu::StringPiece(old_text.data(), static_cast<int32_t>(old_text.size())));
        std::string fresh;
        nfc->normalize(utf16, status).toUTF8String(fresh);
        if (U_FAILURE(status)) return;
        if (fresh != old_text) out.push_back(finding_of(rule, {begin, end}, old_text, std::move(fresh)));
    }
}

}  // namespace jiaodui
