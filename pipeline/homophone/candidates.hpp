// Candidates: what may have been meant at a place, by sound.
//
// Rows of 1 to 4 characters, each of which sounds like the one it stands for (sound_classes.hpp), with a suspicious one
// (place_facts.hpp) among those that change:
// - those that the archive attests (attested_rows.hpp);
// - dictionary words of 2 to 4 characters where the text has no word;
// - strings of the page itself: of its title and headings, or such as occur there more than once and read better.
// Which of them are worth a closer look: offers.hpp.
#pragma once

#include <vector>

#include "pipeline/homophone/offers.hpp"

namespace jiaodui {

// Those worth a closer look, in order of begin, end, chars. Of the page's places [begin, end) only: where the one
// before each of the two may not change (parts_of), the candidates of all such parts together are those of the page.
[[nodiscard]] std::vector<Candidate> find_candidates(const PageSymbols& page, const PageCounts& counts,
                                                     const PlaceFacts& facts, const SoundSources& sources,
                                                     WordPath& path, Span places);

// All places in at most so many parts with about as many suspicious ones, each of which ends after one that may not
// change.
[[nodiscard]] std::vector<Span> parts_of(const PageSymbols& page, const PlaceFacts& facts, std::size_t parts);

}  // namespace jiaodui
