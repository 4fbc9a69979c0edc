// Kneser-Ney counts a string of a lower order by how many different symbols stand before it; in this trie that is the
// number of its children. What begins at an edge has nothing before it and keeps its count. The context of a node
// (w, h1 … hk) is the node (h1 … hk), found as a child of its parent's context. Tested by
// tests/property/archive_property.cpp.
#include "pipeline/learn/gram_model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "pipeline/learn/pack.hpp"
#include "pipeline/lexicon/archive_pairs.hpp"

namespace jiaodui {
namespace {

using namespace archive_grams;
using archive_symbol::kEdge;

std::uint32_t adjusted_count(const GramTrie& trie, std::size_t level, std::uint32_t node) {
    const GramLevel& grams = trie[level];
    const bool at_edge = level > 0 && grams.symbol[node] == kEdge;
    if (level + 1 == kOrder || at_edge) return grams.count[node];
    return grams.children[node + 1] - grams.children[node];
}

// D1, D2, D3+ by index 1, 2, 3.
std::array<double, 4> discounts(const GramTrie& trie, std::size_t level) {
    std::array<double, 5> of{};  // how many n-grams have the count 1, 2, 3, 4
    for (std::uint32_t node = 0; node < trie[level].size(); ++node) {
        const std::uint32_t count = adjusted_count(trie, level, node);
        if (count >= 1 && count <= 4) of[count] += 1;
    }
    std::array<double, 4> out{0, 0.5, 0.75, 0.9};  // for texts too small to tell
    if (of[1] > 0 && of[2] > 0 && of[3] > 0 && of[4] > 0) {
        const double y = of[1] / (of[1] + 2 * of[2]);
        for (std::size_t c = 1; c <= 3; ++c) {
            const double d = static_cast<double>(c) - static_cast<double>(c + 1) * y * of[c + 1] / of[c];
            out[c] = std::clamp(d, 0.1, static_cast<double>(c) - 0.01);
        }
    }
    return out;
}

// By node of the level: its context, a node of the level above.
std::vector<std::uint32_t> contexts_of(const GramTrie& trie, std::size_t level,
                                       const std::vector<std::uint32_t>& parents_context) {
    const GramLevel& grams = trie[level];
    if (level == 1) return std::vector<std::uint32_t>(grams.symbol.begin(), grams.symbol.end());
    const GramLevel& above = trie[level - 1];
    const GramLevel& two_above = trie[level - 2];
    std::vector<std::uint32_t> out(grams.size());
    for (std::uint32_t parent = 0; parent < above.size(); ++parent) {
        const std::uint32_t context = parents_context[parent];
        auto at = above.symbol.begin() + two_above.children[context];
        const auto end = above.symbol.begin() + two_above.children[context + 1];
        for (std::uint32_t node = above.children[parent]; node < above.children[parent + 1]; ++node) {
            at = std::lower_bound(at, end, grams.symbol[node]);  // always there: the context occurred
            out[node] = static_cast<std::uint32_t>(at - above.symbol.begin());
        }
    }
    return out;
}

struct Context {
    double total = 0;   // adjusted counts of what follows
    double passed = 0;  // what of them goes to the shorter context
};

}  // namespace

GramModel estimate(const GramTrie& trie) {
    GramModel model;
    std::vector<std::uint32_t> context_of;  // of the level above, then of this one
    for (std::size_t level = 0; level < kOrder; ++level) {
        const GramLevel& grams = trie[level];
        const auto discount = discounts(trie, level);
        if (level > 0) context_of = contexts_of(trie, level, context_of);
        std::vector<Context> contexts(level == 0 ? 1 : trie[level - 1].size());
        const auto context = [&](std::uint32_t node) -> Context& {
            return contexts[level == 0 ? 0 : context_of[node]];
        };
        for (std::uint32_t node = 0; node < grams.size(); ++node) {
            const std::uint32_t count = adjusted_count(trie, level, node);
            context(node).total += count;
            context(node).passed += gram_is_kept(level + 1, grams.count[node]) ? discount[std::min(count, 3u)] : count;
        }
        std::vector<float>& probability = model.probability[level];
        probability.resize(grams.size());
        const auto parent_probability = [&](std::uint32_t parent) {
            return std::exp(static_cast<double>(model.probability[level - 1][parent]));
        };
        const auto set = [&](std::uint32_t node, double lower) {
            const std::uint32_t count = adjusted_count(trie, level, node);
            const Context& given = context(node);
            const double own = std::max(0.0, count - discount[std::min(count, 3u)]);
            const double p = given.total > 0 ? (own + given.passed * lower) / given.total : lower;
            probability[node] = static_cast<float>(std::log(p));
        };
        if (level == 0) {
            for (std::uint32_t node = 0; node < grams.size(); ++node)
                set(node, 1.0 / static_cast<double>(grams.size()));
        } else {
            const GramLevel& above = trie[level - 1];
            for (std::uint32_t parent = 0; parent < above.size(); ++parent) {
                const double lower = parent_probability(parent);
                for (std::uint32_t node = above.children[parent]; node < above.children[parent + 1]; ++node)
                    set(node, lower);
            }
            std::vector<float>& backoff = model.backoff[level - 1];
            backoff.resize(contexts.size());
            for (std::size_t i = 0; i < contexts.size(); ++i) {
                backoff[i] =
                    contexts[i].total > 0 ? static_cast<float>(std::log(contexts[i].passed / contexts[i].total)) : 0.0f;
            }
        }
    }
    return model;
}

namespace {

std::uint8_t log_code(float value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(-value / kLogStep), 0L, 255L));
}
std::uint8_t byte_of(std::uint32_t count) { return static_cast<std::uint8_t>(std::min<std::uint32_t>(count, 255)); }

