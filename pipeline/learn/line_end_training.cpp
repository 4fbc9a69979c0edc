// Tested by tests/unit/learn/line_end_training_test.cpp; measured by tests/measure/line_ends.py.
#include "pipeline/learn/line_end_training.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/base/large_vector.hpp"
#include "pipeline/stage/page_lines.hpp"
#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

constexpr char kNextParagraph = '\x1E';
constexpr char kBarrier = '\x0C';
constexpr std::uint32_t kShortest = 8, kLongest = 18;  // of lines that are cut at a width
constexpr int kBucketBits = 24;
constexpr std::size_t kLongestWord = 8;

// A small generator whose numbers are the same everywhere (splitmix64).
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t x = state_ += 0x9E3779B97F4A7C15ULL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

  private:
    std::uint64_t state_;
};

bool ends_text(const LineGap& gap) { return gap.barrier || gap.paragraph; }

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

// How many of a thousand captions that could end after a symbol do, after so many characters.
struct Pauses {
    std::uint32_t up_to;
    std::size_t at_word, at_enumeration, at_comma, at_stop;
};
// Rounded from counts on captions beside their edited text: 8 % of 、, 73 % of ，, 93 % of what ends a sentence; half
// of all lines have 8 to 15 characters (docs/segment.md).
constexpr Pauses kPauses[] = {
    {3, 0, 0, 0, 0}, {5, 5, 40, 500, 930}, {9, 25, 40, 700, 930}, {16, 60, 120, 800, 930}, {24, 150, 300, 920, 930}};
constexpr Pauses kLongLine = {0, 750, 300, 920, 930};

// Where no mark stands a speaker pauses between phrases, not between any two words: hardly ever before 的 or after 在,
// often before 并 and after 等. Picked by counts: how often raw captions end before and after a character, less how
// often the archive has a mark there.
constexpr std::u32string_view kBeginsNoLine = U"的了年月日亿万个元着过时们次些么%";
constexpr std::u32string_view kBeginsLines = U"并其他从去我直以同这作正还可在与实特要集都为不两对更也已将被由因使给";
constexpr std::u32string_view kEndsNoLine =
    U"和在是也但而被从不与着向对就到有这于至经都大各该每且及以为把将会要能可很更最新次第";
constexpr std::u32string_view kEndsLines = U"中制下议子元等高上位品题万件亿统力局司化费学府%者后起立间";
constexpr std::size_t kLinesBegin = 6, kLinesEnd = 3;  // times as often

std::size_t between_phrases(char32_t before, char32_t after) {
    const auto is_one = [](std::u32string_view of, char32_t ch) { return of.find(ch) != std::u32string_view::npos; };
    if (is_one(kEndsNoLine, before) || is_one(kBeginsNoLine, after)) return 0;
    return (is_one(kEndsLines, before) ? kLinesEnd : 1) * (is_one(kBeginsLines, after) ? kLinesBegin : 1);
}

// Another symbol follows.
bool pauses_after(const LineText& text, std::uint32_t i, std::uint32_t length, Dice& dice) {
    const LineGap& gap = text.symbols[i].gap;
    const auto* row =
        std::find_if(std::begin(kPauses), std::end(kPauses), [&](const Pauses& one) { return length <= one.up_to; });
    const Pauses& often = row == std::end(kPauses) ? kLongLine : *row;
    const std::size_t of_thousand =
        !gap.marked ? often.at_word * between_phrases(text.symbols[i].symbol, text.symbols[i + 1].symbol)
        : gap.mark == LineEnd::enumeration ? often.at_enumeration
        : gap.mark == LineEnd::comma       ? often.at_comma
                                           : often.at_stop;
    return dice.below(1000) < of_thousand;
}

// The page's lines as places with what stood there, in order, for training.
class Lines {
  public:
    Lines(const LineText& text, std::vector<std::uint32_t> ends)
        : text_(text), ends_(std::move(ends)), width_(width_of(text, ends_)) {}

