// Tested by tests/unit/learn/line_end_training_test.cpp; measured by tests/measure/line_ends.py.
#include "pipeline/learn/line_end_training.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/base/large_vector.hpp"
#include "pipeline/learn/dice.hpp"
#include "pipeline/learn/line_end_text.hpp"
#include "pipeline/learn/line_end_words.hpp"
#include "pipeline/lexicon/line_end_model.hpp"

namespace jiaodui {
namespace {

constexpr int kBucketBits = 24;

// Nobody can say what should stand here.
bool unknown(const LineGap& gap) {
    if (gap.barrier || gap.odd) return true;
    if (gap.line && !gap.marked) return true;
    // A paragraph without a mark at its end, or with a comma, is a heading or cut off.
    return gap.paragraph && (!gap.marked || gap.mark == LineEnd::comma || gap.mark == LineEnd::enumeration);
}

LineEnd class_of(const LineGap& gap) {
    if (gap.paragraph || gap.barrier) return LineEnd::paragraph;
    return gap.marked ? gap.mark : LineEnd::join;
}

// The page's lines as places with what stood there, in order, for training.
class Lines {
  public:
    Lines(const LineText& text, std::vector<std::uint32_t> ends)
        : text_(text), ends_(std::move(ends)), width_(width_of(text, ends_)) {}

    // The history goes on with what `visit` returns.
    template <class Visit>
    void visit(Visit&& visit) const {
        LineHistory history;
        std::uint32_t begin = 0, previous = 0;
        for (std::size_t k = 0; k < ends_.size(); ++k) {
            const std::uint32_t symbol = ends_[k];
            const LineGap& gap = text_.symbols[symbol].gap;
            LineEnd end = class_of(gap);
            if (!unknown(gap)) {
                const std::uint32_t next_end = k + 1 < ends_.size() ? ends_[k + 1] : symbol;
                const LinePlace place{symbol, begin, next_end, previous, width_};
                end = visit(text_, place, history, end);
            }
            history = history.then(end, symbol);
            previous = begin;
            begin = symbol + 1;
        }
    }

  private:
    const LineText& text_;
    std::vector<std::uint32_t> ends_;
    std::uint32_t width_;
};

class Trainer {
  public:
    explicit Trainer(const LineEndTraining& settings)
        : settings_(settings), held_(std::size_t{1} << kBucketBits, 0), rows_(1), names_(1, 0) {}

    // After so many of a thousand places the history goes on with the model's own answer.
    void learn(const Lines& lines, std::size_t own_history) {
        lines.visit([&](const LineText& text, const LinePlace& place, const LineHistory& history, LineEnd end) {
            gather(text, place, history);
            find_rows();
            LineEndScores scores{};
            for (const std::uint32_t row : live_) {
                for (std::size_t y = 0; y < kLineEnds; ++y) scores[y] += rows_[row].weights[y];
            }
            to_probabilities(scores);
            const LineEnd taken = dice_.below(1000) < own_history ? drawn(scores) : end;
            for (float& score : scores) score = -score;
            scores[static_cast<std::size_t>(end)] += 1;
            for (const std::uint32_t row : live_) step(rows_[row], scores);
            return taken;
        });
    }

    [[nodiscard]] std::string pack(std::string_view words) const {
        constexpr float kSmall = 0.03f;
        LineEndTable table;
        for (std::size_t row = 1; row < rows_.size(); ++row) {
            const auto small = [](float weight) { return std::abs(weight) < kSmall; };
            const LineEndScores& weights = rows_[row].weights;
            if (std::all_of(weights.begin(), weights.end(), small)) continue;
            table.put(names_[row], weights);
        }
        return table.size() == 0 ? std::string() : table.pack(words);
    }

  private:
    struct alignas(64) Row {
        LineEndScores weights{}, squares{};
    };

    static std::size_t bucket(FeatureHash feature) { return static_cast<std::size_t>(feature >> (64 - kBucketBits)); }

