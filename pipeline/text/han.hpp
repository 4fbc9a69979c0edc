// Classes of characters that the rules speak of. All are pure functions of one code point.
//
// "Han" means ideographs of the Unicode blocks CJK Unified (with extensions A–H), CJK Compatibility Ideographs, and
// 〇 (U+3007); not kana, bopomofo or full-width letters.
#pragma once

#include <cstdint>

namespace jiaodui {

[[nodiscard]] constexpr bool is_han(char32_t ch) {
    return (ch >= 0x4E00 && ch <= 0x9FFF) || (ch >= 0x3400 && ch <= 0x4DBF) || ch == 0x3007 ||
           (ch >= 0xF900 && ch <= 0xFAFF) || (ch >= 0x20000 && ch <= 0x323AF);
}

[[nodiscard]] constexpr bool is_digit(char32_t ch) { return ch >= '0' && ch <= '9'; }
[[nodiscard]] constexpr bool is_latin(char32_t ch) { return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z'); }
[[nodiscard]] constexpr bool is_alnum(char32_t ch) { return is_digit(ch) || is_latin(ch); }
[[nodiscard]] constexpr bool is_fullwidth_digit(char32_t ch) { return ch >= 0xFF10 && ch <= 0xFF19; }
[[nodiscard]] constexpr bool is_fullwidth_letter(char32_t ch) {
    return (ch >= 0xFF21 && ch <= 0xFF3A) || (ch >= 0xFF41 && ch <= 0xFF5A);
}
[[nodiscard]] constexpr bool is_kana(char32_t ch) { return ch >= 0x3041 && ch <= 0x30FF; }
[[nodiscard]] constexpr bool is_hangul(char32_t ch) {
    return (ch >= 0xAC00 && ch <= 0xD7AF) || (ch >= 0x1100 && ch <= 0x11FF);
}

// Full-width marks that end or divide a clause: ，。、；：？！…
[[nodiscard]] constexpr bool is_fullwidth_stop(char32_t ch) {
    switch (ch) {
        case U'，':
        case U'。':
        case U'、':
        case U'；':
        case U'：':
        case U'？':
        case U'！':
        case U'…': return true;
        default: return false;
    }
}
[[nodiscard]] constexpr bool is_opening(char32_t ch) {
    switch (ch) {
        case U'“':
        case U'‘':
        case U'（':
        case U'《':
        case U'〈':
        case U'「':
        case U'『':
        case U'【':
        case U'〔': return true;
        default: return false;
    }
}
[[nodiscard]] constexpr bool is_closing(char32_t ch) {
    switch (ch) {
        case U'”':
        case U'’':
        case U'）':
        case U'》':
        case U'〉':
        case U'」':
        case U'』':
        case U'】':
        case U'〕': return true;
        default: return false;
    }
}
// Marks of Chinese text, all full-width.
[[nodiscard]] constexpr bool is_cjk_mark(char32_t ch) {
    return is_fullwidth_stop(ch) || is_opening(ch) || is_closing(ch) || ch == U'—' || ch == U'·';
}
[[nodiscard]] constexpr bool is_space(char32_t ch) {
    return ch == ' ' || ch == '\t' || ch == 0xA0 || ch == 0x3000 || (ch >= 0x2000 && ch <= 0x200A);
}

// Letters and digits of any script count as content; spaces, line breaks and punctuation do not. Contexts
// that recognise a place again (the id of a finding) are made of content alone.
[[nodiscard]] bool is_content(char32_t ch);

// Punctuation as CommonMark means it: ASCII punctuation and Unicode's categories P.
[[nodiscard]] bool is_punctuation(char32_t ch);

}  // namespace jiaodui
