// Validation is ICU's; the fast paths skip eight ASCII bytes or one three-byte character at a time. Tested by
// tests/unit/text/utf8_test.cpp.
#include "pipeline/text/utf8.hpp"

#include <unicode/utf8.h>

#include <bit>
#include <cstring>

namespace jiaodui::utf8 {

void append(std::string& out, char32_t ch) {
    char buffer[4];
    int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, ch);
    out.append(buffer, static_cast<std::size_t>(length));
}

std::size_t count(std::string_view text) {
    std::size_t total = 0;
    for (const char byte : text) total += is_continuation(byte) ? 0 : 1;
    return total;
}

std::optional<std::size_t> first_invalid(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<int64_t>(text.size());
    int64_t at = 0;
    while (at < size) {
        // Most of Chinese text: two characters of a lead byte that takes any two continuation bytes (all but E0 and
        // ED).
        while (at + 8 <= size) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes + at, sizeof eight);
            if constexpr (std::endian::native == std::endian::big) eight = __builtin_bswap64(eight);
            if ((eight & 0x0000C0C0F0C0C0F0ull) != 0x00008080E08080E0ull) break;
            constexpr unsigned kFree = 0xDFFE;  // by the lead's low half
            if ((kFree >> (eight & 15) & kFree >> (eight >> 24 & 15) & 1) == 0) break;
            at += 6;
        }
        const std::uint8_t lead = bytes[at];
        // One alone, between others.
        if (lead > 0xE0 && lead < 0xED && at + 3 <= size && (bytes[at + 1] & 0xC0) == 0x80 &&
            (bytes[at + 2] & 0xC0) == 0x80) {
            at += 3;
            continue;
        }
        if (lead < 0x80) {
            std::uint64_t block = 0x80;
            if (at + 8 <= size) std::memcpy(&block, bytes + at, 8);
            at += (block & 0x8080808080808080ull) == 0 ? 8 : 1;
            continue;
        }
        const int64_t begin = at;
        UChar32 ch = 0;
        U8_NEXT(bytes, at, size, ch);
        if (ch < 0) return static_cast<std::size_t>(begin);
    }
    return std::nullopt;
}

}  // namespace jiaodui::utf8
