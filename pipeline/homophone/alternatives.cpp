// Tested by tests/unit/homophone/alternatives_test.cpp.
#include "pipeline/homophone/alternatives.hpp"

#include <cstdint>
#include <memory>

namespace jiaodui {
namespace {

constexpr std::size_t kCommon = Pinyin::last_han - Pinyin::first_han + 1;
constexpr std::uint8_t kTwoPairs = 40;  // twentieths, what a syllable costs whose initial and final both differ

}  // namespace

Alternatives::Alternatives(const Pinyin& pinyin, const SoundClasses& classes, const ArchiveLexicon* archive)
    : pinyin_(pinyin), classes_(classes), archive_(archive) {
    if (archive == nullptr) return;
    for (Kept* sets : {&alike_, &near_}) sets->common = std::vector<std::atomic<const SymbolSet*>>(kCommon);
}

Alternatives::~Alternatives() {
    for (const Kept* sets : {&alike_, &near_}) {
        for (const auto& set : sets->common) delete set.load(std::memory_order_relaxed);
    }
}

const SymbolSet& Alternatives::kept(Kept& in, char32_t ch, SymbolSet (Alternatives::*make)(char32_t) const) const {
    if (ch < Pinyin::first_han || ch > Pinyin::last_han) {
        const std::scoped_lock lock(in.rare_mutex);
        const auto [at, is_new] = in.rare.try_emplace(ch);
        if (is_new) at->second = (this->*make)(ch);
        return at->second;
    }
    std::atomic<const SymbolSet*>& place = in.common[ch - Pinyin::first_han];
    const SymbolSet* present = place.load(std::memory_order_acquire);
    if (present != nullptr) return *present;
    auto fresh = std::make_unique<const SymbolSet>((this->*make)(ch));
    if (place.compare_exchange_strong(present, fresh.get(), std::memory_order_acq_rel)) return *fresh.release();
    return *present;
}

SymbolSet Alternatives::make_alike(char32_t ch) const {
    SymbolSet out;
    out.add(archive_->symbol(ch));
    const Likeness likeness(pinyin_, classes_, ch);
    for (const SoundClasses::Class sound : classes_.of(ch)) {
        for (const SoundClasses::Character& one : classes_.members(sound)) {
            if (!SoundClasses::never(ch, one.ch) && likeness.of(one.ch) <= SoundClass::fuzzy1) out.add(one.symbol);
        }
    }
    return out;
}

SymbolSet Alternatives::make_near(char32_t ch) const {
    SymbolSet out;
    const Likeness likeness(pinyin_, classes_, ch);
    for (const Syllable syllable : classes_.syllables(ch)) {
        for (const Pinyin::Neighbour& other : pinyin_.neighbours(syllable)) {
            if (other.kind != static_cast<std::uint8_t>(SoundClass::fuzzy2) || other.cost >= kTwoPairs) continue;
            for (const std::uint16_t one : pinyin_.characters(other.syllable)) {
                const ArchiveSymbol symbol = archive_->symbol(one);
                if (symbol >= archive_symbol::kFirstHan && likeness.of(one) == SoundClass::fuzzy2) out.add(symbol);
            }
        }
    }
    return out;
}

}  // namespace jiaodui
