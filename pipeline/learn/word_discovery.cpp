// Positions are sorted by the eight Han that begin there; a string's occurrences then stand together, and its
// neighbours are read at them. Only strings that occur kLeast times are looked at. Tested by
// tests/unit/learn/word_discovery_test.cpp.
#include "pipeline/learn/word_discovery.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/learn/pack.hpp"

namespace jiaodui {
namespace {

using namespace archive_words;
using archive_symbol::kFirstHan;

constexpr std::uint32_t kLeast = 4;
constexpr double kLeastCohesion = 3.0;
constexpr double kLeastFreedom = 1.0;

// How many Han begin at each position, as far as eight.
LargeVector<std::uint8_t> reaches(const ArchiveText& text) {
    LargeVector<std::uint8_t> out(text.symbols.size(), 0);
    for (std::size_t i = out.size(); i-- > 0;) {
        if (text.symbols[i] < kFirstHan) continue;
        const std::size_t next = i + 1 < out.size() ? out[i + 1] : 0;
        out[i] = static_cast<std::uint8_t>(std::min(next + 1, kLongest));
    }
    return out;
}

LargeVector<std::uint32_t> sorted_positions(const ArchiveText& text, const LargeVector<std::uint8_t>& reach) {
    LargeVector<std::uint32_t> from;
    for (std::uint32_t i = 0; i < reach.size(); ++i) {
        if (reach[i] > 0) from.push_back(i);
    }
    LargeVector<std::uint32_t> into(from.size());
    std::vector<std::uint32_t> places(text.characters.size() + 2);
    for (std::uint32_t ahead = kLongest; ahead-- > 0;) {
        const auto digit = [&](std::uint32_t at) {
            return ahead < reach[at] ? std::uint32_t{text.symbols[at + ahead]} + 1 : 0u;
        };
        std::fill(places.begin(), places.end(), 0u);
        for (const std::uint32_t at : from) ++places[digit(at) + 1];
        for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
        for (const std::uint32_t at : from) into[places[digit(at)]++] = at;
        std::swap(from, into);
    }
    return from;
}

std::uint64_t hash_of(std::span<const ArchiveSymbol> symbols) {
    std::uint64_t value = symbols.size();
    for (const ArchiveSymbol symbol : symbols) {
        value = (value ^ symbol) * 0x9E3779B97F4A7C15ull;
        value ^= value >> 29;
    }
    return value;
}

// Counts of strings by a 64-bit hash (a million strings collide once in forty million archives; a wrong count then
// costs a word).
class Counts {
  public:
    explicit Counts(std::size_t size) {
        std::size_t slots = 16;
        while (slots < 2 * size) slots *= 2;
        slots_.resize(slots);
    }
    void put(std::span<const ArchiveSymbol> symbols, std::uint32_t count) {
        *slot(hash_of(symbols)) = {hash_of(symbols), count};
    }
    [[nodiscard]] std::uint32_t get(std::span<const ArchiveSymbol> symbols) { return slot(hash_of(symbols))->count; }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t count = 0;
    };
    Slot* slot(std::uint64_t hash) {
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at].count != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
        return &slots_[at];
    }
    LargeVector<Slot> slots_;
};

// Occurrences of one string: positions[begin, end).
struct Run {
    std::uint32_t begin = 0, end = 0;
    std::uint8_t size = 0;
};

class Discovery {
  public:
    explicit Discovery(const ArchiveText& text)
        : text_(text),
          reach_(reaches(text)),
          positions_(sorted_positions(text, reach_)),
          seen_(text.pages + 1, 0),
          neighbours_(text.characters.size(), 0) {}

    std::vector<FoundWord> find() {
        const std::vector<Run> runs = find_runs();
        Counts counts(runs.size());
        for (const Run& run : runs) counts.put(symbols(run), run.end - run.begin);
        std::vector<FoundWord> out;
        for (const Run& run : runs) {
            if (run.size < kShortest) continue;
            const double cohesion = cohesion_of(symbols(run), run.end - run.begin, counts);
            if (cohesion < kLeastCohesion) continue;
            const double freedom = freedom_of(run);
            if (freedom < kLeastFreedom) continue;
            const auto word = symbols(run);
            out.push_back({{word.begin(), word.end()}, run.end - run.begin, pages_of(run), cohesion, freedom});
        }
        std::sort(out.begin(), out.end(), [](const FoundWord& a, const FoundWord& b) { return a.symbols < b.symbols; });
        return out;
    }