    // The feature's row once it has been seen often enough, else 0. A bucket counts up to the threshold; from there on
    // it holds the number of the row. Of two features that share a bucket the one that filled it has the row.
    std::uint32_t row_of(FeatureHash feature) {
        std::uint32_t& held = held_[bucket(feature)];
        if (held >= settings_.least_count) {
            const std::uint32_t row = held - settings_.least_count;
            return names_[row] == feature ? row : 0;
        }
        if (++held < settings_.least_count) return 0;
        const auto row = static_cast<std::uint32_t>(names_.size());
        held = settings_.least_count + row;
        names_.push_back(feature);
        rows_.emplace_back();
        return row;
    }

    // Almost nothing of this is in the cache; it is fetched all at once.
    void find_rows() {
        for (const FeatureHash feature : features_) __builtin_prefetch(&held_[bucket(feature)], 1);
        for (const FeatureHash feature : features_) {
            const std::uint32_t held = held_[bucket(feature)];
            if (held >= settings_.least_count) __builtin_prefetch(&names_[held - settings_.least_count]);
        }
        live_.clear();
        for (const FeatureHash feature : features_) {
            const std::uint32_t row = row_of(feature);
            if (row == 0) continue;
            live_.push_back(row);
            __builtin_prefetch(&rows_[row], 1);
        }
    }

    void gather(const LineText& text, const LinePlace& place, const LineHistory& history) {
        place_features(text, place, features_);
        history_features(text, place, history, past_);
        features_.insert(features_.end(), past_.begin(), past_.end());
    }

    LineEnd drawn(const LineEndScores& probability) {
        constexpr std::size_t kSteps = 1 << 20;
        float left = static_cast<float>(dice_.below(kSteps)) / kSteps;
        std::size_t y = 0;
        while (y + 1 < kLineEnds && (left -= probability[y]) >= 0) ++y;
        return static_cast<LineEnd>(y);
    }

    void step(Row& row, const LineEndScores& gradient) const {
        for (std::size_t y = 0; y < kLineEnds; ++y) {
            const float slope = gradient[y] - settings_.shrink * row.weights[y];
            row.squares[y] += slope * slope;
            row.weights[y] += settings_.rate * slope / std::sqrt(row.squares[y] + 1.0f);
        }
    }

    LineEndTraining settings_;
    Dice dice_{99};
    LargeVector<std::uint32_t> held_;
    LargeVector<Row> rows_;
    LargeVector<FeatureHash> names_;
    std::vector<FeatureHash> features_, past_;
    std::vector<std::uint32_t> live_;
};

}  // namespace

std::string train_line_ends(std::span<const std::string_view> pages, const Words* words,
                            const LineEndTraining& settings) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!pages[i].empty()) order.push_back(i);
    }
    std::vector<std::vector<bool>> ends(pages.size());  // of words
    for (const std::size_t i : order) ends[i] = word_ends(read_line_text(pages[i]), pages[i], words);
    const std::string packed_words = learn_word_classes(pages, ends);
    WordClasses classes;
    if (!WordClasses::view(packed_words, classes)) return {};
    std::vector<std::vector<LineWord>> found(pages.size());  // the words with their classes, found in the first pass
    Trainer trainer(settings);
    Dice dice(7);
    // Each page is cut one way in one pass and the other way in the next.
    for (int pass = 0; pass < settings.passes; ++pass) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
        for (const std::size_t i : order) {
            LineText text = read_line_text(pages[i]);
            if (pass == 0) classes.find(text);
            else text.words = std::move(found[i]);
            const bool at_pauses = (i + static_cast<std::size_t>(pass)) % 2 == 1;
            const Lines lines(text,
                              at_pauses ? cut_at_pauses(text, ends[i], dice.next()) : cut_into_lines(text, ends[i]));
            trainer.learn(lines, pass == 0 ? 0 : settings.own_history);
            found[i] = std::move(text.words);
        }
    }
    return trainer.pack(packed_words);
}

}  // namespace jiaodui
