// Tested by tests/unit/homophone/suggester_test.cpp and attested_rows_test.cpp.
#include "pipeline/homophone/place_facts.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

constexpr std::uint32_t kAttested = 6;  // occurrences of four symbols that put a place above suspicion
constexpr float kLikelyWord = -4.6f;    // log10, of a word that nobody suspects without an archive

void look_by_archive(const PageSymbols& page, const ArchiveLexicon& archive, PlaceFacts& facts) {
    facts.suspicious.assign(page.size(), 1);
    facts.costs.assign(page.size() + 1, 0);
    ArchiveLexicon::Context context;
    double sum = 0;
    facts.contexts.reserve(page.size());
    facts.most.resize(page.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
        const ArchiveLexicon::Context before = context;
        facts.contexts.push_back(before);
        const float gained = archive.extend(context, std::span(page.symbols).first(i + 1));
        for (std::size_t known = 1; known <= facts.most[i].size(); ++known)
            facts.most[i][known - 1] = archive.most(before, context, known);
        facts.costs[i + 1] = facts.costs[i] - gained;
        if (page.is_han_at(i)) sum += gained;
        if (archive.count(context, 4) < kAttested) continue;
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

PlaceFacts look_at_places(const PageSymbols& page, const SoundSources& sources, WordPath& path) {
    PlaceFacts facts;
    facts.word.assign(page.size(), 0);
    if (sources.archive != nullptr) look_by_archive(page, *sources.archive, facts);
    else look_by_words(page, path, facts);
    return facts;
}

}  // namespace jiaodui
