// From the last character to the first, as the archive's trie goes: what a row begins with is found among the few
// symbols that ever stood before its end. Tested by tests/unit/homophone/attested_rows_test.cpp.
#include "pipeline/homophone/attested_rows.hpp"

namespace jiaodui {
namespace {

// Nats that the text costs from the first place on before anything else is tried there: a character with what follows
// it, then two, three and four characters alone. What reads well is not decoded.
constexpr float kLeastCost[] = {12.0f, 9.0f, 13.0f, 17.0f};
constexpr float kLeastGain = 3.0f;    // nats
constexpr std::uint32_t kAlone = 10;  // occurrences of two characters that need no neighbour
constexpr std::uint32_t kString = 2;  // occurrences of three and four
constexpr std::size_t kMany = 4;  // more than so many times as many as there are alternatives are searched, not read

}  // namespace

AttestedRows::AttestedRows(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources,
                           Offers& offers)
    : page_(page),
      facts_(facts),
      archive_(*sources.archive),
      alternatives_(sources.alternatives),
      offers_(offers),
      at_(page.size(), nullptr) {}

void AttestedRows::look(std::size_t last) {
    if (!offers_.may_change(last) || facts_.suspicious[last] == 0) return;
    Sizes sizes{};
    for (std::size_t size = 1;
         size <= Candidate::max_characters && size <= last + 1 && offers_.may_change(last + 1 - size); ++size) {
        const std::size_t first = last + 1 - size;
        sizes[size] = facts_.suspicious[first] != 0 && facts_.cost(first, ArchiveLexicon::max_order) >= kLeastCost[0] &&
                      (size == 1 || facts_.cost(first, size) >= kLeastCost[size - 1]);
    }
    if (sizes[1]) singles(last);
    if (!sizes[2] && !sizes[3] && !sizes[4]) return;
    fit_right(last);
    if (sizes[2]) fit_left(last - 1);
    for (const Fitting& tail : tails_) {
        put(1, tail.symbol);
        if (sizes[2]) twos(last, tail);
        if (sizes[3] || sizes[4]) longer(last, tail.symbol, sizes);
    }
}

const SymbolSet& AttestedRows::alternatives(std::size_t place) {
    if (at_[place] == nullptr) at_[place] = &alternatives_.alike(page_.chars[place]);
    return *at_[place];
}

// A place that may change has an edge before it and behind it, if nothing else.
void AttestedRows::fit_left(std::size_t first) {
    heads_.clear();
    const ArchiveSymbol before = page_.symbols[first - 1];
    const auto row = archive_.successors(before);
    const bool any = !page_.is_han_at(first - 1);
    alternatives(first).for_each_in([&](std::size_t word) { return any ? ArchivePairs::kBits : row.bits(word); },
                                    [&](ArchiveSymbol symbol) {
                                        if (symbol == page_.symbols[first]) return;
                                        heads_.push_back({symbol, archive_.most_after(row, before, symbol)});
                                    });
}

void AttestedRows::fit_right(std::size_t last) {
    tails_.clear();
    const ArchiveSymbol after = page_.symbols[last + 1];
    const auto row = archive_.predecessors(after);
    const bool any = !page_.is_han_at(last + 1);
    alternatives(last).for_each_in([&](std::size_t word) { return any ? ArchivePairs::kBits : row.bits(word); },
                                   [&](ArchiveSymbol symbol) {
                                       if (symbol == page_.symbols[last]) return;
                                       tails_.push_back({symbol, archive_.most_before(row, symbol, after)});
                                   });
}

bool AttestedRows::fits_left(std::size_t place, ArchiveSymbol symbol) const {
    return !page_.is_han_at(place - 1) || archive_.successors(page_.symbols[place - 1]).has(symbol);
}

void AttestedRows::singles(std::size_t at) {
    const bool left = page_.is_han_at(at - 1), right = page_.is_han_at(at + 1);
    const ArchiveSymbol before = page_.symbols[at - 1], after = page_.symbols[at + 1];
    const auto behind = archive_.successors(before), ahead = archive_.predecessors(after);
    hopeful_.clear();
    alternatives(at).for_each_in(
        [&](std::size_t word) { return (left ? behind.bits(word) : 0) | (right ? ahead.bits(word) : 0); },
        [&](ArchiveSymbol symbol) {
            if (symbol == page_.symbols[at]) return;
            const float most = archive_.most_after(behind, before, symbol) + archive_.most_before(ahead, symbol, after);
            if (offers_.may_gain(at, 1, most, kLeastGain)) hopeful_.push_back(symbol);
        });
    for (const ArchiveSymbol symbol : hopeful_) {
        archive_.fetch(before, symbol);
        archive_.fetch(symbol, after);
    }
    for (const ArchiveSymbol symbol : hopeful_) {
        put(1, symbol);
        offer(at, 1);
    }
}

void AttestedRows::twos(std::size_t last, const Fitting& tail) {
    const bool left = page_.is_han_at(last - 2);
    const auto row = archive_.predecessors(tail.symbol);
    const Gram gram = archive_.gram(tail.symbol);
    const Gram end =
        page_.is_han_at(last + 1) ? archive_.preceded(archive_.gram(page_.symbols[last + 1]), tail.symbol) : Gram();
    for (const Fitting& head : heads_) {
        if (!row.has(head.symbol)) continue;
        const float most = head.most + archive_.most_before(row, head.symbol, tail.symbol) + tail.most;
        if (!offers_.may_gain(last - 1, 2, most, kLeastGain)) continue;
        const Gram pair = archive_.preceded(gram, head.symbol);
        if ((left && archive_.preceded(pair, page_.symbols[last - 2])) || archive_.preceded(end, head.symbol) ||
            archive_.count(pair) >= kAlone) {
            put(2, head.symbol);
            offer(last, 2);
        }
    }
}

void AttestedRows::longer(std::size_t last, ArchiveSymbol tail, const Sizes& sizes) {
    const Gram gram = archive_.gram(tail);
    const auto row = archive_.predecessors(tail);
    alternatives(last - 1).for_each_in([&](std::size_t word) { return row.bits(word); },
                                       [&](ArchiveSymbol symbol) {
                                           const Gram pair = archive_.preceded(gram, symbol);
                                           if (archive_.count(pair) < kString) return;
                                           put(2, symbol);
                                           threes(last, pair, sizes);
                                       });
}

void AttestedRows::threes(std::size_t last, Gram pair, const Sizes& sizes) {
    const std::size_t first = last - 2;
    for_each_before(first, pair, [&](ArchiveSymbol symbol, Gram three) {
        if (archive_.count(three) < kString) return;
        put(3, symbol);
        if (sizes[3] && symbol != page_.symbols[first] && fits_left(first, symbol)) offer(last, 3);
        if (sizes[4]) fours(last, three);
    });
}

void AttestedRows::fours(std::size_t last, Gram three) {
    const std::size_t first = last - 3;
    for_each_before(first, three, [&](ArchiveSymbol symbol, Gram four) {
        if (symbol == page_.symbols[first] || archive_.count(four) < kString || !fits_left(first, symbol)) return;
        put(4, symbol);
        offer(last, 4);
    });
}

// Of what may stand at the place: what the archive has before the string.
template <class Visit>
void AttestedRows::for_each_before(std::size_t place, Gram gram, Visit&& visit) {
    const SymbolSet& known = alternatives(place);
    if (archive_.preceding(gram) > kMany * known.size()) {
        known.for_each_in([](std::size_t) { return ArchivePairs::kBits; },
                          [&](ArchiveSymbol symbol) {
                              if (const Gram longer = archive_.preceded(gram, symbol)) visit(symbol, longer);
                          });
        return;
    }
    archive_.for_each_preceding(gram, [&](ArchiveSymbol symbol, Gram longer) {
        if (known.has(symbol)) visit(symbol, longer);
    });
}

void AttestedRows::offer(std::size_t last, std::size_t size) {
    const auto row = std::span(row_).last(size);
    if (size <= 2 || offers_.may_gain(last + 1 - size, row, kLeastGain))
        offers_.offer(last + 1 - size, row, kLeastGain);
}

}  // namespace jiaodui
