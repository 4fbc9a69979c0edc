// Tested by tests/unit/stage/page_terms_test.cpp and tests/unit/learn/cast_list_test.cpp.
#include "pipeline/lexicon/name_stretches.hpp"

#include <string>

#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr float kCommonWord = -5.0f;

}  // namespace

void NameStretches::count(std::u32string_view text) {
    std::size_t run = 0;  // Han characters up to here
    for (std::size_t i = 0; i < text.size(); ++i) {
        run = is_han(text[i]) ? run + 1 : 0;
        if (run > 0) ++times_of(text[i]);
        if (run < 3) continue;
        std::uint8_t& three = triple(text.substr(i - 2, 3));
        if (three < 255) ++three;
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
    const auto word = [&](std::size_t at) { return pinyin_.find(text_of(text.substr(at, 2))).has_value(); };
    return (begin > 0 && word(begin - 1)) || (end < text.size() && word(end - 1));
}

}  // namespace jiaodui
