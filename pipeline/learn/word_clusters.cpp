// Matrices lie row by row and are gone through so that the innermost loop runs along a row: the compiler makes vector
// instructions of it without changing the order of a sum. Tested by tests/unit/learn/word_clusters_test.cpp.
#include "pipeline/learn/word_clusters.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/learn/dice.hpp"

namespace jiaodui {
namespace {

class Matrix {
  public:
    Matrix(std::size_t rows, std::size_t columns) : columns_(columns), values_(rows * columns, 0.0f) {}
    [[nodiscard]] std::span<float> row(std::size_t i) { return {values_.data() + i * columns_, columns_}; }
    [[nodiscard]] std::span<const float> row(std::size_t i) const { return {values_.data() + i * columns_, columns_}; }
    [[nodiscard]] std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }

  private:
    std::size_t columns_;
    std::vector<float> values_;
};

void add_times(std::span<float> to, float factor, std::span<const float> from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * from[i];
}

float length_of(std::span<const float> row) {
    float sum = 0;
    for (const float value : row) sum += value * value;
    return std::sqrt(sum);
}

void make_unit(std::span<float> row) {
    const float length = length_of(row);
    if (length <= 0) return;
    for (float& value : row) value /= length;
}

// For each word what stood beside it more often than by chance: context c before it as column c, after it as column
// contexts + c.
class Neighbours {
  public:
    Neighbours(std::span<const std::uint32_t> text, std::size_t words, std::size_t contexts)
        : columns_(2 * contexts), ends_(words, 0) {
        std::vector<std::size_t> places(words + 1, 0);
        for_each_pair(text, contexts, [&](std::uint32_t word, std::size_t) { ++places[word + 1]; });
        for (std::size_t word = 0; word < words; ++word) places[word + 1] += places[word];
        std::vector<std::uint32_t> seen(places.back());
        std::vector<std::size_t> next(places.begin(), places.end() - 1);
        for_each_pair(text, contexts, [&](std::uint32_t word, std::size_t column) {
            seen[next[word]++] = static_cast<std::uint32_t>(column);
        });
        weigh(seen, places);
    }

    [[nodiscard]] std::size_t columns() const { return columns_; }
    // The rows times a matrix that has a row a column.
    [[nodiscard]] Matrix times(const Matrix& right) const {
        Matrix out(ends_.size(), right.columns());
        for_each(
            [&](std::size_t word, const Cell& cell) { add_times(out.row(word), cell.weight, right.row(cell.column)); });
        return out;
    }
    // The columns times a matrix that has a row a word.
    [[nodiscard]] Matrix transposed_times(const Matrix& right) const {
        Matrix out(columns_, right.columns());
        for_each(
            [&](std::size_t word, const Cell& cell) { add_times(out.row(cell.column), cell.weight, right.row(word)); });
        return out;
    }

  private:
    struct Cell {
        std::uint32_t column;
        float weight;
    };

    template <class Visit>
    void for_each_pair(std::span<const std::uint32_t> text, std::size_t contexts, Visit&& visit) const {
        const std::size_t words = ends_.size();
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            const std::uint32_t left = text[i], right = text[i + 1];
            if (left >= words || right >= words) continue;
            if (left < contexts) visit(right, left);
            if (right < contexts) visit(left, contexts + right);
        }
    }

    template <class Visit>
    void for_each(Visit&& visit) const {
        std::size_t at = 0;
        for (std::size_t word = 0; word < ends_.size(); ++word) {
            for (; at < ends_[word]; ++at) visit(word, cells_[at]);
        }
    }

    // `seen`: the columns of the first word, then of the next one …, which begin at places[word].
    void weigh(const std::vector<std::uint32_t>& seen, const std::vector<std::size_t>& places) {
        std::vector<float> of_column(columns_, 0), here(columns_, 0);
        for (const std::uint32_t column : seen) ++of_column[column];
        std::vector<std::uint32_t> columns;
        for (std::size_t word = 0; word < ends_.size(); ++word) {
            columns.clear();
            for (std::size_t at = places[word]; at < places[word + 1]; ++at) {
                if (here[seen[at]]++ == 0) columns.push_back(seen[at]);
            }
            const auto of_word = static_cast<float>(places[word + 1] - places[word]);
            for (const std::uint32_t column : columns) {
                const float by_chance = of_word * of_column[column] / static_cast<float>(seen.size());
                if (here[column] > by_chance) cells_.push_back({column, std::log(here[column] / by_chance)});
                here[column] = 0;
            }
            ends_[word] = cells_.size();
        }
    }

