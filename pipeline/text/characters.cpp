// Tested by tests/unit/text/utf8_test.cpp.
#include "pipeline/text/characters.hpp"

#include "pipeline/text/utf8.hpp"

namespace jiaodui {

std::u32string characters_of(std::string_view text) {
    std::u32string out;
    out.reserve(text.size() / 3 + 1);  // of Chinese
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded found = utf8::decode(text, at);
        out += found.ch;
        at += found.length;
    }
    return out;
}

std::string text_of(std::span<const char32_t> characters) {
    std::string out;
    for (const char32_t ch : characters) utf8::append(out, ch);
    return out;
}

}  // namespace jiaodui