// One of the orders 2 to 5 as it is kept: old nodes in order, and where each went.
struct Kept {
    std::vector<std::uint32_t> nodes;  // the old ones
    std::vector<std::uint32_t> begin;  // by kept node of the order above: its first child; one more than those
    std::vector<Overflow> overflow;
};

Kept keep(const GramTrie& trie, std::size_t level, const std::vector<std::uint32_t>& parents) {
    const GramLevel& grams = trie[level];
    const GramLevel& above = trie[level - 1];
    Kept out;
    for (const std::uint32_t parent : parents) {
        out.begin.push_back(static_cast<std::uint32_t>(out.nodes.size()));
        for (std::uint32_t node = above.children[parent]; node < above.children[parent + 1]; ++node) {
            if (!gram_is_kept(level + 1, grams.count[node])) continue;
            if (grams.count[node] >= kOverflow)
                out.overflow.push_back({static_cast<std::uint32_t>(out.nodes.size()), grams.count[node]});
            out.nodes.push_back(node);
        }
    }
    out.begin.push_back(static_cast<std::uint32_t>(out.nodes.size()));
    return out;
}

Weights weights_of(const GramTrie& trie, const GramModel& model, std::size_t level, std::uint32_t node) {
    return {log_code(model.probability[level][node]), log_code(model.backoff[level][node]),
            byte_of(trie[level].count[node]), byte_of(trie[level].pages[node])};
}

void put_bigrams(Packer& out, const GramTrie& trie, const GramModel& model, const Kept& kept, const Kept& below) {
    std::vector<Bigram> bigrams;
    for (std::size_t i = 0; i < kept.nodes.size(); ++i)
        bigrams.push_back({below.begin[i], weights_of(trie, model, 1, kept.nodes[i])});
    bigrams.push_back({below.begin.back(), {}});
    out.put(bigrams);
}

void put_symbols(Packer& out, const GramLevel& grams, const Kept& kept) {
    std::vector<ArchiveSymbol> symbols;
    for (const std::uint32_t node : kept.nodes) symbols.push_back(grams.symbol[node]);
    out.put(symbols);
}

void put_level(Packer& out, const GramTrie& trie, const GramModel& model, std::size_t level, const Kept& kept,
               const Kept& below) {
    std::vector<Node> nodes(kept.nodes.size() + 1);
    std::vector<std::uint32_t> bases(bases_of(kept.nodes.size()));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % 8 == 0) bases[i / 8] = below.begin[i];
        nodes[i].child = static_cast<std::uint16_t>(below.begin[i] - bases[i / 8]);
        if (i == kept.nodes.size()) break;
        nodes[i].weights = weights_of(trie, model, level, kept.nodes[i]);
    }
    put_symbols(out, trie[level], kept);
    out.put(nodes);
    out.put(bases);
}

// By kept node of an order: the least code of it and of all that begin with it, given those of the order below.
std::vector<std::uint8_t> least_codes(const GramModel& model, std::size_t level, const Kept& kept, const Kept* below,
                                      const std::vector<std::uint8_t>& least_below) {
    std::vector<std::uint8_t> out(kept.nodes.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = log_code(model.probability[level][kept.nodes[i]]);
        if (below == nullptr) continue;
        for (std::uint32_t node = below->begin[i]; node < below->begin[i + 1]; ++node)
            out[i] = std::min(out[i], least_below[node]);
    }
    return out;
}

