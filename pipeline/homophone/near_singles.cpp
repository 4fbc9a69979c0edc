// Which characters stood between the neighbours is two rows of bits; few are left to be counted. Tested by
// tests/unit/homophone/near_singles_test.cpp.
#include "pipeline/homophone/near_singles.hpp"

#include <algorithm>
#include <array>

namespace jiaodui {
namespace {

constexpr float kLeastCost = 12.0f;     // nats, of the place and what follows it
constexpr float kLeastGain = 7.0f;      // nats
constexpr std::size_t kString = 3;      // symbols of a string that counts
constexpr std::uint32_t kAttested = 5;  // occurrences of one

}  // namespace

NearSingles::NearSingles(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources, WordPath& path,
                         Offers& offers)
    : page_(page),
      facts_(facts),
      archive_(*sources.archive),
      alternatives_(sources.alternatives),
      path_(path),
      offers_(offers) {}

std::uint32_t NearSingles::attested(std::size_t at, ArchiveSymbol symbol) const {
    std::uint32_t most = 0;
    for (std::size_t first = at < kString ? 0 : at + 1 - kString; first <= at && first + kString <= page_.size();
         ++first) {
        std::array<ArchiveSymbol, kString> string{};
        std::copy_n(page_.symbols.begin() + static_cast<std::ptrdiff_t>(first), string.size(), string.begin());
        string[at - first] = symbol;
        if (std::all_of(string.begin(), string.end(), [](ArchiveSymbol s) { return s >= archive_symbol::kFirstHan; }))
            most = std::max(most, archive_.count(string));
    }
    return most;
}

bool NearSingles::is_attested(std::size_t at) const {
    std::size_t row = 0;  // of Han, up to a place
    for (std::size_t i = at < kString ? 0 : at + 1 - kString; i < at + kString && i + 1 < page_.size(); ++i) {
        row = page_.is_han_at(i) ? row + 1 : 0;
        if (i >= at && row >= kString && archive_.count(facts_.contexts[i + 1], kString) != 0) return true;
    }
    return false;
}

void NearSingles::look(std::size_t at) {
    if (!offers_.may_change(at) || facts_.suspicious[at] == 0 ||
        facts_.cost(at, ArchiveLexicon::max_order) < kLeastCost || is_attested(at))
        return;
    const ArchiveSymbol before = page_.symbols[at - 1], after = page_.symbols[at + 1];
    const auto behind = archive_.successors(before), ahead = archive_.predecessors(after);
    const bool left = page_.is_han_at(at - 1), right = page_.is_han_at(at + 1);
    hopeful_.clear();
    alternatives_.near(page_.chars[at])
        .for_each_in(
            [&](std::size_t word) {
                return (left ? behind.bits(word) : ArchivePairs::kBits) &
                       (right ? ahead.bits(word) : ArchivePairs::kBits);
            },
            [&](ArchiveSymbol symbol) {
                const float most =
                    archive_.most_after(behind, before, symbol) + archive_.most_before(ahead, symbol, after);
                if (offers_.may_gain(at, 1, most, kLeastGain)) hopeful_.push_back(symbol);
            });
    if (hopeful_.empty() || path_.cover(page_.chars, at, at + 1).length > 1) return;
    for (const ArchiveSymbol symbol : hopeful_) {
        if (attested(at, symbol) < kAttested) continue;
        const SoundClasses::Character put{archive_.character(symbol), symbol};
        offers_.offer(at, std::span(&put, 1), kLeastGain);
    }
}

}  // namespace jiaodui
