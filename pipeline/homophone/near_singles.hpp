// NearSingles: one character that was heard as one that sounds a little like it.
//
// Of the second fuzzy tier (dictionaries/pinyin/fuzzy.tsv): 中旭高新 → 中炬高新. So unlike a sound is believed only
// where the archive has the character between both its neighbours, and a string of three with it again and again; what
// the text has there nobody ever wrote, and it is no part of a word.
#pragma once

#include <cstdint>

#include "pipeline/homophone/offers.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {

// For one page; the archive must be there, and all must outlive it.
class NearSingles {
  public:
    NearSingles(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources, WordPath& path,
                Offers& offers);

    // Offers what may stand at the place.
    void look(std::size_t at);

  private:
    // The archive has a string of three of the text's round the place, all of Han.
    [[nodiscard]] bool is_attested(std::size_t at) const;
    // How often it has one with the symbol there.
    [[nodiscard]] std::uint32_t attested(std::size_t at, ArchiveSymbol symbol) const;

    const PageSymbols& page_;
    const PlaceFacts& facts_;
    const ArchiveLexicon& archive_;
    const Alternatives& alternatives_;
    WordPath& path_;
    Offers& offers_;
    std::vector<ArchiveSymbol> hopeful_;
};

}  // namespace jiaodui
