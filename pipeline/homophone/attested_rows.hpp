// AttestedRows: candidates that the archive attests.
//
// Rows of 1 to 4 characters, each of which sounds like the one it stands for: every two neighbours occur together in
// the archive, three and four occur as a string. The first and the last change and are suspicious. A row fits its
// surroundings: its first character occurs after what stands before it and its last before what stands behind (where
// that is Han); of one character alone either is enough. Where the text reads well nothing is looked for.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/homophone/offers.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {

// For one page; the archive must be there, and all must outlive it.
class AttestedRows {
  public:
    AttestedRows(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources, Offers& offers);

    // Offers the rows that end at the place.
    void look(std::size_t last);

  private:
    using Character = SoundClasses::Character;
    using Gram = ArchiveLexicon::Gram;
    // A character that fits what stands beside its place.
    struct Fitting {
        ArchiveSymbol symbol = 0;
        float most = 0;  // the most that the later of the two can be given (ArchiveLexicon::most_before)
    };
    using Sizes = std::array<bool, Candidate::max_characters + 1>;  // which sizes of rows are looked for

    // What may stand for the character of a place, itself too.
    [[nodiscard]] const SymbolSet& alternatives(std::size_t place);
    void singles(std::size_t at);
    void fit_left(std::size_t first);
    void fit_right(std::size_t last);
    void twos(std::size_t last, const Fitting& tail);
    void longer(std::size_t last, ArchiveSymbol tail, const Sizes& sizes);
    void threes(std::size_t last, Gram pair, const Sizes& sizes);
    void fours(std::size_t last, Gram three);
    [[nodiscard]] bool fits_left(std::size_t place, ArchiveSymbol symbol) const;
    template <class Visit>
    void for_each_before(std::size_t place, Gram gram, Visit&& visit);
    void put(std::size_t back, ArchiveSymbol symbol) {
        row_[row_.size() - back] = {archive_.character(symbol), symbol};
    }
    void offer(std::size_t last, std::size_t size);

    const PageSymbols& page_;
    const PlaceFacts& facts_;
    const ArchiveLexicon& archive_;
    const Alternatives& alternatives_;
    Offers& offers_;
    std::vector<const SymbolSet*> at_;    // the alternatives by place; null before they are asked for
    std::vector<ArchiveSymbol> hopeful_;  // what may change alone
    std::vector<Fitting> heads_, tails_;  // what may change at the last place but one and at the last, and fits
    std::array<Character, Candidate::max_characters> row_{};  // what is put; its last character stands last
};

}  // namespace jiaodui