    std::size_t columns_;
    std::vector<Cell> cells_;
    std::vector<std::size_t> ends_;  // of the words' cells
};

Matrix turned(const Matrix& of) {
    Matrix out(of.columns(), of.rows());
    for (std::size_t i = 0; i < of.rows(); ++i) {
        for (std::size_t k = 0; k < of.columns(); ++k) out.row(k)[i] = of.row(i)[k];
    }
    return out;
}

// Columns of length one, at right angles to each other (Gram and Schmidt).
Matrix at_right_angles(const Matrix& of) {
    Matrix columns = turned(of);
    for (std::size_t k = 0; k < columns.rows(); ++k) {
        for (std::size_t earlier = 0; earlier < k; ++earlier) {
            const std::span<const float> other = columns.row(earlier);
            float product = 0;
            for (std::size_t i = 0; i < other.size(); ++i) product += other[i] * columns.row(k)[i];
            add_times(columns.row(k), -product, other);
        }
        make_unit(columns.row(k));
    }
    return turned(columns);
}

// The directions of the words, a row each.
Matrix directions(const Neighbours& neighbours, std::size_t dimensions) {
    Matrix basis(neighbours.columns(), dimensions);
    Dice dice(1);
    for (std::size_t i = 0; i < basis.rows(); ++i) {
        for (float& value : basis.row(i)) value = dice.below(2) == 0 ? 1.0f : -1.0f;
    }
    basis = at_right_angles(neighbours.transposed_times(neighbours.times(basis)));
    Matrix out = neighbours.times(basis);
    for (std::size_t word = 0; word < out.rows(); ++word) make_unit(out.row(word));
    return out;
}

// Of the first `count` words. `centres`: a row a dimension, a column a centre.
std::vector<std::uint32_t> nearest(const Matrix& words, std::size_t count, const Matrix& centres) {
    std::vector<std::uint32_t> out(count);
    std::vector<float> likeness(centres.columns());
    for (std::size_t word = 0; word < count; ++word) {
        std::fill(likeness.begin(), likeness.end(), 0.0f);
        for (std::size_t d = 0; d < centres.rows(); ++d) add_times(likeness, words.row(word)[d], centres.row(d));
        out[word] = static_cast<std::uint32_t>(std::max_element(likeness.begin(), likeness.end()) - likeness.begin());
    }
    return out;
}

}  // namespace

std::vector<std::uint32_t> cluster_words(std::span<const std::uint32_t> text, std::size_t words,
                                         const WordClustering& settings) {
    if (words == 0) return {};
    const std::size_t clusters = std::min(settings.clusters, words), frequent = std::min(settings.frequent, words);
    const Matrix all = directions(Neighbours(text, words, std::min(settings.contexts, words)), settings.dimensions);
    std::vector<float> weights(frequent, 0);  // a word that is twice as frequent does not draw its centre twice as much
    for (const std::uint32_t word : text) {
        if (word < frequent) ++weights[word];
    }
    for (float& weight : weights) weight = std::sqrt(weight);
    Matrix centres(clusters, settings.dimensions);
    for (std::size_t c = 0; c < clusters; ++c) add_times(centres.row(c), 1, all.row(c));
    for (int round = 0; round < settings.rounds; ++round) {
        const std::vector<std::uint32_t> of_word = nearest(all, frequent, turned(centres));
        Matrix next(clusters, settings.dimensions);
        for (std::size_t word = 0; word < frequent; ++word)
            add_times(next.row(of_word[word]), weights[word], all.row(word));
        for (std::size_t c = 0; c < clusters; ++c) {
            make_unit(next.row(c));
            if (length_of(next.row(c)) > 0) std::copy(next.row(c).begin(), next.row(c).end(), centres.row(c).begin());
        }
    }
    return nearest(all, words, turned(centres));
}

}  // namespace jiaodui
