// Positions are sorted by the symbols before them, by radix from the farthest to the nearest; equal n-grams then stand
// together, and one pass over the sorted positions makes the nodes of all orders. Five passes over eight million
// positions take half a second and no more memory than two arrays of positions. Tested by
// tests/property/archive_property.cpp.
#include "pipeline/learn/gram_trie.hpp"

#include <algorithm>
#include <limits>

namespace jiaodui {
namespace {

using archive_grams::kOrder;
using archive_symbol::kEdge;

// How many symbols the n-grams that end at each position may have.
LargeVector<std::uint8_t> reaches(const ArchiveText& text) {
    LargeVector<std::uint8_t> out(text.symbols.size(), 1);
    for (std::size_t i = 1; i < out.size(); ++i) {
        out[i] =
            text.symbols[i - 1] == kEdge ? 2 : static_cast<std::uint8_t>(std::min<std::size_t>(out[i - 1] + 1, kOrder));
    }
    return out;
}

LargeVector<std::uint32_t> sorted_positions(const ArchiveText& text, const LargeVector<std::uint8_t>& reach) {
    const auto size = static_cast<std::uint32_t>(text.symbols.size());
    LargeVector<std::uint32_t> from(size), into(size);
    for (std::uint32_t i = 0; i < size; ++i) from[i] = i;
    std::vector<std::uint32_t> places(text.characters.size() + 2);
    for (std::uint32_t back = kOrder; back-- > 0;) {
        // 0 is what ends before: it comes first.
        const auto digit = [&](std::uint32_t at) {
            return back < reach[at] ? std::uint32_t{text.symbols[at - back]} + 1 : 0u;
        };
        std::fill(places.begin(), places.end(), 0u);
        for (std::uint32_t i = 0; i < size; ++i) ++places[digit(i) + 1];
        for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
        for (const std::uint32_t at : from) into[places[digit(at)]++] = at;
        std::swap(from, into);
    }
    return from;
}

class Maker {
  public:
    explicit Maker(const ArchiveText& text) : text_(text), reach_(reaches(text)) {
        const std::size_t symbols = text.characters.size();
        GramLevel& first = trie_[0];
        for (std::size_t i = 0; i < symbols; ++i) first.symbol.push_back(static_cast<ArchiveSymbol>(i));
        first.count.assign(symbols, 0);
        first.pages.assign(symbols, 0);
        for (auto& seen : seen_) seen.assign(std::max(text.pages, 1u), kNever);
    }

    GramTrie make() {
        std::uint32_t before = 0;
        std::uint32_t shared = 0;  // symbols that this n-gram and the one before have in common
        for (const std::uint32_t at : sorted_positions(text_, reach_)) {
            if (at == 0) continue;  // the edge before everything ends nothing
            shared = before == 0 ? 0 : common(before, at);
            add(at, shared);
            before = at;
        }
        finish();
        return std::move(trie_);
    }

  private:
    static constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t common(std::uint32_t a, std::uint32_t b) const {
        const std::uint32_t most = std::min(reach_[a], reach_[b]);
        std::uint32_t n = 0;
        while (n < most && text_.symbols[a - n] == text_.symbols[b - n]) ++n;
        return n;
    }

    void add(std::uint32_t at, std::uint32_t shared) {
        for (std::uint32_t k = 0; k < reach_[at]; ++k) {
            GramLevel& level = trie_[k];
            if (k == 0) {
                node_[0] = text_.symbols[at];
            } else if (k >= shared) {
                // The parent's first child is noted when it comes.
                GramLevel& parent = trie_[k - 1];
                while (parent.children.size() <= node_[k - 1])
                    parent.children.push_back(static_cast<std::uint32_t>(level.size()));
                node_[k] = static_cast<std::uint32_t>(level.size());
                level.symbol.push_back(text_.symbols[at - k]);
                level.count.push_back(0);
                level.pages.push_back(0);
            }
            const std::uint32_t node = node_[k];
            ++level.count[node];
            std::uint32_t& seen = seen_[k][text_.page_of[at]];
            if (seen != node) {
                seen = node;
                if (level.pages[node] < std::numeric_limits<std::uint16_t>::max()) ++level.pages[node];
            }
        }
    }

    void finish() {
        for (std::size_t k = 0; k + 1 < kOrder; ++k) {
            GramLevel& level = trie_[k];
            while (level.children.size() <= level.size())
                level.children.push_back(static_cast<std::uint32_t>(trie_[k + 1].size()));
        }
    }

    const ArchiveText& text_;
    LargeVector<std::uint8_t> reach_;
    GramTrie trie_;
    std::array<std::uint32_t, kOrder> node_{};
    std::array<std::vector<std::uint32_t>, kOrder> seen_;  // by page: the last node counted there
};

}  // namespace

GramTrie count_grams(const ArchiveText& text) { return Maker(text).make(); }

}  // namespace jiaodui
