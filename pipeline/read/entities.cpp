// Tested by tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/entities.hpp"

#include <algorithm>
#include <array>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

struct Named {
    std::string_view name;
    char32_t ch;
};

// Those of WebVTT, and those that Chinese pages use (HTML Standard, section 13.5).
constexpr std::array<Named, 24> kNamed{{
    {"amp", U'&'},       {"lt", U'<'},        {"gt", U'>'},        {"quot", U'"'},   {"apos", U'\''},
    {"nbsp", U'\u00A0'}, {"lrm", U'\u200E'},  {"rlm", U'\u200F'},  {"middot", U'·'}, {"hellip", U'…'},
    {"mdash", U'—'},     {"ndash", U'–'},     {"ldquo", U'“'},     {"rdquo", U'”'},  {"lsquo", U'‘'},
    {"rsquo", U'’'},     {"times", U'×'},     {"copy", U'©'},      {"reg", U'®'},    {"deg", U'°'},
    {"permil", U'‰'},    {"ensp", U'\u2002'}, {"emsp", U'\u2003'}, {"bull", U'•'},
}};

int digit_of(char byte, int base) {
    const int value = byte >= '0' && byte <= '9'   ? byte - '0'
                      : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                      : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                                   : 99;
    return value < base ? value : -1;
}

}  // namespace

Reference reference_at(std::string_view text) {
    const std::string_view window = text.substr(0, 32);
    const std::size_t end = window.find(';');
    if (end == std::string_view::npos || end < 2) return {};
    std::string_view body = window.substr(1, end - 1);
    if (body[0] != '#') {
        const auto it = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& one) { return one.name == body; });
        return it == kNamed.end() ? Reference{} : Reference{it->ch, end + 1};
    }
    body.remove_prefix(1);
    const bool hex = body.starts_with('x') || body.starts_with('X');
    if (hex) body.remove_prefix(1);
    if (body.empty() || body.size() > 8) return {};
    char32_t value = 0;
    for (const char byte : body) {
        const int digit = digit_of(byte, hex ? 16 : 10);
        if (digit < 0) return {};
        value = value * (hex ? 16u : 10u) + static_cast<char32_t>(digit);
        if (value > 0x10FFFF) return {};
    }
    if (value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0xD800 && value < 0xE000)) return {};
    return {value, end + 1};
}

std::string encode_markup(std::string_view text) {
    std::string out;
    for (const char byte : text) {
        switch (byte) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += byte;
        }
    }
    return out;
}

std::string decode_markup(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const Reference found = bytes[at] == '&' ? reference_at(bytes.substr(at)) : Reference{};
        if (found.ch == 0) {
            out += bytes[at++];
        } else {
            utf8::append(out, found.ch);
            at += found.size;
        }
    }
    return out;
}

}  // namespace jiaodui
