// discover_words: the strings of an archive that behave like words: often, held together, and free in their
// surroundings.
//
// cohesion: the least pointwise mutual information over all ways to divide the string in two (how much more often the
// halves stand together than by chance). freedom: the lesser entropy of what stands before and behind it, where an edge
// or a mark counts as a neighbour of its own each time. Both in nats. (As in Chien 1997, Feng et al. 2004 "accessor
// variety".)
#pragma once

#include <vector>

#include "pipeline/learn/archive_text.hpp"
#include "pipeline/lexicon/archive_words.hpp"

namespace jiaodui {

struct FoundWord {
    std::vector<ArchiveSymbol> symbols;  // 2 to 8 Han
    std::uint32_t count = 0;
    std::uint32_t pages = 0;
    double cohesion = 0;
    double freedom = 0;
};

// Sorted by symbols.
[[nodiscard]] std::vector<FoundWord> discover_words(const ArchiveText& text);

// The section "words".
[[nodiscard]] std::string pack_words(const ArchiveText& text, const std::vector<FoundWord>& words);

}  // namespace jiaodui
