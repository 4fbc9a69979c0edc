// Replay: glossary entries played over pages that are right, to see what they would do to them. Each hit is an error
// that somebody overlooked, or one that the entry would make.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/glossary_entry.hpp"

namespace jiaodui {

// The prose of a page: regions of its view, one after the other, divided by line feeds.
struct ReplayPage {
    std::string file;
    std::string text;
};

struct ReplayHit {
    std::string file;
    std::uint32_t page = 0;                  // its number
    std::string before, found, want, after;  // up to twelve characters on either side
    Tier tier = Tier::hint;
};

// What came of one entry.
struct ReplayEntry {
    std::size_t hits = 0;
    std::size_t safe_hits = 0;     // of these, what `fix` would change
    std::size_t right = 0;         // places where the term itself stands
    std::vector<ReplayHit> first;  // the first few, in order of pages
};

// One an entry, in order. Entries meet as they do in a glossary: the longest form wins at a place.
[[nodiscard]] std::vector<ReplayEntry> replay(std::span<const GlossaryEntry> entries, std::span<const ReplayPage> pages,
                                              const Words* words, std::size_t most_shown = 3);

}  // namespace jiaodui
