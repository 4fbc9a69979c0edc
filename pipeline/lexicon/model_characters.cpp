// Tested by tests/unit/lexicon/segmenter_test.cpp.
#include "pipeline/lexicon/model_characters.hpp"

#include <string>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {

ModelCharacters::ModelCharacters(const LanguageModel& model) {
    std::string text;
    for (char32_t ch = Pinyin::first_han; ch <= Pinyin::last_han; ++ch) {
        text.clear();
        utf8::append(text, ch);
        const LanguageModel::Word word = model.word(text);
        asked_.push_back({word, word == LanguageModel::unknown ? unknown_score : model.score(word)});
    }
    rows_ = asked_;
}

}  // namespace jiaodui
