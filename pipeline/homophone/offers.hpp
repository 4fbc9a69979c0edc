// Offers: the candidates of a page as they are found, with what decides whether one is worth a closer look.
//
// A candidate is given by what changes, from its first changed character to its last, once only. With an archive it
// must gain a least number of nats over the text, and not lie far behind the best one that overlaps it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/homophone/place_facts.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {

struct Candidate {
    static constexpr std::size_t max_characters = 4;
    std::uint32_t begin = 0, end = 0;  // places in the page's row of symbols
    std::array<char32_t, max_characters> chars{};
    float archive_gain = 0;  // nats; 0 without an archive

    [[nodiscard]] std::span<const char32_t> put() const { return {chars.data(), end - begin}; }
};

class Offers {
  public:
    using Character = SoundClasses::Character;

    // All that is given must outlive it.
    Offers(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources);

    // A Han character that nobody has locked.
    [[nodiscard]] bool may_change(std::size_t i) const {
        return i < page_.size() && page_.is_han_at(i) && page_.locked[i] == 0;
    }
    // False when no row of `size` characters from place i on can gain `least`, or stand beside what has been offered
    // there, if `most` is the most that the log_probabilities of its characters and of the one behind it sum to.
    [[nodiscard]] bool may_gain(std::size_t i, std::size_t size, float most, float least) const {
        return facts_.cost(i, size + kReach) + unchanged_[i + size][0] + most >=
               least_of(i, i + size, least) - kRounding;
    }
    // The same, with what is most for this row.
    [[nodiscard]] bool may_gain(std::size_t i, std::span<const Character> row, float least) const {
        return sources_.archive == nullptr || may_gain(i, row.size(), most(i, row), least);
    }
    // The row instead of the text from place i on, if that gains `least`; all its places may change.
    void offer(std::size_t i, std::span<const Character> row, float least);
    // Those that stood, in order of begin, end, chars.
    [[nodiscard]] std::vector<Candidate> take();

  private:
    static constexpr std::size_t kReach = ArchiveLexicon::max_order - 1;
    static constexpr float kBehind = 7.0f;     // nats that a candidate may lie behind the best one at its place
    static constexpr float kRounding = 0.01f;  // of sums in another order

    struct Offer {
        Candidate candidate;
        float worth = 0;  // its gain, less the less alike the sounds are
    };

    [[nodiscard]] bool lengthens_number(std::size_t place, char32_t put) const;
    // What stands at a place instead of the text, after the text before it: much is offered that begins so.
    struct Begin {
        std::uint32_t place = 0;
        ArchiveSymbol symbol = 0;
        float log_probability = 0;
        ArchiveLexicon::Context context;  // with it
    };
    static constexpr std::size_t kPlaces = 4, kSymbols = 256;

    [[nodiscard]] const Begin& begin_with(std::uint32_t place, ArchiveSymbol symbol);
    [[nodiscard]] float gain(const Candidate& one, std::span<const Character> put, float least);
    [[nodiscard]] float most(std::size_t i, std::span<const Character> row) const;
    [[nodiscard]] float worth(const Candidate& one) const;
    [[nodiscard]] float best_over(std::size_t begin, std::size_t end) const {
        float best = best_[begin];
        for (std::size_t i = begin + 1; i < end; ++i) best = std::max(best, best_[i]);
        return best;
    }
    // No candidate is worth more than it gains.
    [[nodiscard]] float least_of(std::size_t begin, std::size_t end, float least) const {
        return std::max(least, best_over(begin, end) - kBehind - kRounding);
    }
    void look_ahead();

    const PageSymbols& page_;
    const PlaceFacts& facts_;
    const SoundSources& sources_;
    std::vector<ArchiveSymbol> symbols_;  // of the page; changed only while something is scored
    std::vector<float> best_;             // the most that a candidate over a place is worth
    // By place that may be the first behind a candidate: the most that the log_probabilities of the unchanged symbols
    // behind it sum to, all of them, all but the first, the last.
    std::vector<std::array<float, kReach - 1>> unchanged_;
    std::vector<Begin> begins_;  // the latest, by place and symbol
    std::vector<Offer> all_;
};

}  // namespace jiaodui
