// From the last character to the first, as the archive's trie goes: what a row begins with is found among the few
// symbols that ever stood before its end. Tested by tests/unit/homophone/attested_rows_test.cpp.
#include "pipeline/homophone/attested_rows.hpp"

#include <algorithm>

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
    : page_(page), facts_(facts), classes_(sources.classes), archive_(*sources.archive), offers_(offers) {}

void AttestedRows::look(std::size_t last) {
    if (!offers_.may_change(last) || facts_.suspicious[last] == 0) return;
    Sizes sizes{};
    for (std::size_t size = 1;
         size <= Candidate::max_characters && size <= last + 1 && offers_.may_change(last + 1 - size); ++size) {
        const std::size_t first = last + 1 - size;
        sizes[size] = facts_.suspicious[first] != 0 && facts_.cost(first, ArchiveLexicon::max_order) >= kLeastCost[0] &&
                      (size == 1 || facts_.cost(first, size) >= kLeastCost[size - 1]);
    }
    fit_left(last, heads_);
    fit_right(last, tails_);
    if (sizes[1]) singles(last);
    if (sizes[2]) fit_left(last - 1, heads_);
    for (const Character& one : tails_) {
        row_.back() = one;
        if (sizes[2]) twos(last, one);
        if (sizes[3] || sizes[4]) longer(last, one, sizes);
    }
}

const AttestedRows::Alternatives& AttestedRows::alternatives(std::size_t place) {
    const char32_t ch = page_.chars[place];
    const auto [found, is_new] = alternatives_.try_emplace(ch);
    Alternatives& out = found->second;
    if (!is_new) return out;
    out.has.resize(archive_.symbols());
    const auto add = [&](const Character& one) {
        if (out.has[one.symbol]) return;
        out.has[one.symbol] = true;
        out.all.push_back(one);
    };
    add({ch, archive_.symbol(ch)});
    for (const SoundClasses::Class sound : classes_.of(ch)) {
        for (const Character& one : classes_.members(sound)) {
            if (!SoundClasses::never(ch, one.ch)) add(one);
        }
    }
    std::sort(out.all.begin(), out.all.end(),
              [](const Character& a, const Character& b) { return a.symbol < b.symbol; });
    return out;
}

void AttestedRows::fit_left(std::size_t first, std::vector<Character>& out) {
    out.clear();
    for (const Character& one : alternatives(first).all) {
        if (one.ch != page_.chars[first] && fits_left(first, one.symbol)) out.push_back(one);
    }
}

void AttestedRows::fit_right(std::size_t last, std::vector<Character>& out) {
    out.clear();
    const bool any = last + 1 == page_.size() || !page_.is_han_at(last + 1);
    for (const Character& one : alternatives(last).all) {
        if (one.ch != page_.chars[last] && (any || archive_.follows(one.symbol, page_.symbols[last + 1])))
            out.push_back(one);
    }
}

bool AttestedRows::fits_left(std::size_t place, ArchiveSymbol symbol) const {
    return place == 0 || !page_.is_han_at(place - 1) || archive_.follows(page_.symbols[place - 1], symbol);
}

void AttestedRows::singles(std::size_t at) {
    const bool left = at > 0 && page_.is_han_at(at - 1), right = at + 1 < page_.size() && page_.is_han_at(at + 1);
    for (const Character& one : left ? heads_ : tails_) {
        row_.back() = one;
        if (left || right) offer(at, 1);
    }
    if (!left || !right) return;
    for (const Character& one : tails_) {
        if (fits_left(at, one.symbol)) continue;
        row_.back() = one;
        offer(at, 1);
    }
}

void AttestedRows::twos(std::size_t last, const Character& one) {
    const bool left = last >= 2 && page_.is_han_at(last - 2);
    const Gram gram = archive_.gram(one.symbol);
    const Gram end = last + 1 < page_.size() && page_.is_han_at(last + 1)
                         ? archive_.preceded(archive_.gram(page_.symbols[last + 1]), one.symbol)
                         : Gram();
    for (const Character& other : heads_) {
        if (!archive_.follows(other.symbol, one.symbol)) continue;
        const Gram pair = archive_.preceded(gram, other.symbol);
        row_[row_.size() - 2] = other;
        if ((left && archive_.preceded(pair, page_.symbols[last - 2])) || archive_.preceded(end, other.symbol) ||
            archive_.count(pair) >= kAlone)
            offer(last, 2);
    }
}

void AttestedRows::longer(std::size_t last, const Character& one, const Sizes& sizes) {
    const Gram gram = archive_.gram(one.symbol);
    for (const Character& other : alternatives(last - 1).all) {
        if (!archive_.follows(other.symbol, one.symbol)) continue;
        const Gram pair = archive_.preceded(gram, other.symbol);
        if (archive_.count(pair) < kString) continue;
        row_[row_.size() - 2] = other;
        threes(last, pair, sizes);
    }
}

void AttestedRows::threes(std::size_t last, Gram pair, const Sizes& sizes) {
    const std::size_t first = last - 2;
    for_each_before(first, pair, [&](const Character& one, Gram three) {
        if (archive_.count(three) < kString) return;
        row_[row_.size() - 3] = one;
        if (sizes[3] && one.ch != page_.chars[first] && fits_left(first, one.symbol)) offer(last, 3);
        if (sizes[4]) fours(last, three);
    });
}

void AttestedRows::fours(std::size_t last, Gram three) {
    const std::size_t first = last - 3;
    for_each_before(first, three, [&](const Character& one, Gram four) {
        if (one.ch == page_.chars[first] || archive_.count(four) < kString || !fits_left(first, one.symbol)) return;
        row_.front() = one;
        offer(last, 4);
    });
}

// Of what may stand at the place: what the archive has before the string.
template <class Visit>
void AttestedRows::for_each_before(std::size_t place, Gram gram, Visit&& visit) {
    const Alternatives& known = alternatives(place);
    if (archive_.preceding(gram) > kMany * known.all.size()) {
        for (const Character& one : known.all) {
            if (const Gram longer = archive_.preceded(gram, one.symbol)) visit(one, longer);
        }
        return;
    }
    archive_.for_each_preceding(gram, [&](ArchiveSymbol symbol, Gram longer) {
        if (symbol < known.has.size() && known.has[symbol])
            visit(Character{archive_.character(symbol), symbol}, longer);
    });
}

void AttestedRows::offer(std::size_t last, std::size_t size) {
    offers_.offer(last + 1 - size, std::span(row_).last(size), kLeastGain);
}

}  // namespace jiaodui
