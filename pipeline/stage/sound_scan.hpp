// SoundScan: the places of a page that sound like some terms, weighed by the language model.
//
// What the rules of the stage `homophone` that go by lists of terms have in common: the terms of the glossaries
// (sound_terms.hpp) and those of the page itself (page_terms.hpp). A traditional page is read as if simplified, each
// conversion that keeps the number of characters. Of places that overlap the longest stays. Immutable; safe to share
// between threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/segmenter.hpp"
#include "pipeline/lexicon/sound_index.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"

namespace jiaodui {

class ScriptConverter;

// How a stretch lies among the words that the writer's text is read as.
enum class SpanKind : std::uint8_t {
    free,   // it cuts none
    cross,  // an edge cuts a word
    part,   // it lies within a word
    word,   // it is read as one word
};

// A stretch of characters that terms may stand in, as it is read (simplified), and where each stands in the draft.
struct SoundRun {
    std::u32string characters;
    std::vector<std::uint32_t> at;  // one more than characters: the end
};

struct SoundPlace {
    std::uint32_t run = 0;
    SoundMatch match;
    DraftSpan at;
    SpanKind kind = SpanKind::free;
    bool word = false;   // of the dictionary
    bool loose = false;  // a differing character at an edge is a common word of its own there, or all of it are words
    bool lonely_left = false, lonely_right = false;  // a rare single character stands beside it
    // How much likelier (log10) the sentence is with the term, less 0.5 for a character of the same tone, 1.0 for one
    // of another tone, 1.5 for a similar syllable. Equal stretches have the mean of their margins.
    float margin = 0;
    std::vector<std::uint32_t> rivals;  // other terms that fit as well
};

struct SoundPlaces {
    std::vector<SoundRun> runs;
    std::vector<SoundPlace> places;
    std::map<std::uint32_t, std::uint32_t> exact;  // how often the page has the term itself
};

class SoundScan {
  public:
    explicit SoundScan(const SoundLexicon& sound) : sound_(sound), pinyin_(*sound.pinyin()) {}

    // `terms`: the texts that the index's ids number. Nothing where there is no language model.
    [[nodiscard]] SoundPlaces find(const Draft& draft, const SoundIndex& index,
                                   std::span<const std::string> terms) const;

    [[nodiscard]] const Pinyin& pinyin() const { return pinyin_; }
    // Null when it is not installed.
    [[nodiscard]] const Segmenter* segmenter() const;
    [[nodiscard]] const ScriptConverter* simplifier() const;

  private:
    void add_runs(std::string_view text, Span within, bool traditional, std::vector<SoundRun>& runs) const;
    void add_runs_of(const SoundIndex& index, std::string_view text, Span within, std::vector<SoundRun>& runs) const;
    void gather(const Draft& draft, std::uint32_t number, std::span<const SoundMatch> matches, SoundPlaces& out) const;
    void weigh(std::span<const std::string> terms, const Segmenter& segmenter, SoundPlaces& out) const;

    const SoundLexicon& sound_;
    const Pinyin& pinyin_;
    mutable std::once_flag segmenter_once_, simplifier_once_;
    mutable std::optional<Segmenter> segmenter_;
    mutable std::shared_ptr<const ScriptConverter> simplifier_;
};

}  // namespace jiaodui
