// Candidates: what may have been meant at a place, by sound.
//
// Suspicion first. A character is suspicious when the archive does not attest it in its surroundings (no string of four
// symbols round it occurs there `kAttested` times); without an archive, when it is not part of a longer word on the likeliest
// path of the language model, or of one that is unlikely there. Only suspicious characters change.
//
// Candidates are rows of 1 to 4 characters, each of which sounds like the one it stands for (sound_classes.hpp):
// - those that the archive attests: every two neighbours occur together there, three and four occur as a string, and what
//   is put agrees with a neighbour;
// - dictionary words of 2 to 4 characters where the text has no word;
// - strings of the page itself: of its title and headings, or such as occur there more than once and read better.
// Of those that overlap, the ones far behind the best are dropped.
// A candidate is given by what changes, from its first changed character to its last, once only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "pipeline/homophone/page_symbols.hpp"
#include "pipeline/homophone/sound_classes.hpp"
#include "pipeline/homophone/word_path.hpp"

namespace jiaodui {

struct Candidate {
    static constexpr std::size_t max_characters = 4;
    std::uint32_t begin = 0, end = 0;  // places in the page's row of symbols
    std::array<char32_t, max_characters> chars{};
    float archive_gain = 0;  // nats; 0 without an archive

    [[nodiscard]] std::span<const char32_t> put() const { return {chars.data(), end - begin}; }
};

// Where the text is read from. The archive may be absent.
struct SoundSources {
    const Pinyin& pinyin;
    const LanguageModel& model;
    const ArchiveLexicon* archive;
    const SoundClasses& classes;
};

// What is known of every place of a page before any candidate is looked at.
struct PlaceFacts {
    std::vector<float> log_probability;   // natural, by the archive; empty without one
    std::vector<std::uint8_t> suspicious;
    std::vector<std::uint8_t> first_of_word;  // a word of the likeliest path begins here; without an archive only
    std::vector<std::uint8_t> word;       // length of the word of the likeliest path that covers the place; 0 for no Han
    float page_log_probability = 0;       // the mean over Han, natural, archive; without one by the language model, log10
};

[[nodiscard]] PlaceFacts look_at_places(const PageSymbols& page, const SoundSources& sources, WordPath& path);

// Those worth a closer look, in order of begin, end, chars.
[[nodiscard]] std::vector<Candidate> find_candidates(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                                                     const SoundSources& sources, WordPath& path);

}  // namespace jiaodui