  private:
    std::span<const ArchiveSymbol> symbols(const Run& run) const {
        return std::span(text_.symbols).subspan(positions_[run.begin], run.size);
    }

    std::uint32_t common(std::uint32_t a, std::uint32_t b) const {
        const std::uint32_t most = std::min(reach_[a], reach_[b]);
        std::uint32_t n = 0;
        while (n < most && text_.symbols[a + n] == text_.symbols[b + n]) ++n;
        return n;
    }

    // Every string of one to eight Han that occurs kLeast times.
    std::vector<Run> find_runs() const {
        std::vector<Run> out;
        std::array<std::uint32_t, kLongest + 1> open{};  // by size: where its run began
        for (std::uint32_t i = 1; i <= positions_.size(); ++i) {
            const std::uint32_t shared = i < positions_.size() ? common(positions_[i - 1], positions_[i]) : 0;
            for (std::uint32_t size = shared + 1; size <= kLongest; ++size) {
                if (size <= reach_[positions_[i - 1]] && i - open[size] >= kLeast)
                    out.push_back({open[size], i, static_cast<std::uint8_t>(size)});
                open[size] = i;
            }
        }
        return out;
    }

    double cohesion_of(std::span<const ArchiveSymbol> word, std::uint32_t count, Counts& counts) const {
        double least = std::numeric_limits<double>::max();
        const double total = static_cast<double>(text_.han);
        for (std::size_t cut = 1; cut < word.size(); ++cut) {
            const double left = counts.get(word.first(cut)), right = counts.get(word.subspan(cut));
            if (left > 0 && right > 0) least = std::min(least, std::log(count * total / (left * right)));
        }
        return least;
    }

    template <class Neighbour>
    double entropy_of(const Run& run, Neighbour&& neighbour) {
        const double total = run.end - run.begin;
        double sum = 0;  // of n log n
        touched_.clear();
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
            const ArchiveSymbol symbol = neighbour(positions_[i]);
            if (symbol < kFirstHan) continue;  // one of its own: 1 log 1
            if (neighbours_[symbol]++ == 0) touched_.push_back(symbol);
        }
        for (const ArchiveSymbol symbol : touched_) {
            const double n = neighbours_[symbol];
            sum += n * std::log(n);
            neighbours_[symbol] = 0;
        }
        return std::log(total) - sum / total;
    }

    double freedom_of(const Run& run) {
        const double left = entropy_of(run, [&](std::uint32_t at) { return text_.symbols[at - 1]; });
        if (left < kLeastFreedom) return left;
        return std::min(left, entropy_of(run, [&](std::uint32_t at) { return text_.symbols[at + run.size]; }));
    }

    std::uint32_t pages_of(const Run& run) {
        ++stamp_;
        std::uint32_t out = 0;
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
            std::uint32_t& seen = seen_[text_.page_of[positions_[i]]];
            out += seen != stamp_ ? 1 : 0;
            seen = stamp_;
        }
        return out;
    }

    const ArchiveText& text_;
    const LargeVector<std::uint8_t> reach_;
    const LargeVector<std::uint32_t> positions_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t stamp_ = 0;
    std::vector<std::uint32_t> neighbours_;
    std::vector<ArchiveSymbol> touched_;
};

template <class Number>
Number limited(double value) {
    return static_cast<Number>(
        std::clamp(std::lround(value), 0L, static_cast<long>(std::numeric_limits<Number>::max())));
}

}  // namespace

std::vector<FoundWord> discover_words(const ArchiveText& text) { return Discovery(text).find(); }

std::string pack_words(const ArchiveText& text, const std::vector<FoundWord>& words) {
    const auto symbols = static_cast<std::uint32_t>(text.characters.size());
    std::vector<std::uint32_t> firsts(symbols + 1, 0);
    std::vector<Word> rows;
    for (const FoundWord& word : words) {
        Word row;
        std::copy(word.symbols.begin(), word.symbols.end(), row.symbols.begin());
        row.count = word.count;
        row.pages = limited<std::uint16_t>(word.pages);
        row.cohesion = limited<std::uint8_t>(word.cohesion / kCohesionStep);
        row.freedom = limited<std::uint8_t>(word.freedom / kFreedomStep);
        ++firsts[word.symbols.front() + 1];
        rows.push_back(row);
    }
    for (std::size_t i = 1; i < firsts.size(); ++i) firsts[i] += firsts[i - 1];
    Packer out;
    out.put(std::vector<Header>{{symbols, static_cast<std::uint32_t>(rows.size())}});
    out.put(firsts);
    out.put(rows);
    return out.take();
}

}  // namespace jiaodui
