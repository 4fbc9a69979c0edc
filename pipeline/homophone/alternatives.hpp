// Alternatives: the symbols of an archive that may have been heard as a character, as sets.
//
// A set is made when it is first asked for, and kept: pages have most of their characters in common. Any number of
// threads may ask at once; where two make the same set, one of the two is thrown away.
#pragma once

#include <atomic>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "pipeline/homophone/sound_classes.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {

class Alternatives {
  public:
    // All must outlive it. The archive may be null: then nobody may ask.
    Alternatives(const Pinyin& pinyin, const SoundClasses& classes, const ArchiveLexicon* archive);
    ~Alternatives();
    Alternatives(const Alternatives&) = delete;
    Alternatives& operator=(const Alternatives&) = delete;

    // Of the classes of its readings, alike by the first fuzzy tier at least; itself too.
    [[nodiscard]] const SymbolSet& alike(char32_t ch) const { return kept(alike_, ch, &Alternatives::make_alike); }
    // By one pair of the second fuzzy tier.
    [[nodiscard]] const SymbolSet& near(char32_t ch) const { return kept(near_, ch, &Alternatives::make_near); }

  private:
    struct Kept {
        std::vector<std::atomic<const SymbolSet*>> common;  // of the Han that have readings; owned, null: not made yet
        std::mutex rare_mutex;
        std::unordered_map<char32_t, SymbolSet> rare;  // of all others; places in it stay
    };

    [[nodiscard]] const SymbolSet& kept(Kept& in, char32_t ch, SymbolSet (Alternatives::*make)(char32_t) const) const;
    [[nodiscard]] SymbolSet make_alike(char32_t ch) const;
    [[nodiscard]] SymbolSet make_near(char32_t ch) const;

    const Pinyin& pinyin_;
    const SoundClasses& classes_;
    const ArchiveLexicon* archive_;
    mutable Kept alike_, near_;
};

}  // namespace jiaodui
