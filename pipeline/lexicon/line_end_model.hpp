// LineEndModel: how likely each mark is at a place between two words, as a table of feature weights.
//
// A linear model (multinomial logistic regression): every feature of a place (lexicon/line_text.hpp) adds its weights
// to the scores of the eight classes, and the softmax of the scores is the probability. Features are 64-bit hashes; a
// table holds those that training kept, at most a few hundred thousand, as eight signed bytes each. Beside it stand the
// words of the archive with their classes, which many features are of. What `learn` makes of an archive stands in the
// lexicon's section `lineend`; without it a small table of function words does (stage/line_end_cues.hpp).
//
// The bytes are untrusted: view() checks that the tables are as long as it says, and nothing read from them is a
// position.
// Immutable; shared between threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/lexicon/feature_hash.hpp"
#include "pipeline/lexicon/line_end.hpp"
#include "pipeline/lexicon/word_classes.hpp"

namespace jiaodui {

// Where a lexicon keeps its model.
inline constexpr std::string_view kLineEndSection = "lineend";

class LineEndModel {
  public:
    LineEndModel() = default;
    // Uses the bytes where they lie; `name` is named in the Error.
    static Result<LineEndModel> view(std::string_view bytes, const std::string& name);

    [[nodiscard]] bool empty() const { return slots_ == 0; }
    // The words that features are of.
    [[nodiscard]] const WordClasses& words() const { return words_; }
    // Adds the weights of the features to the scores.
    void add(std::span<const FeatureHash> features, LineEndScores& scores) const;

  private:
    std::string_view checks_;   // two bytes a slot, 0: empty
    std::string_view weights_;  // kLineEnds signed bytes a slot
    std::uint64_t slots_ = 0;   // a power of two
    float scale_ = 0;
    WordClasses words_;
};

// What a model is packed from: weights by feature. Deterministic whatever the order in which they were put.
class LineEndTable {
  public:
    void put(FeatureHash feature, const LineEndScores& weights) { rows_.emplace_back(feature, weights); }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    // Rows of the same feature are added up. `words`: bytes of a WordClasses.
    [[nodiscard]] std::string pack(std::string_view words = {}) const;

  private:
    std::vector<std::pair<FeatureHash, LineEndScores>> rows_;
};

// The softmax.
void to_probabilities(LineEndScores& scores);

}  // namespace jiaodui
