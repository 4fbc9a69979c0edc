// Segmenter: a stretch of text read as words, by the dictionary of Pinyin and the language model.
//
// Viterbi over the words of sc.dict and single characters, scored by the trigram model, two hypotheses a place. A
// character that is not Han is a token of its own and forgets what stood before it. A word that the model does not know
// costs `rare_word`; where the caller says that a stretch is a term, reading it as one word costs at most `term_word`.
// Scores are log10, so the difference of two scores of the same stretch says how much likelier one wording is.
//
// One Segmenter a run, shared by threads; one Scratch a thread, kept between calls: nothing is allocated once it has
// grown.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/model_characters.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class Segmenter {
  public:
    static constexpr float rare_word = -6.5f;
    static constexpr float term_word = -5.0f;
    static constexpr std::size_t max_characters = 256;  // of a stretch; the rest is not read

    // In characters of the stretch.
    struct Token {
        std::uint16_t begin = 0, end = 0;
    };
    struct Stretch {
        std::uint16_t begin = 0, end = 0;
    };

    class Scratch {
        friend class Segmenter;
        struct Hypothesis {
            float score = 0;
            std::uint16_t from = 0;   // where its last word begins
            std::uint8_t parent = 0;  // which hypothesis there
            LanguageModel::State state;
        };
        struct Place {
            std::array<Hypothesis, 2> best;
            std::uint8_t count = 0;
        };
        std::vector<Place> places_;
        std::vector<std::uint32_t> offsets_;  // bytes
        std::vector<char32_t> characters_;
    };

    // All must outlive it.
    Segmenter(const Pinyin& pinyin, const LanguageModel& model, const ModelCharacters& characters)
        : pinyin_(pinyin), model_(model), characters_(characters) {}

    // The score of the best reading; its tokens when asked for. `terms` are stretches that may be read as one word.
    float read(std::string_view text, std::span<const Stretch> terms, Scratch& scratch,
               std::vector<Token>* tokens = nullptr) const;

    [[nodiscard]] float character_score(char32_t ch) const { return characters_.score(ch); }

  private:
    struct Edge {
        std::size_t from, to;
        LanguageModel::Word word;
        float floor;  // the word costs no more than this; unknown words cost exactly this
    };
    void step(Scratch& scratch, const Edge& edge) const;
    void leave(Scratch& scratch, std::string_view text, std::size_t at, std::span<const Stretch> terms) const;

    const Pinyin& pinyin_;
    const LanguageModel& model_;
    const ModelCharacters& characters_;
};

}  // namespace jiaodui
