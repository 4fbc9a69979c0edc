// Which characters stood between the neighbours is two rows of bits; few are left to be counted. Tested by
// tests/unit/homophone/near_singles_test.cpp.
#include "pipeline/homophone/near_singles.hpp"

#include <algorithm>
#include <array>

namespace jiaodui {
namespace {

constexpr float kLeastCost = 12.0f;     // nats, of the place and what follows it
constexpr float kLeastGain = 7.0f;      // nats
constexpr std::uint32_t kAttested = 5;  // occurrences of a string of three
constexpr std::uint8_t kTwoPairs = 40;  // twentieths, what a syllable costs whose initial and final both differ

}  // namespace

NearSingles::NearSingles(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources, WordPath& path,
                         Offers& offers)
    : page_(page), facts_(facts), sources_(sources), archive_(*sources.archive), path_(path), offers_(offers) {}

const SymbolSet& NearSingles::alternatives(char32_t ch) {
    const auto [found, is_new] = alternatives_.try_emplace(ch);
    if (!is_new) return found->second;
    const auto readings = sources_.pinyin.readings(ch);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (!SoundClasses::counts(readings[i], i)) continue;
        for (const Pinyin::Neighbour& other : sources_.pinyin.neighbours(readings[i].syllable)) {
            if (other.kind == static_cast<std::uint8_t>(SoundClass::fuzzy2) && other.cost < kTwoPairs)
                add(ch, other.syllable, found->second);
        }
    }
    return found->second;
}

void NearSingles::add(char32_t ch, Syllable syllable, SymbolSet& to) const {
    for (const std::uint16_t other : sources_.pinyin.characters(syllable)) {
        const ArchiveSymbol symbol = archive_.symbol(other);
        if (symbol >= archive_symbol::kFirstHan && sources_.classes.relation(ch, other) == SoundClass::fuzzy2)
            to.add(symbol);
    }
}

std::uint32_t NearSingles::attested(std::size_t at, ArchiveSymbol symbol) const {
    std::uint32_t most = 0;
    for (std::size_t first = at < 2 ? 0 : at - 2; first <= at && first + 3 <= page_.size(); ++first) {
        std::array<ArchiveSymbol, 3> string{};
        std::copy_n(page_.symbols.begin() + static_cast<std::ptrdiff_t>(first), string.size(), string.begin());
        string[at - first] = symbol;
        if (std::all_of(string.begin(), string.end(), [](ArchiveSymbol s) { return s >= archive_symbol::kFirstHan; }))
            most = std::max(most, archive_.count(string));
    }
    return most;
}

void NearSingles::look(std::size_t at) {
    if (!offers_.may_change(at) || facts_.suspicious[at] == 0 ||
        facts_.cost(at, ArchiveLexicon::max_order) < kLeastCost || attested(at, page_.symbols[at]) != 0)
        return;
    const ArchiveSymbol before = page_.symbols[at - 1], after = page_.symbols[at + 1];
    const auto behind = archive_.successors(before), ahead = archive_.predecessors(after);
    const bool left = page_.is_han_at(at - 1), right = page_.is_han_at(at + 1);
    hopeful_.clear();
    alternatives(page_.chars[at])
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
