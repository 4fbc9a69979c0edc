// PageSymbols: a page as one row of symbols, and how often the page itself says a string.
//
// The symbols are those of lexicon/archive_symbols.hpp: every Han character is one, everything else a class; an edge
// stands before and after every region. Strings of the page (2 to 4 Han characters of the basic plane, within a region)
// are counted, and so are those of its title, description, tags and headings, which a person wrote: both are evidence
// for a reading. What the front matter says counts twice, as front matter and as a region.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

class ArchiveLexicon;

struct PageSymbols {
    std::vector<char32_t> chars;         // a Han character, or a class below archive_symbol::kFirstHan
    std::vector<ArchiveSymbol> symbols;  // the same in the archive's numbers; empty without an archive
    std::vector<Span> at;                // bytes of the draft; empty spans for edges
    std::vector<std::uint8_t> locked;    // nobody may change it
    std::size_t han = 0;

    [[nodiscard]] std::size_t size() const { return chars.size(); }
    [[nodiscard]] bool is_han_at(std::size_t i) const { return chars[i] >= archive_symbol::kFirstHan; }
};

[[nodiscard]] PageSymbols read_symbols(const Draft& draft, const ArchiveLexicon* archive);

// How often strings of 1 to 4 Han characters occur on a page. A flat hash table; queries allocate nothing.
class PageCounts {
  public:
    struct Count {
        std::uint16_t page = 0;   // in its text
        std::uint16_t given = 0;  // in its title, description and headings
    };
    static constexpr std::size_t max_characters = 4;

    PageCounts(const PageSymbols& page, const Draft& draft);

    // Zero for a string that is not of 1 to 4 Han characters of the basic plane.
    [[nodiscard]] Count count(std::span<const char32_t> text) const;

    // Calls visit(chars, count) for every string of two and more characters, in no order.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (keys_[i] < (std::uint64_t{1} << 16)) continue;
            char32_t chars[max_characters];
            std::size_t size = 0;
            for (int shift = 48; shift >= 0; shift -= 16) {
                if (const auto ch = static_cast<char32_t>(keys_[i] >> shift & 0xFFFF)) chars[size++] = ch;
            }
            visit(std::span<const char32_t>(chars, size), counts_[i]);
        }
    }

  private:
    void add(std::span<const char32_t> chars, bool given);
    [[nodiscard]] std::size_t slot(std::uint64_t key) const;

    std::vector<std::uint64_t> keys_;  // four times sixteen bits, right-aligned; 0: empty
    std::vector<Count> counts_;
    std::size_t used_ = 0;
};

}  // namespace jiaodui
