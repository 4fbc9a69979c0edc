// Tested by tests/unit/homophone/suggester_test.cpp and attested_rows_test.cpp.
#include "pipeline/homophone/place_facts.hpp"

#include <algorithm>
#include <future>
#include <span>

namespace jiaodui {
namespace {

constexpr std::uint32_t kAttested = 6;  // occurrences of four symbols that put a place above suspicion
constexpr float kLikelyWord = -4.6f;    // log10, of a word that nobody suspects without an archive

// What the archive says of one place: of its symbol after those before it, and of the last four.
struct Said {
    float gained = 0;
    bool attested = false;
};

// Writes to these places only, so that threads may look at several parts at once.
void look_at_part(const PageSymbols& page, const ArchiveLexicon& archive, Span places, PlaceFacts& facts,
                  std::span<Said> said) {
    const auto symbols = std::span(page.symbols);
    ArchiveLexicon::Context context = archive.context(symbols.first(places.begin));
    for (std::size_t i = places.begin; i < places.end; ++i) {
        const ArchiveLexicon::Context before = context;
        facts.contexts[i] = before;
        said[i].gained = archive.extend(context, symbols.first(i + 1));
        for (std::size_t known = 1; known <= facts.most[i].size(); ++known)
            facts.most[i][known - 1] = archive.most(before, context, known);
        said[i].attested = archive.count(context, 4) >= kAttested;
    }
}

// Part by part; then what goes from place to place.
void look_by_archive(const PageSymbols& page, const ArchiveLexicon& archive, std::size_t threads, PlaceFacts& facts) {
    facts.contexts.resize(page.size());
    facts.most.resize(page.size());
    std::vector<Said> said(page.size());
    std::vector<std::future<void>> others;
    const std::size_t part = page.size() / threads + 1;
    for (std::size_t begin = part; begin < page.size(); begin += part) {
        const Span places(static_cast<std::uint32_t>(begin),
                          static_cast<std::uint32_t>(std::min(page.size(), begin + part)));
        // Without a word of when: where no thread is to be had it is done at get().
        others.push_back(std::async([&, places] { look_at_part(page, archive, places, facts, said); }));
    }
    look_at_part(page, archive, {0, static_cast<std::uint32_t>(std::min(page.size(), part))}, facts, said);
    for (std::future<void>& other : others) other.get();

    facts.suspicious.assign(page.size(), 1);
    facts.costs.assign(page.size() + 1, 0);
    double sum = 0;
    for (std::size_t i = 0; i < page.size(); ++i) {
        facts.costs[i + 1] = facts.costs[i] - said[i].gained;
        if (page.is_han_at(i)) sum += said[i].gained;
        if (!said[i].attested) continue;
        for (std::size_t k = i - 3; k <= i; ++k) facts.suspicious[k] = 0;
    }
    facts.page_log_probability = page.han != 0 ? static_cast<float>(sum / static_cast<double>(page.han)) : 0;
}

// By clauses of the page: between marks and edges.
void look_by_words(const PageSymbols& page, WordPath& path, PlaceFacts& facts) {
    facts.suspicious.assign(page.size(), 0);
    facts.first_of_word.assign(page.size() + 1, 0);
    double sum = 0;
    std::vector<std::uint8_t> cuts;
    const auto ends = [&](std::size_t i) {
        return page.chars[i] == archive_symbol::kEdge || page.chars[i] == archive_symbol::kMark;
    };
    for (std::size_t i = 0; i < page.size();) {
        if (ends(i)) {
            facts.first_of_word[i] = 1;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < page.size() && end - i < WordPath::max_length && !ends(end)) ++end;
        const auto clause = std::span(page.chars).subspan(i, end - i);
        sum += path.score(clause, &cuts);
        std::size_t at = i;
        for (const std::uint8_t length : cuts) {
            const bool unlikely = length < 2 || path.cover(std::span(page.chars), at, at + length).score < kLikelyWord;
            facts.first_of_word[at] = 1;
            for (std::size_t k = at; k < at + length; ++k) {
                facts.word[k] = length;
                if (unlikely) facts.suspicious[k] = 1;
            }
            at += length;
        }
        i = end;
    }
    facts.page_log_probability = page.han != 0 ? static_cast<float>(sum / static_cast<double>(page.han)) : 0;
}

}  // namespace

PlaceFacts look_at_places(const PageSymbols& page, const SoundSources& sources, WordPath& path, std::size_t threads) {
    PlaceFacts facts;
    facts.word.assign(page.size(), 0);
    if (sources.archive != nullptr) look_by_archive(page, *sources.archive, threads, facts);
    else look_by_words(page, path, facts);
    return facts;
}

}  // namespace jiaodui
