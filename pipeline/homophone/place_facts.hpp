// PlaceFacts: what is known of every place of a page before any candidate is looked at.
//
// Suspicion first. A character is suspicious when the archive does not attest it in its surroundings (no string of four
// symbols round it occurs there often); without an archive, when it is not part of a longer word on the likeliest path
// of the language model, or of one that is unlikely there. Only suspicious characters change.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/homophone/alternatives.hpp"
#include "pipeline/homophone/page_symbols.hpp"
#include "pipeline/homophone/word_path.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {

// Where the text is read from. The archive may be absent.
struct SoundSources {
    const Pinyin& pinyin;
    const LanguageModel& model;
    const ArchiveLexicon* archive;
    const SoundClasses& classes;
    const Alternatives& alternatives;
};

struct PlaceFacts {
    // By the archive, empty without one.
    std::vector<float> costs;                       // nats, of the first i places
    std::vector<ArchiveLexicon::Context> contexts;  // of the symbols before each place
    // By place: the most that its symbol can be given when of those before it only the last one, two, three are as they
    // are (ArchiveLexicon::most).
    std::vector<std::array<float, ArchiveLexicon::max_order - 2>> most;
    std::vector<std::uint8_t> suspicious;
    std::vector<std::uint8_t> first_of_word;  // a word of the likeliest path begins here; without an archive only
    std::vector<std::uint8_t> word;  // length of the word of the likeliest path that covers the place; 0 for no Han
    float page_log_probability = 0;  // the mean over Han, natural, archive; without one by the language model, log10

    // What `size` places from i on cost, as far as the page goes.
    [[nodiscard]] float cost(std::size_t i, std::size_t size) const {
        return costs[std::min(costs.size() - 1, i + size)] - costs[i];
    }
};

// By so many threads where there is an archive; what is found is the same.
[[nodiscard]] PlaceFacts look_at_places(const PageSymbols& page, const SoundSources& sources, WordPath& path,
                                        std::size_t threads = 1);

}  // namespace jiaodui