// Bigrams by one of their symbols, each row sorted by the other; with the code of each.
struct Pairs {
    std::vector<std::uint32_t> firsts;
    std::vector<ArchiveSymbol> others;
    std::vector<std::uint8_t> codes;
};

// The same pairs by the other symbol.
Pairs turned(const Pairs& pairs) {
    const std::size_t symbols = pairs.firsts.size() - 1;
    Pairs out{std::vector<std::uint32_t>(symbols + 1), std::vector<ArchiveSymbol>(pairs.others.size()),
              std::vector<std::uint8_t>(pairs.codes.size())};
    for (const ArchiveSymbol other : pairs.others) ++out.firsts[other + 1u];
    for (std::size_t i = 1; i <= symbols; ++i) out.firsts[i] += out.firsts[i - 1];
    std::vector<std::uint32_t> next(out.firsts.begin(), out.firsts.end() - 1);
    for (std::size_t row = 0; row < symbols; ++row) {
        for (std::uint32_t i = pairs.firsts[row]; i < pairs.firsts[row + 1]; ++i) {
            const std::uint32_t at = next[pairs.others[i]]++;
            out.others[at] = static_cast<ArchiveSymbol>(row);
            out.codes[at] = pairs.codes[i];
        }
    }
    return out;
}

void put_pairs(Packer& out, const Pairs& pairs) {
    constexpr std::size_t kBits = ArchivePairs::kBitsInWord;
    const std::size_t symbols = pairs.firsts.size() - 1, words = ArchivePairs::words_in_row(symbols);
    std::vector<std::uint64_t> bits(symbols * words, 0);
    for (std::size_t row = 0; row < symbols; ++row) {
        for (std::uint32_t i = pairs.firsts[row]; i < pairs.firsts[row + 1]; ++i)
            bits[row * words + pairs.others[i] / kBits] |= std::uint64_t{1} << (pairs.others[i] % kBits);
        std::uint64_t rank = 0;
        for (std::size_t word = row * words; word < (row + 1) * words; ++word) {
            const auto here = static_cast<std::uint64_t>(std::popcount(bits[word]));
            bits[word] |= rank << kBits;
            rank += here;
        }
    }
    out.put(pairs.firsts);
    out.put(bits);
    out.put(pairs.codes);
}

}  // namespace

std::string pack_grams(const ArchiveText& text, const GramTrie& trie, const GramModel& model) {
    const auto symbols = static_cast<std::uint32_t>(text.characters.size());
    std::vector<std::uint32_t> all(symbols);
    for (std::uint32_t i = 0; i < symbols; ++i) all[i] = i;
    std::array<Kept, kOrder> kept;
    kept[0].nodes = all;
    for (std::size_t level = 1; level < kOrder; ++level) kept[level] = keep(trie, level, kept[level - 1].nodes);

    Header header;
    header.symbols = symbols;
    for (std::size_t i = 0; i < 4; ++i) {
        header.nodes[i] = static_cast<std::uint32_t>(kept[i + 1].nodes.size());
        header.overflow[i] = static_cast<std::uint32_t>(kept[i + 1].overflow.size());
    }
    header.pages = text.pages;
    header.tokens = text.tokens;
    header.han = text.han;
    Packer out;
    out.put(std::vector<Header>{header});
    out.put(text.characters);
    std::vector<Unigram> unigrams(symbols);
    for (std::uint32_t i = 0; i < symbols; ++i) {
        unigrams[i] = {trie[0].count[i], log_code(model.probability[0][i]), log_code(model.backoff[0][i]),
                       trie[0].pages[i]};
    }
    out.put(unigrams);
    std::vector<std::uint8_t> codes;
    for (std::size_t level = kOrder; --level > 0;)
        codes = least_codes(model, level, kept[level], level + 1 < kOrder ? &kept[level + 1] : nullptr, codes);
    const Pairs before{trie[0].children, trie[1].symbol, std::move(codes)};  // of bigrams all are kept
    put_pairs(out, before);
    put_pairs(out, turned(before));
    put_bigrams(out, trie, model, kept[1], kept[2]);
    for (std::size_t level = 2; level + 1 < kOrder; ++level)
        put_level(out, trie, model, level, kept[level], kept[level + 1]);
    const GramLevel& longest = trie[kOrder - 1];
    std::vector<Leaf> leaves;
    for (const std::uint32_t node : kept[kOrder - 1].nodes)
        leaves.push_back({log_code(model.probability[kOrder - 1][node]), byte_of(longest.count[node])});
    put_symbols(out, longest, kept[kOrder - 1]);
    out.put(leaves);
    for (std::size_t level = 1; level < kOrder; ++level) out.put(kept[level].overflow);
    return out.take();
}

}  // namespace jiaodui
