// The alphabet of the archive lexicon: what a text is taken for when its n-grams are counted.
//
// Every Han character is a symbol. All else is one of a few classes, because a correction by sound changes Han only and
// what stands beside it matters by its kind: an edge of a region, a mark, a run of Latin letters, a run of digits.
// Runs are one symbol; so are marks that stand together (`。”`), since recognisers and people set them differently. A
// space between two Han is a mark (recognisers pause with it), any other space is nothing. Hidden markup is not in the
// text, so soft line breaks are read through.
#pragma once

#include <cstdint>
#include <string_view>

#include "pipeline/text/han.hpp"
#include "pipeline/text/span.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

// A dense number within one lexicon: a class, or kFirstHan and more for Han (learn/archive_text.hpp says in
// which order).
using ArchiveSymbol = std::uint16_t;

namespace archive_symbol {
inline constexpr ArchiveSymbol kEdge = 0;     // where a region begins or ends
inline constexpr ArchiveSymbol kUnknown = 1;  // a Han character that the archive does not know
inline constexpr ArchiveSymbol kMark = 2;     // punctuation of any kind
inline constexpr ArchiveSymbol kLatin = 3;    // a run of Latin letters and digits
inline constexpr ArchiveSymbol kDigits = 4;   // a run of digits
inline constexpr ArchiveSymbol kOther = 5;    // U+FFFC, kana, symbols
inline constexpr ArchiveSymbol kFirstHan = 16;
}  // namespace archive_symbol

// The class of a character that is not Han, standing alone.
[[nodiscard]] constexpr ArchiveSymbol archive_class_of(char32_t ch) {
    if (is_digit(ch) || is_fullwidth_digit(ch)) return archive_symbol::kDigits;
    if (is_latin(ch) || is_fullwidth_letter(ch)) return archive_symbol::kLatin;
    if (ch < 0x80) return archive_symbol::kMark;
    if (ch >= 0xC0 && ch <= 0x24F) return archive_symbol::kLatin;  // é, ü
    if (is_cjk_mark(ch) || (ch >= 0x2010 && ch <= 0x2027) || (ch >= 0x3001 && ch <= 0x301F) ||
        (ch >= 0xFF01 && ch <= 0xFF0F) || (ch >= 0xFF1A && ch <= 0xFF20))
        return archive_symbol::kMark;
    return archive_symbol::kOther;
}

// Calls visit(char32_t code, Span at) for every symbol of text[region]: code is the Han character, or a class (below
// kFirstHan). No kEdge is given. Linear.
template <class Visit>
void for_archive_symbols(std::string_view text, Span region, Visit&& visit) {
    using namespace archive_symbol;
    constexpr char32_t kNothing = 0xFFFFFFFF;
    char32_t last = kNothing;
    Span run{region.begin, region.begin};  // the class run that has not been given yet
    bool space = false;                    // since the last symbol
    std::uint32_t space_at = region.begin;
    const auto flush = [&] {
        if (last < kFirstHan && !run.empty()) visit(last, run);
        run = {run.end, run.end};
    };
    for (std::uint32_t at = region.begin; at < region.end;) {
        const utf8::Decoded got = utf8::decode(text, at);
        const std::uint32_t end = at + got.length;
        if (is_han(got.ch)) {
            flush();
            if (space && last >= kFirstHan && last != kNothing) visit(char32_t{kMark}, Span{space_at, at});
            visit(got.ch, Span{at, end});
            last = got.ch;
            space = false;
        } else if (is_space(got.ch) || got.ch == '\n' || got.ch == '\r') {
            if (!space) space_at = at;
            space = true;
        } else if (!((got.ch >= 0x200B && got.ch <= 0x200F) || got.ch == 0x2060 || got.ch == 0xFEFF)) {
            char32_t kind = archive_class_of(got.ch);
            const bool joined = last < kFirstHan && !run.empty();
            // Within a run without spaces: 3.5, GPT-4, 60%, UP2.
            if (joined && !space && last == kDigits &&
                (got.ch == '.' || got.ch == ',' || got.ch == '%' || got.ch == ':'))
                kind = kDigits;
            if (joined && !space && last == kLatin &&
                (kind == kDigits || got.ch == '-' || got.ch == '.' || got.ch == '\''))
                kind = kLatin;
            if (joined && !space && last == kDigits && kind == kLatin) last = kLatin;
            if (!joined || last != kind) {
                flush();
                run.begin = at;
                last = kind;
            }
            run.end = end;
            space = false;
        }
        at = end;
    }
    flush();
}

}  // namespace jiaodui
