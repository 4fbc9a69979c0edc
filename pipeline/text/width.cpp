// ICU's character properties, with a short cut for ASCII and the common Han block. Tested by
// tests/unit/text/width_test.cpp.
#include "pipeline/text/width.hpp"

#include <unicode/uchar.h>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

void append_hex(std::string& out, std::uint32_t value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[value >> shift & 15];
}

// Characters that print as nothing, as a blank that cannot be told from a space, or that turn the
// text around.
bool unseen(char32_t ch) {
    if (ch == 0xFE0E || ch == 0xFE0F) return false;  // variation selectors of emoji
    if (ch == 0xA0 || (ch >= 0x2000 && ch <= 0x200A) || ch == 0x2028 || ch == 0x2029 || ch == 0x202F) return true;
    const auto type = u_charType(static_cast<UChar32>(ch));
    return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR;
}

void append_visible(std::string& out, char32_t ch) {
    if (ch == '\n') {
        out += "⏎";
    } else if (ch < 0x20) {
        utf8::append(out, 0x2400 + ch);  // ␀ … ␟
    } else if (ch == 0x7F) {
        out += "␡";
    } else {
        out += "<U+";
        append_hex(out, static_cast<std::uint32_t>(ch), ch > 0xFFFF ? 6 : 4);
        out += '>';
    }
}

// The length of the well-formed sequence at `at`, or 0.
std::uint32_t well_formed(std::string_view text, std::size_t at) {
    const std::uint32_t length = utf8::length_of(text[at]);
    if (at + length > text.size()) return 0;
    return utf8::first_invalid(text.substr(at, length)) ? 0 : length;
}

}  // namespace

int width_of(char32_t ch, int ambiguous) {
    if (ch >= 0x20 && ch < 0x7F) return 1;
    if (ch >= 0x4E00 && ch <= 0x9FFF) return 2;
    const auto point = static_cast<UChar32>(ch);
    switch (u_charType(point)) {
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK: return 0;
        default: break;
    }
    switch (u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH)) {
        case U_EA_FULLWIDTH:
        case U_EA_WIDE: return 2;
        case U_EA_AMBIGUOUS: return ambiguous;
        default: return 1;
    }
}

std::size_t width_of(std::string_view text, int ambiguous) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        columns += static_cast<std::size_t>(width_of(c.ch, ambiguous));
        at += c.length;
    }
    return columns;
}

std::string_view head_of_width(std::string_view text, std::size_t columns, int ambiguous) {
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        used += static_cast<std::size_t>(width_of(c.ch, ambiguous));
        if (used > columns) return text.substr(0, at);
        at += c.length;
    }
    return text;
}

std::string_view tail_of_width(std::string_view text, std::size_t columns, int ambiguous) {
    std::size_t used = 0;
    for (std::size_t at = text.size(); at > 0;) {
        const utf8::Decoded c = utf8::decode_before(text, at);
        used += static_cast<std::size_t>(width_of(c.ch, ambiguous));
        if (used > columns) return text.substr(at);
        at -= c.length;
    }
    return text;
}

void pad_to(std::string& line, std::string_view text, std::size_t columns, int ambiguous) {
    const std::size_t used = width_of(text, ambiguous);
    if (used < columns) line.append(columns - used, ' ');
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte < 0x7F) {
            out += text[at++];
            continue;
        }
        const std::uint32_t length = well_formed(text, at);
        if (length == 0) {
            out += "<0x";
            append_hex(out, byte, 2);
            out += '>';
            ++at;
            continue;
        }
        const char32_t ch = utf8::decode(text, at).ch;
        if (unseen(ch)) {
            append_visible(out, ch);
        } else {
            out.append(text, at, length);
        }
        at += length;
    }
    return out;
}

}  // namespace jiaodui
