// LineEndModel: how likely each mark is at a place between two words, as a table of feature weights.
//
// A linear model (multinomial logistic regression): every feature of a place (lexicon/line_text.hpp) adds its weights
// to the scores of the eight classes, and the softmax of the scores is the probability. Features are 64-bit hashes; a
// table holds those that training kept, at most a few hundred thousand, as eight signed bytes each. What `learn` makes
// of an archive stands in the lexicon's section `lineend`; without it a small table of function words does
// (default_model).
//
// The bytes are untrusted: view() checks that the table is as long as it says, and nothing read from it is a position.
// Immutable; shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

// What may stand at a line end, or at a space within a line. `join`: nothing, the text goes on.
enum class LineEnd : std::uint8_t { join, comma, stop, enumeration, question, exclamation, colon, paragraph };
inline constexpr std::size_t kLineEnds = 8;
using LineEndScores = std::array<float, kLineEnds>;

// The mark itself; empty for join and paragraph.
[[nodiscard]] std::string_view mark_of(LineEnd end);
// ，。、？！： as one of the classes; nothing for any other character.
[[nodiscard]] bool line_end_of(char32_t mark, LineEnd& end);

// Where a lexicon keeps its model.
inline constexpr std::string_view kLineEndSection = "lineend";

using FeatureHash = std::uint64_t;

class LineEndModel {
  public:
    LineEndModel() = default;
    // Uses the bytes where they lie; `name` is named in the Error.
    static Result<LineEndModel> view(std::string_view bytes, const std::string& name);

    [[nodiscard]] bool empty() const { return slots_ == 0; }
    // Adds the weights of the features to the scores.
    void add(std::span<const FeatureHash> features, LineEndScores& scores) const;

  private:
    friend class LineEndTable;
    std::string_view checks_;   // two bytes a slot, 0: empty
    std::string_view weights_;  // kLineEnds signed bytes a slot
    std::uint64_t slots_ = 0;   // a power of two
    float scale_ = 0;
};

// What a model is packed from: weights by feature. Deterministic whatever the order in which they were put.
class LineEndTable {
  public:
    void put(FeatureHash feature, const LineEndScores& weights) { rows_.emplace_back(feature, weights); }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    // Rows of the same feature are added up.
    [[nodiscard]] std::string pack() const;

  private:
    std::vector<std::pair<FeatureHash, LineEndScores>> rows_;
};

// The softmax.
void to_probabilities(LineEndScores& scores);

}  // namespace jiaodui
