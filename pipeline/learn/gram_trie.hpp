// GramTrie: every n-gram of an archive up to five symbols, with its count and the number of pages it occurs on, from
// the last symbol to the first (lexicon/archive_grams.hpp says why). n-grams do not reach beyond an edge.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/learn/archive_text.hpp"
#include "pipeline/lexicon/archive_grams.hpp"

namespace jiaodui {

// The n-grams of one order, sorted by their symbols from last to first. Of order 1 every symbol has a node, in order.
struct GramLevel {
    std::vector<ArchiveSymbol> symbol;  // the first one in reading order
    std::vector<std::uint32_t> count;
    std::vector<std::uint16_t> pages;     // as far as 65535
    std::vector<std::uint32_t> children;  // the first of the next order; one more than nodes; empty for the last order

    [[nodiscard]] std::size_t size() const { return symbol.size(); }
};

using GramTrie = std::array<GramLevel, archive_grams::kOrder>;  // [0] is order 1

[[nodiscard]] GramTrie count_grams(const ArchiveText& text);

}  // namespace jiaodui
