// UTF-8: reading one code point forwards or backwards in text that is known to be valid, and finding out whether
// it is. All positions are byte offsets; text is never copied. Invalid bytes are found by first_invalid(); the other
// functions may then assume validity, and on invalid input still advance by at least one byte and stay inside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jiaodui::utf8 {

// Bytes that the code point starting with this lead byte takes (1 for stray continuation bytes).
[[nodiscard]] constexpr std::uint32_t length_of(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0 ? 1u : byte < 0xE0 ? 2u : byte < 0xF0 ? 3u : 4u;
}

[[nodiscard]] constexpr bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

struct Decoded {
    char32_t ch = 0;           // 0 at the end (or beginning) of the text
    std::uint32_t length = 0;  // bytes; 0 at the end
};

// The code point that starts at byte `at`.
[[nodiscard]] constexpr Decoded decode(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    const std::uint32_t b0 = byte(0);
    if (b0 < 0xC0) return {static_cast<char32_t>(b0), 1};
    std::uint32_t length = length_of(text[at]);
    if (at + length > text.size()) length = static_cast<std::uint32_t>(text.size() - at);
    switch (length) {
        case 1: return {0xFFFD, 1};
        case 2: return {static_cast<char32_t>((b0 & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
        case 3: return {static_cast<char32_t>((b0 & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), 3};
        default:
            return {static_cast<char32_t>((b0 & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
                                          (byte(3) & 0x3F)),
                    4};
    }
}

// The code point that ends just before byte `at`.
[[nodiscard]] constexpr Decoded decode_before(std::string_view text, std::size_t at) {
    if (at == 0 || at > text.size()) return {};
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && is_continuation(text[begin])) --begin;
    const Decoded found = decode(text, begin);
    return {found.ch, static_cast<std::uint32_t>(at - begin)};
}

void append(std::string& out, char32_t ch);

// Number of code points.
[[nodiscard]] std::size_t count(std::string_view text);

// Byte offset of the first ill-formed sequence (surrogates, overlong forms and values above U+10FFFF included).
[[nodiscard]] std::optional<std::size_t> first_invalid(std::string_view text);

}  // namespace jiaodui::utf8
