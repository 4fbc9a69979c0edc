// ModelCharacters: what the language model says of every Han character as a word of its own.
//
// pinyin.bin has it of the model that it was made with, so nothing need be opened to ask; where another model is
// installed it is asked once for all. Immutable; safe to share between threads.
#pragma once

#include <span>
#include <vector>

#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class ModelCharacters {
  public:
    static constexpr float unknown_score = -8.0f;  // of a character that the model does not know

    // As the dictionary has them, which must know the model that is installed and outlive this.
    explicit ModelCharacters(const Pinyin& pinyin) : rows_(pinyin.model_characters()) {}
    explicit ModelCharacters(const LanguageModel& model);
    ModelCharacters(const ModelCharacters&) = delete;
    ModelCharacters& operator=(const ModelCharacters&) = delete;

    [[nodiscard]] LanguageModel::Word word(char32_t ch) const { return row(ch).word; }
    [[nodiscard]] float score(char32_t ch) const { return row(ch).score; }
    [[nodiscard]] std::span<const Pinyin::ModelCharacter> rows() const { return rows_; }
    // The dictionary has the model's numbers, of its words too.
    [[nodiscard]] bool stored() const { return asked_.empty(); }

  private:
    [[nodiscard]] Pinyin::ModelCharacter row(char32_t ch) const {
        const std::uint32_t at = ch - Pinyin::first_han;
        return at < rows_.size() ? rows_[at] : Pinyin::ModelCharacter{LanguageModel::unknown, unknown_score};
    }

    std::vector<Pinyin::ModelCharacter> asked_;
    std::span<const Pinyin::ModelCharacter> rows_;  // from first_han on; of the dictionary or asked_
};

}  // namespace jiaodui
