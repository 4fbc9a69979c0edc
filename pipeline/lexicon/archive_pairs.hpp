// ArchivePairs: which symbols stand beside which in the archive, as rows of one table: the row of a symbol tells of all
// others whether they ever stand on that side of it. One read of memory answers; who asks many symbols of one row
// stays within a kilobyte.
//
// A row is a string of bits, 48 in a word of 64; above them stands how many are set in the row before this word, so
// that the pairs of the table are numbered too: row by row, by symbol. With each pair lies a code of what is likeliest
// (archive_grams.hpp). The bytes are untrusted: wrong ones give wrong answers, never a read outside them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/lexicon/archive_symbols.hpp"
#include "pipeline/lexicon/section_cutter.hpp"

namespace jiaodui {

class ArchivePairs {
  public:
    static constexpr std::size_t kBitsInWord = 48;
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    static constexpr std::uint64_t kBits = (std::uint64_t{1} << kBitsInWord) - 1;  // of a word
    [[nodiscard]] static constexpr std::size_t words_in_row(std::size_t symbols) { return symbols / kBitsInWord + 1; }

    // What stands beside one symbol.
    class Row {
      public:
        [[nodiscard]] bool has(ArchiveSymbol symbol) const {
            const std::size_t word = symbol / kBitsInWord;
            return word < words_.size() && (words_[word] >> (symbol % kBitsInWord) & 1) != 0;
        }
        // The pair's number; kNone when they never stand together.
        [[nodiscard]] std::uint32_t number(ArchiveSymbol symbol) const {
            if (!has(symbol)) return kNone;
            const std::uint64_t word = words_[symbol / kBitsInWord];
            const std::uint64_t lower = word & ((std::uint64_t{1} << (symbol % kBitsInWord)) - 1);
            return first_ + static_cast<std::uint32_t>(word >> kBitsInWord) + ones(lower);
        }

        // The bits of word i; 0 beyond the row.
        [[nodiscard]] std::uint64_t bits(std::size_t word) const {
            return word < words_.size() ? words_[word] & kBits : 0;
        }

      private:
        friend class ArchivePairs;
        // std::popcount is a call where no instruction can be taken for granted.
        static constexpr std::uint32_t ones(std::uint64_t bits) {
            bits -= bits >> 1 & 0x5555555555555555;
            bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
            bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
            return static_cast<std::uint32_t>(bits * 0x0101010101010101 >> 56);
        }
        std::span<const std::uint64_t> words_;
        std::uint32_t first_ = 0;  // number of its first pair
    };

    // Takes the table of so many symbols and pairs off a section.
    void take(SectionCutter& cut, std::size_t symbols, std::size_t pairs) {
        width_ = words_in_row(symbols);
        firsts_ = cut.take<std::uint32_t>(symbols + 1);
        words_ = cut.take<std::uint64_t>(symbols * width_);
        codes_ = cut.take<std::uint8_t>(pairs);
    }
    // Empty for what is no symbol.
    [[nodiscard]] Row row(ArchiveSymbol symbol) const {
        Row out;
        if (symbol + 1u >= firsts_.size()) return out;
        out.words_ = words_.subspan(symbol * width_, width_);
        out.first_ = firsts_[symbol];
        return out;
    }
    // The code of a pair; 0 of what is none.
    [[nodiscard]] std::uint8_t code(std::uint32_t number) const { return number < codes_.size() ? codes_[number] : 0; }

  private:
    std::size_t width_ = 0;
    std::span<const std::uint32_t> firsts_;
    std::span<const std::uint64_t> words_;
    std::span<const std::uint8_t> codes_;
};

// A few of the symbols, divided into words as a row is: what they have in common is found a word at a time.
class SymbolSet {
  public:
    void add(ArchiveSymbol symbol) {
        const auto number = static_cast<std::uint16_t>(symbol / ArchivePairs::kBitsInWord);
        const std::size_t at = find(number);
        if (at == words_.size() || words_[at].number != number)
            words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(at), {0, number});
        const std::uint64_t bit = std::uint64_t{1} << (symbol % ArchivePairs::kBitsInWord);
        size_ += (words_[at].bits & bit) == 0 ? 1 : 0;
        words_[at].bits |= bit;
    }
    [[nodiscard]] bool has(ArchiveSymbol symbol) const {
        const auto number = static_cast<std::uint16_t>(symbol / ArchivePairs::kBitsInWord);
        const std::size_t at = find(number);
        return at < words_.size() && words_[at].number == number &&
               (words_[at].bits >> (symbol % ArchivePairs::kBitsInWord) & 1) != 0;
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    // visit(symbol), in order, for those of which bits(word) has the bit too.
    template <class Bits, class Visit>
    void for_each_in(Bits&& bits, Visit&& visit) const {
        for (const Word& word : words_) {
            for (std::uint64_t left = word.bits & bits(word.number); left != 0; left &= left - 1)
                visit(static_cast<ArchiveSymbol>(word.number * ArchivePairs::kBitsInWord +
                                                 static_cast<std::size_t>(std::countr_zero(left))));
        }
    }

  private:
    struct Word {
        std::uint64_t bits = 0;
        std::uint16_t number = 0;
    };
    [[nodiscard]] std::size_t find(std::uint16_t number) const {
        std::size_t at = 0;
        while (at < words_.size() && words_[at].number < number) ++at;
        return at;
    }

    std::vector<Word> words_;  // that are not 0, by number; few, where symbols are in the order of their sounds
    std::size_t size_ = 0;
};

}  // namespace jiaodui
