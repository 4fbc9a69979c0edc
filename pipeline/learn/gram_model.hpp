// GramModel: the probabilities of a GramTrie by interpolated modified Kneser-Ney (Chen and Goodman 1999; the discounts
// from the counts of counts). What is not kept (orders 4 and 5, seen once) gives its whole count to the shorter
// context, so that the probabilities after every context still sum to one.
#pragma once

#include <array>
#include <vector>

#include "pipeline/learn/gram_trie.hpp"

namespace jiaodui {

// By order and node of the trie, natural logarithms.
struct GramModel {
    std::array<std::vector<float>, archive_grams::kOrder> probability;
    std::array<std::vector<float>, archive_grams::kOrder> backoff;  // of contexts; none for the last order
};

// What the lexicon keeps of the order (1 to 5).
[[nodiscard]] constexpr bool gram_is_kept(std::size_t order, std::uint32_t count) { return order <= 3 || count >= 2; }

[[nodiscard]] GramModel estimate(const GramTrie& trie);

// The section "grams".
[[nodiscard]] std::string pack_grams(const ArchiveText& text, const GramTrie& trie, const GramModel& model);

}  // namespace jiaodui
