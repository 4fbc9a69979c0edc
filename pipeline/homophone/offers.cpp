// What is put is written into a copy of the page's symbols, scored there and taken back, so that nothing is allocated
// for a candidate that is dropped. Scoring gives up as soon as it is sure to fall short: what the symbols behind can
// still be given is bounded, as all but the candidate is known of their surroundings. Tested by
// tests/unit/homophone/attested_rows_test.cpp.
#include "pipeline/homophone/offers.hpp"

#include <algorithm>
#include <tuple>

namespace jiaodui {
namespace {

constexpr float kNothing = -100.0f;

}  // namespace

Offers::Offers(const PageSymbols& page, const PlaceFacts& facts, const SoundSources& sources)
    : page_(page),
      facts_(facts),
      sources_(sources),
      symbols_(page.symbols),
      best_(page.size(), kNothing),
      begins_(sources.archive != nullptr ? kPlaces * kSymbols : 0, Begin{0xFFFFFFFF, 0, 0, {}}) {
    if (sources.archive != nullptr) look_ahead();
}

void Offers::look_ahead() {
    unchanged_.resize(page_.size() + 1);
    for (std::size_t i = 0; i < page_.size(); ++i) {
        float sum = 0;
        for (std::size_t known = kReach; --known > 0;) {
            if (i + known < page_.size()) sum += facts_.most[i + known][known - 1];
            unchanged_[i][known - 1] = sum;
        }
    }
}

void Offers::offer(std::size_t i, std::span<const Character> row, float least) {
    std::size_t first = 0, last = row.size();
    while (first < last && row[first].ch == page_.chars[i + first]) ++first;
    while (last > first && row[last - 1].ch == page_.chars[i + last - 1]) --last;
    if (first == last) return;
    bool suspicious = false;
    for (std::size_t k = first; k < last; ++k) {
        if (row[k].ch == page_.chars[i + k]) continue;
        if (SoundClasses::never(row[k].ch, page_.chars[i + k]) || lengthens_number(i + k, row[k].ch)) return;
        suspicious = suspicious || facts_.suspicious[i + k] != 0;
    }
    if (!suspicious) return;
    Offer found;
    Candidate& one = found.candidate;
    one.begin = static_cast<std::uint32_t>(i + first);
    one.end = static_cast<std::uint32_t>(i + last);
    for (std::size_t k = first; k < last; ++k) one.chars[k - first] = row[k].ch;
    if (sources_.archive != nullptr) {
        least = least_of(one.begin, one.end, least);
        one.archive_gain = gain(one, row.subspan(first, last - first), least);
        if (one.archive_gain < least) return;
        found.worth = worth(one);
        for (std::uint32_t at = one.begin; at < one.end; ++at) best_[at] = std::max(best_[at], found.worth);
    }
    all_.push_back(found);
}

// 五是股票 → 五十股票: no string can tell what number was meant.
bool Offers::lengthens_number(std::size_t place, char32_t put) const {
    return SoundClasses::is_numeral(put) &&
           ((place > 0 && SoundClasses::is_numeral(page_.chars[place - 1])) ||
            (place + 1 < page_.size() && SoundClasses::is_numeral(page_.chars[place + 1])));
}

const Offers::Begin& Offers::begin_with(std::uint32_t place, ArchiveSymbol symbol) {
    Begin& found = begins_[place % kPlaces * kSymbols + symbol % kSymbols];
    if (found.place == place && found.symbol == symbol) return found;
    found = {place, symbol, 0, facts_.contexts[place]};
    symbols_[place] = symbol;
    found.log_probability = sources_.archive->extend(found.context, std::span(symbols_).first(place + 1));
    symbols_[place] = page_.symbols[place];
    return found;
}

// What the characters put and the one behind them are given at most.
float Offers::most(std::size_t i, std::span<const Character> row) const {
    const ArchiveLexicon& archive = *sources_.archive;
    ArchiveSymbol before = page_.symbols[i - 1];
    float sum = archive.most_after(archive.successors(before), before, row.front().symbol);
    for (std::size_t k = 0; k < row.size(); ++k) {
        before = row[k].symbol;
        const ArchiveSymbol after = k + 1 < row.size() ? row[k + 1].symbol : page_.symbols[i + row.size()];
        sum += archive.most_before(archive.predecessors(after), before, after);
    }
    return sum;
}

// Exact where it is `least` or more, else anything less.
float Offers::gain(const Candidate& one, std::span<const Character> put, float least) {
    const Begin& begin = begin_with(one.begin, put.front().symbol);
    const std::size_t reach = std::min(page_.size(), one.end + kReach);
    float sum = facts_.costs[reach] - facts_.costs[one.begin] + begin.log_probability;
    for (std::size_t k = 0; k < put.size(); ++k) symbols_[one.begin + k] = put[k].symbol;
    ArchiveLexicon::Context context = begin.context;
    for (std::size_t i = one.begin + 1; i < reach; ++i) {
        const std::size_t passed = i > one.end ? i - one.end - 1 : 0;
        if (sum + unchanged_[one.end][passed] < least - kRounding) {
            sum = kNothing;
            break;
        }
        const auto text = std::span(symbols_).first(i + 1);
        sum += i >= one.end && i + 1 < facts_.contexts.size()
                   ? sources_.archive->extend(context, text, facts_.contexts[i + 1], i + 1 - one.end)
                   : sources_.archive->extend(context, text);
    }
    std::copy_n(page_.symbols.begin() + one.begin, put.size(), symbols_.begin() + one.begin);
    return sum;
}

float Offers::worth(const Candidate& one) const {
    float sum = one.archive_gain;
    for (std::uint32_t i = one.begin; i < one.end; ++i) {
        const char32_t put = one.chars[i - one.begin];
        if (put == page_.chars[i]) continue;
        const SoundClass sound = sources_.classes.relation(put, page_.chars[i]);
        sum -= sound == SoundClass::same_tone ? 0.0f : sound == SoundClass::same_syllable ? 2.0f : 3.0f;
    }
    return sum;
}

std::vector<Candidate> Offers::take() {
    const auto key = [](const Offer& one) {
        return std::tie(one.candidate.begin, one.candidate.end, one.candidate.chars);
    };
    std::sort(all_.begin(), all_.end(), [&](const Offer& a, const Offer& b) { return key(a) < key(b); });
    all_.erase(std::unique(all_.begin(), all_.end(), [&](const Offer& a, const Offer& b) { return key(a) == key(b); }),
               all_.end());
    std::vector<Candidate> out;
    for (const Offer& one : all_) {
        if (sources_.archive == nullptr || one.worth >= best_over(one.candidate.begin, one.candidate.end) - kBehind)
            out.push_back(one.candidate);
    }
    return out;
}

}  // namespace jiaodui
