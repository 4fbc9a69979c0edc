// SoundScan: the places of a page that sound like some terms, weighed by the language model.
//
// What the rules of the stage `homophone` that go by lists of terms have in common: the terms of the glossaries
// (sound_terms.hpp) and those of the page itself (page_terms.hpp). Of places that overlap the longest stays. Finding
// asks readings alone; weighing needs the language model, which is opened for the first place that is weighed.
// Immutable; safe to share between threads.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pipeline/lexicon/sound_index.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/stage/sound_text.hpp"

namespace jiaodui {

// How a stretch lies among the words that the writer's text is read as.
enum class SpanKind : std::uint8_t {
    free,   // it cuts none
    cross,  // an edge cuts a word
    part,   // it lies within a word
    word,   // it is read as one word
};

struct SoundPlace {
    SoundRun run;
    SoundMatch match;
    DraftSpan at;
    bool word = false;                  // of the dictionary
    std::vector<std::uint32_t> rivals;  // other terms that fit as well

    // What weighing tells.
    SpanKind kind = SpanKind::free;
    bool loose = false;    // a differing character at an edge is a common word of its own there, or all of it are words
    bool edge = false;     // the former
    bool pieces = false;   // every character is a word of its own, as in names that nobody knows
    std::uint8_t own = 0;  // characters, but for a last word of two or more that the term ends with too
    bool lonely_left = false, lonely_right = false;  // a rare single character stands beside it
    // How much likelier (log10) the sentence is with the term, less 0.5 for a character of the same tone, 1.0 for one
    // of another tone, 1.5 for a similar syllable, 2.5 for one half alike. Equal stretches have the mean of their
    // margins.
    float margin = 0;
};

struct SoundPlaces {
    std::vector<SoundPlace> places;
    std::map<std::uint32_t, std::uint32_t> exact;  // how often the page has the term itself
};

// The stretch of the text, as it is read.
[[nodiscard]] inline std::u32string_view heard(const SoundText& text, const SoundPlace& place) {
    return text.of(place.run).substr(place.match.begin, place.match.end - place.match.begin);
}

class SoundScan {
  public:
    explicit SoundScan(const SoundLexicon& sound) : sound_(sound), pinyin_(*sound.pinyin()) {}

    [[nodiscard]] SoundPlaces find(const SoundText& text, const SoundIndex& index) const;
    // `terms`: the texts that the index's ids number. No places are left where there is no language model.
    void weigh(const SoundText& text, std::span<const std::string> terms, std::vector<SoundPlace>& places) const;

  private:
    void gather(const SoundText& text, SoundRun run, std::span<const SoundMatch> matches, SoundPlaces& out) const;

    const SoundLexicon& sound_;
    const Pinyin& pinyin_;
};

}  // namespace jiaodui
