// Pinyin: how characters and words are read, which words sound so, and how like two sounds are.
//
// Syllables are toneless and spelt as libime's sc.dict spells them (lv, nve; r, n, m, ng are syllables); they are
// numbers from 0 to syllables() - 1, in the order of their spelling. Words (two characters and more) and their readings
// are those of sc.dict; the readings of a character join sc.dict with Unihan (kMandarin, kTGHZ2013, kXHC1983,
// kHanyuPinlu), which alone knows tones. How alike two syllables are stands in dictionaries/pinyin/fuzzy.tsv.
//
// All of it is one file, `share/jiaodui/pinyin.bin`, made at build time and used where it lies in memory: opening it
// reads a header. A program built without libime's dictionary or Debian's unicode-data has no such file; load() then
// says `unavailable`. Whatever the bytes, reading stays inside them.
//
// Immutable; safe to share between threads. Views are of the file and live as long as it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"

namespace jiaodui {

using Syllable = std::uint16_t;
using WordId = std::uint32_t;

// One reading of a character.
struct Reading {
    Syllable syllable = 0;
    std::uint8_t tones = 0;  // bit 0 to 4: tone 1 to 5 (5 is the neutral one); 0: no source knows
    std::uint8_t share = 0;  // how often the character is read so, of 255; 0: hardly ever
};

// In this order from like to unlike. The tiers are those of fuzzy.tsv.
enum class SoundClass : std::uint8_t { same_tone, same_syllable, fuzzy1, fuzzy2, other };

// How like two syllables are. The cost is a log10 of how rarely one is heard for the other, on top of what an error of
// the same syllable costs: 0 for the same syllable; of fuzzy pairs 1 for the commonest and 0.5 more for every ten times
// rarer, the sum where initial and final differ. Nothing is said of `other` (cost 9).
struct SoundRelation {
    SoundClass kind = SoundClass::other;
    float cost = 9;
};

// A syllable that may stand at a place of a sequence, and what it costs there.
struct SoundChoice {
    Syllable syllable = 0;
    float cost = 0;
};
struct SoundHit {
    static constexpr std::size_t head_size = 4;

    WordId word = 0;
    float cost = 0;
    // So that nobody has to look the word up:
    std::array<std::uint16_t, head_size> head{};  // its first characters; 0 behind its end
    float model_score = 0;                        // as Pinyin::model_score; -infinity where no model knows the word
};

class LanguageModel;

class Pinyin {
  public:
    static constexpr std::size_t max_characters = 12;  // of a word
    static constexpr std::size_t han_bytes = 3;        // of every character of a word

    Pinyin() = default;
    // ErrorCode::unavailable when there is no such file, invalid_value when it is not one of ours.
    static Result<Pinyin> load(const std::string& path, Paging paging = Paging::small);
    // Uses the bytes where they lie; they must outlive the object and be aligned to 8.
    static Result<Pinyin> view(std::string_view bytes);
    // The bytes of a pinyin.bin: lines of `word rea'ding weight` as `libime_pinyindict -d` prints, Unihan_Readings.txt,
    // fuzzy.tsv. With a language model the words' and characters' places in it are stored too, for a program that runs
    // with the same one.
    static Result<std::string> pack(std::string_view words, std::string_view unihan, std::string_view fuzzy,
                                    const LanguageModel* model = nullptr);

    // --- syllables
    [[nodiscard]] std::size_t syllables() const { return count_; }
    [[nodiscard]] std::string_view name(Syllable syllable) const;
    // Also with ü or v for ü; without tone.
    [[nodiscard]] std::optional<Syllable> syllable(std::string_view name) const;
    [[nodiscard]] SoundRelation relation(Syllable a, Syllable b) const;
    // The fuzzy ones of a syllable with the cost, not itself; by syllable.
    struct Neighbour {
        Syllable syllable = 0;
        std::uint8_t kind = 0;  // a SoundClass
        std::uint8_t cost = 0;  // in twentieths
    };
    [[nodiscard]] std::span<const Neighbour> neighbours(Syllable syllable) const;

    // --- characters of the basic plane; others have no reading
    // The commonest first.
    [[nodiscard]] std::span<const Reading> readings(char32_t ch) const {
        if (ch < first_han || ch > last_han) return {};
        return part<Reading>(readings_, char_index_, ch - first_han);
    }
    [[nodiscard]] bool has_reading(char32_t ch, Syllable syllable) const;
    // The tones of the character when it is read so; 0 when nothing is known.
    [[nodiscard]] std::uint8_t tones(char32_t ch, Syllable syllable) const;
    // The best relation over all readings of both; same_tone where a tone is shared.
    [[nodiscard]] SoundRelation relation_of(char32_t a, char32_t b) const;
    // Characters with that reading, those read so most often first (as far as a source counts).
    [[nodiscard]] std::span<const std::uint16_t> characters(Syllable syllable) const;

    // --- words, in the order of their bytes
    [[nodiscard]] std::size_t words() const { return word_count_; }
    [[nodiscard]] std::string_view word(WordId id) const;
    [[nodiscard]] std::size_t word_readings(WordId id) const;
    // Its nth reading, one syllable a character.
    [[nodiscard]] std::span<const Syllable> word_sound(WordId id, std::size_t nth = 0) const;
    [[nodiscard]] std::optional<WordId> find(std::string_view word) const;
    // The words that begin at the head of the text are all in [first, last); each must still be compared. Words
    // with the same first two characters lie together, so the range is short.
    struct WordRange {
        WordId first = 0, last = 0;
    };
    [[nodiscard]] WordRange words_at(std::string_view text) const;
    // The word's place in the language model and its score alone there, log10. Only when knows_model() is true.
    [[nodiscard]] std::uint32_t model_word(WordId id) const;
    [[nodiscard]] float model_score(WordId id) const;
    [[nodiscard]] bool knows_model(std::uint64_t fingerprint) const;
    // The same of every character from first_han to last_han as a word of its own; empty when there was no model.
    struct ModelCharacter {
        std::uint32_t word = 0;
        float score = 0;
    };
    [[nodiscard]] std::span<const ModelCharacter> model_characters() const { return model_characters_; }

