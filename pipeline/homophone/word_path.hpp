// WordPath: how likely a short text is as a row of words, by the general language model.
//
// The words are the dictionary's and single characters; the best way to cut the text into them is found with the
// model's own state (a trigram), the three best ways being kept at every place. A character that the model does not
// know costs `unknown_cost`; marks and edges cost nothing and end what the model remembers, Latin and digits cost
// `class_cost`. Scores are log10. Its memory is used again for each text: one for each thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/model_characters.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class WordPath {
  public:
    static constexpr std::size_t max_length = 48;  // of a text; what is longer is cut off
    static constexpr std::size_t max_word = 6;
    static constexpr float unknown_cost = ModelCharacters::unknown_score, class_cost = -3.0f;

    // All must outlive it.
    WordPath(const Pinyin& pinyin, const LanguageModel& model, const ModelCharacters& characters)
        : pinyin_(pinyin),
          model_(model),
          characters_(characters),
          places_(max_length + 1),
          scored_(kScored),
          begun_(kBegun) {}

    // The score of the best path. With `cuts`, the lengths of its words too.
    float score(std::span<const char32_t> text, std::vector<std::uint8_t>* cuts = nullptr);
    // The same of a text whose first `unchanged` characters are those of the text that was scored last.
    float score_again(std::span<const char32_t> text, std::size_t unchanged);

    // The longest dictionary word that the model knows and that covers text[begin, end), and its score alone.
    struct Cover {
        std::size_t length = 0;
        float score = -9;
        std::size_t begin = 0;  // where it stands
    };
    Cover cover(std::span<const char32_t> text, std::size_t begin, std::size_t end);
    // The score of a character alone; unknown_cost when the model does not know it.
    [[nodiscard]] float single(char32_t ch) const { return characters_.score(ch); }

  private:
    struct Way {
        float score = 0;
        LanguageModel::State state;
        std::uint8_t length = 0;  // of its last word
        std::uint8_t from = 0;    // which way it continues
    };
    struct Place {
        Way ways[3];
        std::size_t count = 0;
    };
    // What the model and the dictionary said last: texts that overlap ask the same again and again.
    struct Scored {
        LanguageModel::State before, after;
        LanguageModel::Word word = LanguageModel::unknown;
        float score = 0;
    };
    struct Begun {  // the words that begin with these two characters
        char32_t first = 0, second = 0;
        Pinyin::WordRange words;
    };
    static constexpr std::size_t kScored = 512, kBegun = 1024;
    [[nodiscard]] const Scored& scored(const LanguageModel::State& before, LanguageModel::Word word);
    [[nodiscard]] Pinyin::WordRange words_at(std::span<const char32_t> text, std::size_t at);
    void step(std::span<const char32_t> text, std::size_t at);
    void words_from(std::span<const char32_t> text, std::size_t at, std::size_t least);
    void extend(std::size_t at, LanguageModel::Word word, std::size_t length);
    void offer(std::size_t at, float score, const LanguageModel::State& state, std::size_t length, std::size_t from);
    [[nodiscard]] LanguageModel::Word number_of(WordId id) const;
    void spell(std::span<const char32_t> text);

    const Pinyin& pinyin_;
    const LanguageModel& model_;
    const ModelCharacters& characters_;
    std::vector<Place> places_;
    std::vector<Scored> scored_;
    std::vector<Begun> begun_;
    std::string bytes_;
    std::vector<std::uint32_t> offsets_;
};

}  // namespace jiaodui
