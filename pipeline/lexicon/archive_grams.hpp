// How the n-grams lie in the archive lexicon: section "grams". Shared by the builder (learn/) and the reader.
//
// A trie in reverse: from the last symbol of an n-gram to the first, as the contexts of a language model are looked up
// (Heafield, "KenLM", 2011). Orders 1 to 3 are complete; of orders 4 and 5 only what occurred at least twice. Each
// n-gram has its count, the number of pages it occurs on, its probability given what precedes its last symbol, and the
// weight that is passed on to the shorter context when it is a context itself (interpolated modified Kneser-Ney; Chen
// and Goodman 1999), both as natural logarithms in steps of kLogStep.
//
// In this order, each beginning at a multiple of 8: Header; characters (u32 × symbols, 0 for classes); Unigram ×
// symbols; the bigrams as two tables (archive_pairs.hpp: u32 × symbols + 1, u64 × symbols × words, u8 × n2), what
// stands before each symbol and what stands after it; Bigram × (n2 + 1), the last one a sentinel, numbered as the pairs
// of the first table; for order 3 and 4 symbols (u16 × n), Node × (n + 1) likewise, and bases (u32 × (n / 8 + 1)); for
// order 5 symbols and Leaf × n5; Overflow × k for orders 2 to 5. The children of node i are those from begin(i) to
// begin(i + 1), sorted by symbol: of a bigram begin(i) is its child, else bases[i / 8] + node[i].child. Symbols lie
// apart from all else, since a search reads many of them, mostly in vain.
//
// The code of a pair is the highest probability that its last symbol has after any history that ends with its first:
// the least code of all nodes that begin with the pair's. So a search knows what it can still hope for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace jiaodui::archive_grams {

inline constexpr std::size_t kOrder = 5;
inline constexpr std::uint32_t kMostSymbols = 7130;  // so that the children of eight nodes fit 16 bits
inline constexpr float kLogStep = 0.0625f;
inline constexpr std::uint8_t kOverflow = 255;  // a count of 255 and more stands in the overflow table

struct Header {
    std::uint32_t symbols = 0;
    std::array<std::uint32_t, 4> nodes{};     // of orders 2, 3, 4, 5
    std::array<std::uint32_t, 4> overflow{};  // of orders 2, 3, 4, 5
    std::uint32_t pages = 0;
    std::uint64_t tokens = 0;  // symbols of the archive without edges
    std::uint64_t han = 0;     // Han characters
};
struct Unigram {
    std::uint32_t count = 0;
    std::uint8_t probability = 0;
    std::uint8_t backoff = 0;
    std::uint16_t pages = 0;
};
struct Weights {
    std::uint8_t probability = 0;  // -log p / kLogStep
    std::uint8_t backoff = 0;      // -log weight / kLogStep
    std::uint8_t count = 0;
    std::uint8_t pages = 0;  // 255: that many or more
};
struct Bigram {
    std::uint32_t child = 0;
    Weights weights;
};
struct Node {
    std::uint16_t child = 0;
    Weights weights;
};
struct Leaf {
    std::uint8_t probability = 0;
    std::uint8_t count = 0;
};
struct Overflow {
    std::uint32_t node = 0;
    std::uint32_t count = 0;
};
static_assert(sizeof(Header) == 56 && sizeof(Unigram) == 8 && sizeof(Bigram) == 8 && sizeof(Node) == 6 &&
              sizeof(Leaf) == 2 && sizeof(Overflow) == 8);

[[nodiscard]] constexpr std::size_t bases_of(std::size_t nodes) { return nodes / 8 + 1; }

}  // namespace jiaodui::archive_grams
