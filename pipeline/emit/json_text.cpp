// Tested by tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/json_text.hpp"

#include <charconv>

#include "pipeline/text/utf8.hpp"

namespace jiaodui::json {
namespace {

void append_escape(std::string& out, unsigned char byte) {
    switch (byte) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    out += "\\u00";
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
}

void append_valid(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0xE2) continue;
        const std::string_view rest = text.substr(i, 3);
        if (byte == 0xE2 && rest != "\u2028" && rest != "\u2029") continue;
        out.append(text, begin, i - begin);
        if (byte == 0xE2) {
            out += rest == "\u2028" ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            append_escape(out, byte);
        }
        begin = i + 1;
    }
    out.append(text, begin);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out += '"';
    while (const auto bad = utf8::first_invalid(text)) {
        append_valid(out, text.substr(0, *bad));
        out += "\uFFFD";
        text.remove_prefix(*bad + 1);
    }
    append_valid(out, text);
    out += '"';
}

void append_number(std::string& out, float value) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void append_key(std::string& out, std::string_view key) {
    if (!out.empty() && out.back() != '{') out += ',';
    append_string(out, key);
    out += ':';
}

void append_field(std::string& out, std::string_view key, std::string_view value) {
    append_key(out, key);
    append_string(out, value);
}

void append_field(std::string& out, std::string_view key, std::size_t value) {
    append_key(out, key);
    out += std::to_string(value);
}

}  // namespace jiaodui::json
