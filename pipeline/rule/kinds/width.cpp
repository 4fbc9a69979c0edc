// Runs are grown from their first sign; a finding is a whole run. Tested by tests/unit/rule/punctuation_test.cpp and
// the pages of rules/width.
#include "pipeline/rule/kinds/width.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "pipeline/rule/kinds/around.hpp"

namespace jiaodui {
namespace {

bool is_fullwidth_alnum(char32_t ch) { return is_fullwidth_digit(ch) || is_fullwidth_letter(ch); }

// U+FF01–U+FF5E stand exactly 0xFEE0 above their ASCII counterparts.
char ascii_of(char32_t ch) { return static_cast<char>(ch - 0xFEE0); }

bool is_alnum_like(char32_t ch) { return is_alnum(ch) || is_fullwidth_alnum(ch); }

bool is_digit_like(char32_t ch) { return is_digit(ch) || is_fullwidth_digit(ch); }

// Signs that are not Han or kana but can take part in normalisation: combining marks, letters with marks, compatibility
// ideographs. Everything below U+0300 is normalised by itself.
bool may_change(char32_t ch) {
    if (ch < 0x300 || (ch >= 0x2000 && ch <= 0x2FFF && ch != 0x2126 && ch != 0x212A && ch != 0x212B)) return false;
    if ((ch >= 0x3000 && ch <= 0x3040) || (ch >= 0xFF00 && ch <= 0xFFFF)) return false;
    return true;
}

// How many signs from the i-th on (at `end`, after a full-width letter or digit) belong to the run: ３．５％, Ｃ＋＋,
// Ｒ＆Ｄ, the last point of Ａ．Ｂ．
std::size_t signs_of_run(const Scope& scope, std::size_t i, std::uint32_t end, const std::string& fresh) {
    const auto signs = scope.signs;
    if (i >= signs.size() || signs[i].at != end) return 0;
    const char32_t ch = signs[i].ch;
    const char32_t next = scope.after(end + 3);
    const bool after_digit = is_digit(static_cast<unsigned char>(fresh.back()));
    const bool after_letter = is_latin(static_cast<unsigned char>(fresh.back()));
    switch (ch) {
        case U'％': return after_digit ? 1 : 0;
        case U'．':
            if (after_digit ? is_digit_like(next) : is_alnum_like(next)) return 1;
            return after_letter && fresh.size() >= 3 && fresh[fresh.size() - 2] == '.' ? 1 : 0;
        case U'＋':
            if (after_letter && next == U'＋') return 2;
            return is_alnum_like(next) ? 1 : 0;
        case U'＃': return after_letter || is_alnum_like(next) ? 1 : 0;
        case U'＆': return is_alnum_like(next) ? 1 : 0;
        default: return is_fullwidth_alnum(ch) ? 1 : 0;
    }
}

// `1.` or `1)` at the head of a line would be a list.
bool would_number_list(const Scope& scope, Span at) {
    const char32_t next = scope.after(at.end);
    return (next == '.' || next == ')') && starts_line(scope, at.begin);
}

// ICU's tables of NFC, made once; null when ICU has no data. Our own guard makes them visible to every thread, also for
// the thread sanitizer, which cannot look into ICU.
const icu::Normalizer2* normalizer() {
    static const icu::Normalizer2* const made = [] {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
        return U_SUCCESS(status) ? nfc : nullptr;
    }();
    return made;
}

}  // namespace

void find_fullwidth_alnum(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view text = scope.draft.text;
    const auto signs = scope.signs;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (!is_fullwidth_alnum(signs[i].ch)) continue;
        Span at{signs[i].at, signs[i].at + 3};
        std::string fresh(1, ascii_of(signs[i].ch));
        while (const std::size_t count = signs_of_run(scope, i + 1, at.end, fresh)) {
            for (std::size_t k = 0; k < count; ++k) fresh += ascii_of(signs[++i].ch);
            at.end += static_cast<std::uint32_t>(3 * count);
        }
        Finding finding = finding_of(rule, DraftSpan(at), slice(text, at), std::move(fresh));
        if (would_number_list(scope, at)) finding.tier = finding.fix->tier = std::min(rule.tier, Tier::hint);
        out.push_back(std::move(finding));
    }
}

void find_fullwidth_symbols(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const std::string_view wanted = rule.text("signs", "％");
    for (const Sign sign : scope.signs) {
        // ，：；？！（） are of the same block, and one character in ten.
        if (sign.ch < 0xFF01 || sign.ch > 0xFF5E || is_cjk_mark(sign.ch)) continue;
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
    const icu::Normalizer2* nfc = normalizer();
    if (nfc == nullptr) return;
    UErrorCode status = U_ZERO_ERROR;
    const std::string_view text = scope.draft.text;
    std::uint32_t done = 0;
    for (const Sign sign : scope.signs) {
        if (sign.at < done || !may_change(sign.ch)) continue;
        if (nfc->hasBoundaryBefore(static_cast<UChar32>(sign.ch)) && nfc->isInert(static_cast<UChar32>(sign.ch)))
            continue;
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
        const auto utf16 =
            icu::UnicodeString::fromUTF8(icu::StringPiece(old_text.data(), static_cast<int32_t>(old_text.size())));
        std::string fresh;
        nfc->normalize(utf16, status).toUTF8String(fresh);
        if (U_FAILURE(status)) return;
        if (fresh != old_text) out.push_back(finding_of(rule, {begin, end}, old_text, std::move(fresh)));
    }
}

}  // namespace jiaodui