    template <class Visit>
    void visit(Visit&& visit) const {
        LineHistory history;
        std::uint32_t begin = 0, previous = 0;
        for (std::size_t k = 0; k < ends_.size(); ++k) {
            const std::uint32_t symbol = ends_[k];
            const LineGap& gap = text_.symbols[symbol].gap;
            const LineEnd end = class_of(gap);
            if (!unknown(gap)) {
                const std::uint32_t next_end = k + 1 < ends_.size() ? ends_[k + 1] : symbol;
                const LinePlace place{symbol, begin, next_end, previous, width_};
                visit(text_, place, history, end);
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

    void learn(const Lines& lines) {
        lines.visit([&](const LineText& text, const LinePlace& place, const LineHistory& history, LineEnd end) {
            gather(text, place, history);
            find_rows();
            LineEndScores scores{};
            for (const std::uint32_t row : live_) {
                for (std::size_t y = 0; y < kLineEnds; ++y) scores[y] += rows_[row].weights[y];
            }
            to_probabilities(scores);
            for (float& score : scores) score = -score;
            scores[static_cast<std::size_t>(end)] += 1;
            for (const std::uint32_t row : live_) step(rows_[row], scores);
        });
    }

    [[nodiscard]] std::string pack() const {
        constexpr float kSmall = 0.03f;
        LineEndTable table;
        for (std::size_t row = 1; row < rows_.size(); ++row) {
            const auto small = [](float weight) { return std::abs(weight) < kSmall; };
            const LineEndScores& weights = rows_[row].weights;
            if (std::all_of(weights.begin(), weights.end(), small)) continue;
            table.put(names_[row], weights);
        }
        return table.size() == 0 ? std::string() : table.pack();
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

    void step(Row& row, const LineEndScores& gradient) const {
        for (std::size_t y = 0; y < kLineEnds; ++y) {
            const float slope = gradient[y] - settings_.shrink * row.weights[y];
            row.squares[y] += slope * slope;
            row.weights[y] += settings_.rate * slope / std::sqrt(row.squares[y] + 1.0f);
        }
    }

    LineEndTraining settings_;
    LargeVector<std::uint32_t> held_;
    LargeVector<Row> rows_;
    LargeVector<FeatureHash> names_;
    std::vector<FeatureHash> features_, past_;
    std::vector<std::uint32_t> live_;
};

}  // namespace

std::string gather_line_text(const Document& page) {
    const LineText text = page_lines(page);
    if (shape_of(text) != PageShape::paragraphs) return {};
    std::string out;
    std::uint32_t done = 0;
    for (const LineSymbol& symbol : text.symbols) {
        // What stands before a symbol belongs to it, but for what stands before a region.
        const bool first = out.empty() || out.back() == kNextParagraph || out.back() == kBarrier;
        const std::uint32_t begin = first ? symbol.at.begin : done;
        out += std::string_view(page.view).substr(begin, symbol.at.end - begin);
        done = symbol.at.end;
        const LineGap& gap = symbol.gap;
        if (ends_text(gap)) {
            if (gap.marked) out += gap.odd ? "；" : mark_of(gap.mark);
            out += gap.paragraph ? kNextParagraph : kBarrier;
        } else if (gap.line && gap.line_at.empty()) {
            out += std::string_view(page.view).substr(done, gap.line_at.begin - done);
            out += '\n';
            done = gap.line_at.end;
        }
    }
    return out;
}

LineText read_line_text(std::string_view gathered) {
    LineText text;
    for (std::size_t at = 0; at < gathered.size();) {
        const std::size_t end = std::min(gathered.find_first_of(std::string_view("\x1E\x0C"), at), gathered.size());
        const std::size_t before = text.symbols.size();
        append_region(text, gathered, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, {});
        if (end < gathered.size() && gathered[end] == kNextParagraph && text.symbols.size() > before) {
            text.symbols.back().gap.barrier = false;
            text.symbols.back().gap.paragraph = true;
        }
        at = end + 1;
    }
    return text;
}

std::vector<bool> word_ends(const LineText& text, std::string_view bytes, const Words* words) {
    const std::size_t size = text.symbols.size();
    std::vector<bool> ends(size, true);
    if (words == nullptr) return ends;
    for (std::size_t i = 0; i < size;) {
        std::size_t longest = 1;
        for (std::size_t n = 1; n < kLongestWord && i + n < size; ++n) {
            const LineSymbol& before = text.symbols[i + n - 1];
            const LineSymbol& here = text.symbols[i + n];
            if (before.at.end != here.at.begin || !is_han(before.symbol) || !is_han(here.symbol)) break;
            if (words->contains(bytes.substr(text.symbols[i].at.begin, here.at.end - text.symbols[i].at.begin)))
                longest = n + 1;
        }
        for (std::size_t n = 0; n + 1 < longest; ++n) ends[i + n] = false;
        i += longest;
    }
    return ends;
}

std::vector<std::uint32_t> cut_into_lines(const LineText& text, const std::vector<bool>& word_ends) {
    std::vector<std::uint32_t> out;
    const auto size = static_cast<std::uint32_t>(text.symbols.size());
    for (std::uint32_t begin = 0; begin < size;) {
        std::uint32_t length = 0, last_word = size, end = size - 1;
        for (std::uint32_t i = begin; i < size; ++i) {
            const LineGap& gap = text.symbols[i].gap;
            length += text.symbols[i].width;
            if (ends_text(gap) || (length >= kShortest && (gap.marked || gap.line))) {
                end = i;
                break;
            }
            if (length >= kShortest && length <= kLongest && word_ends[i]) last_word = i;
            if (length >= kLongest) {
                end = last_word < size ? last_word : i;
                break;
            }
        }
        out.push_back(end);
        begin = end + 1;
    }
    return out;
}

std::vector<std::uint32_t> cut_at_pauses(const LineText& text, const std::vector<bool>& word_ends, std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::uint32_t> out;
    const auto size = static_cast<std::uint32_t>(text.symbols.size());
    std::uint32_t length = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
        const LineGap& gap = text.symbols[i].gap;
        length += text.symbols[i].width;
        const bool ends = i + 1 == size || ends_text(gap) || gap.line;
        if (ends || (word_ends[i] && pauses_after(text, i, length, dice))) {
            out.push_back(i);
            length = 0;
        }
    }
    return out;
}

std::string train_line_ends(std::span<const std::string_view> pages, const Words* words,
                            const LineEndTraining& settings) {
    Trainer trainer(settings);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!pages[i].empty()) order.push_back(i);
    }
    std::vector<std::vector<bool>> ends(pages.size());  // of words, found in the first pass
    Dice dice(7);
    // Each page is cut one way in one pass and the other way in the next.
    for (int pass = 0; pass < settings.passes; ++pass) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
        for (const std::size_t i : order) {
            const LineText text = read_line_text(pages[i]);
            if (ends[i].empty()) ends[i] = word_ends(text, pages[i], words);
            const bool at_pauses = (i + static_cast<std::size_t>(pass)) % 2 == 1;
            trainer.learn(
                Lines(text, at_pauses ? cut_at_pauses(text, ends[i], dice.next()) : cut_into_lines(text, ends[i])));
        }
    }
    return trainer.pack();
}

}  // namespace jiaodui