    // --- words by sound
    // Appends the dictionary words of sound.size() characters (2 to max_characters) that can be read as one choice of
    // each place with costs that sum to at most max_cost. No order is promised but it is always the same.
    void words_like(std::span<const std::span<const SoundChoice>> sound, float max_cost,
                    std::vector<SoundHit>& out) const;

    // The same place by place, so that words of several lengths are found on one way: add() says what the next
    // character sounds like, take() gives the words of exactly as many characters. Its memory is used again.
    class SoundSearch {
      public:
        // The dictionary must outlive it.
        SoundSearch(const Pinyin& pinyin, float max_cost) : pinyin_(pinyin), max_cost_(max_cost) {}
        void begin() { places_ = 0; }
        void add(std::span<const SoundChoice> choices);
        // No word begins so; only of two places and more.
        [[nodiscard]] bool empty() const { return places_ > 1 && rows_.empty(); }
        void take(std::vector<SoundHit>& out) const;

      private:
        struct Rows {  // that agree with one choice of each place
            std::uint32_t first = 0, last = 0;
            Syllable syllable = 0;  // the last one chosen
            float cost = 0;
        };
        [[nodiscard]] Rows narrowed(const Rows& rows, Syllable syllable) const;

        const Pinyin& pinyin_;
        float max_cost_;
        std::size_t places_ = 0;
        std::vector<Rows> rows_, longer_;
    };

    static constexpr char32_t first_han = 0x3400, last_han = 0x9FFF;

  private:
    struct WordRow {
        std::uint32_t text = 0;   // in blob_
        std::uint32_t sound = 0;  // in sounds_
        std::uint8_t characters = 0;
        std::uint8_t readings = 0;
        std::uint16_t reserved = 0;
        std::uint32_t model_word = 0;
        float model_score = 0;
    };
    // Sorted by the sequence of syllables, of which the first two are the pair's in pair_index_. The next ones lie in
    // the row, so that a search reads rows only, which lie together.
    struct SoundRow {
        static constexpr std::size_t kFirst = 2, kEnd = 4;  // places of the sequence that lie here
        WordId word = 0;
        std::uint32_t sound = 0;
        std::array<std::uint16_t, kEnd - kFirst> next{};  // syllable + 1; 0 where the sequence has ended
    };
    // What the word of such a row is, beside it and not in it: a search reads many rows for one word that it takes.
    struct Spelt {
        std::array<std::uint16_t, SoundHit::head_size> head{};
        float model_score = 0;
    };
    struct Slot {  // of the first two characters
        WordId first = 0, last = 0;
        std::uint32_t head = 0;  // pinyin_file::head_of
    };
    struct Builder;

    template <class T>
    static std::span<const T> part(std::span<const T> all, std::span<const std::uint32_t> index, std::size_t at) {
        const std::size_t first = index[at], last = index[at + 1];
        return first <= last && last <= all.size() ? all.subspan(first, last - first) : std::span<const T>();
    }
    [[nodiscard]] std::span<const Syllable> syllables_at(std::uint32_t at, std::size_t size) const {
        return at <= sounds_.size() && size <= sounds_.size() - at ? sounds_.subspan(at, size)
                                                                   : std::span<const Syllable>();
    }
    // Of a row of by_sound_.
    [[nodiscard]] std::span<const Syllable> syllables_of(std::size_t at) const {
        const WordRow* word = row(by_sound_[at].word);
        return word != nullptr ? syllables_at(by_sound_[at].sound, word->characters) : std::span<const Syllable>();
    }
    // The syllable + 1 at a place (2 and more) of such a row; 0 where the sequence has ended.
    [[nodiscard]] std::uint32_t step_of(std::size_t at, std::size_t place) const {
        if (place < SoundRow::kEnd) return by_sound_[at].next[place - SoundRow::kFirst];
        const auto syllables = syllables_of(at);
        return place < syllables.size() ? syllables[place] + 1u : 0;
    }
    [[nodiscard]] const WordRow* row(WordId id) const { return id < words_.size() ? &words_[id] : nullptr; }

    std::shared_ptr<const MappedFile> file_;
    std::size_t count_ = 0;
    std::size_t word_count_ = 0;
    std::uint64_t model_ = 0;
    std::span<const char> names_;  // eight bytes each
    std::span<const std::uint32_t> char_index_;
    std::span<const Reading> readings_;
    std::span<const std::uint32_t> syllable_index_;
    std::span<const std::uint16_t> characters_;
    std::span<const WordRow> words_;
    std::span<const char> blob_;
    std::span<const Syllable> sounds_;
    std::span<const Slot> slots_;
    std::span<const SoundRow> by_sound_;
    std::span<const Spelt> spelt_;  // by row of by_sound_
    std::span<const std::uint32_t> pair_index_;
    std::span<const std::uint8_t> relations_;
    std::span<const std::uint32_t> neighbour_index_;
    std::span<const Neighbour> neighbours_;
    std::span<const ModelCharacter> model_characters_;
};

}  // namespace jiaodui
