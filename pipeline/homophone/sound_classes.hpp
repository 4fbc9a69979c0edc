// SoundClasses: which characters may have been heard for which.
//
// Syllables that differ by pairs of the first fuzzy tier only (dictionaries/pinyin/fuzzy.tsv) are one class. A
// character belongs to the class of each of its readings that is not hardly ever used. Characters are listed by class,
// those first that the archive has most often (without an archive: that the language model finds likeliest), and only
// those that occur at all. Some characters are never put for each other, because no n-gram can tell which is meant:
// 的地得, 他她它, 在再, 做作, 那哪, one numeral for another, the particles at the end of a sentence, two spellings of
// one character (余馀).
//
// Made once, immutable, shared between threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class ArchiveLexicon;
class LanguageModel;

class SoundClasses {
  public:
    using Class = std::uint16_t;
    struct Character {
        char32_t ch = 0;
        ArchiveSymbol symbol = 0;  // 0 without an archive
    };

    SoundClasses(const Pinyin& pinyin, const LanguageModel* model, const ArchiveLexicon* archive);

    // The classes of a character's readings, without repetitions; empty where it has no reading.
    [[nodiscard]] std::span<const Class> of(char32_t ch) const;
    // The syllables of the readings that count; empty where it has none.
    [[nodiscard]] std::span<const Syllable> syllables(char32_t ch) const {
        if (ch < kFirst || ch > kLast) return {};
        return {&syllables_[(ch - kFirst) * kMost], syllable_count_[ch - kFirst]};
    }
    // Characters of a class.
    [[nodiscard]] std::span<const Character> members(Class sound) const {
        return sound + 1u < begins_.size()
                   ? std::span(members_).subspan(begins_[sound], begins_[sound + 1] - begins_[sound])
                   : std::span<const Character>();
    }
    // The best relation over the readings that count.
    [[nodiscard]] SoundClass relation(char32_t a, char32_t b) const;
    // Both belong to one group of those never put for each other.
    [[nodiscard]] static bool never(char32_t a, char32_t b);
    // A digit run or a character that writes a number.
    [[nodiscard]] static bool is_numeral(char32_t ch);
    // Readings that count: the first, and those used in a hundredth of all cases or more.
    [[nodiscard]] static bool counts(const Reading& reading, std::size_t nth) { return nth == 0 || reading.share >= 3; }

  private:
    static constexpr char32_t kFirst = Pinyin::first_han, kLast = Pinyin::last_han;
    static constexpr std::size_t kMost = 3;  // classes of a character

    const Pinyin& pinyin_;
    std::vector<Class> class_of_syllable_;
    std::vector<std::uint32_t> begins_;
    std::vector<Character> members_;
    std::vector<Class> classes_;       // kMost for each character
    std::vector<std::uint8_t> count_;  // of them
    std::vector<Syllable> syllables_;  // so, too
    std::vector<std::uint8_t> syllable_count_;
};

// How like one character many others sound, but for the tone (same_syllable at best): a look-up for each.
class Likeness {
  public:
    // The readings and classes must outlive it.
    Likeness(const Pinyin& pinyin, const SoundClasses& classes, char32_t ch);

    [[nodiscard]] SoundClass of(char32_t other) const {
        SoundClass best = SoundClass::other;
        for (const Syllable syllable : classes_.syllables(other)) best = std::min(best, by_syllable_[syllable]);
        return best;
    }

  private:
    const SoundClasses& classes_;
    std::vector<SoundClass> by_syllable_;
};

}  // namespace jiaodui
