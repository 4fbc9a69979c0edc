// Tested by tests/unit/stage/page_terms_test.cpp and tests/unit/learn/cast_list_test.cpp.
#include "pipeline/lexicon/name_stretches.hpp"

#include <array>

#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr float kCommonWord = -5.0f;

void raise(std::uint8_t& count) {
    if (count < 255) ++count;
}

// Two characters that each take three bytes, as all words do: whether they are one.
bool is_word(const Pinyin& pinyin, char32_t first, char32_t second) {
    std::array<char, 2 * Pinyin::han_bytes> bytes;
    std::size_t at = 0;
    for (const char32_t ch : {first, second}) {
        if (ch < Pinyin::first_han || ch > Pinyin::last_han) return false;
        bytes[at++] = static_cast<char>(0xE0 | ch >> 12);
        bytes[at++] = static_cast<char>(0x80 | (ch >> 6 & 0x3F));
        bytes[at++] = static_cast<char>(0x80 | (ch & 0x3F));
    }
    return pinyin.find({bytes.data(), bytes.size()}).has_value();
}

}  // namespace

void NameStretches::count(std::u32string_view text) {
    times_.resize(Pinyin::last_han - Pinyin::first_han + 1);
    triples_.resize(kTriples);
    std::size_t run = 0;  // Han characters up to here
    for (std::size_t i = 0; i < text.size(); ++i) {
        run = is_han(text[i]) ? run + 1 : 0;
        if (run > 0) raise(times_of(text[i]));
        if (run >= 3) raise(triple(text.substr(i - 2, 3)));
    }
}

bool NameStretches::padded(std::u32string_view stretch) const {
    if (stretch.size() < 5) return false;
    const auto common = [&](std::u32string_view two) {
        const auto word = pinyin_.find(text_of(two));
        return word && pinyin_.model_score(*word) < 0 && pinyin_.model_score(*word) > kCommonWord;
    };
    return common(stretch.substr(0, 2)) || common(stretch.substr(stretch.size() - 2));
}

bool NameStretches::cut_from_words(std::u32string_view text, std::u32string_view stretch) const {
    const auto begin = static_cast<std::size_t>(stretch.data() - text.data()), end = begin + stretch.size();
    return (begin > 0 && is_word(pinyin_, text[begin - 1], text[begin])) ||
           (end < text.size() && is_word(pinyin_, text[end - 1], text[end]));
}

}  // namespace jiaodui
