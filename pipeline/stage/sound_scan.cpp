// One pass finds all matches of the page with a trie over syllables (lexicon/sound_index.hpp); the language model reads
// the neighbourhood of what is left, eight characters to each side. Tested by tests/unit/stage/sound_terms_test.cpp.
#include "pipeline/stage/sound_scan.hpp"

#include <algorithm>

#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kContext = 8;  // characters read to each side

int distance(const SoundMatch& match) {
    return 1000 * match.half + 100 * match.far + 10 * match.fuzzy + 2 * match.other_tone + (match.changed > 2 ? 1 : 0);
}

// Law 6: the longest of those that overlap; where they are equally long, the one that sounds more like it. What is only
// half alike comes last, however long.
void select(std::vector<SoundPlace>& candidates) {
    std::stable_sort(candidates.begin(), candidates.end(), [](const SoundPlace& a, const SoundPlace& b) {
        if (a.run.begin != b.run.begin) return a.run.begin < b.run.begin;
        if (a.match.half != b.match.half) return a.match.half < b.match.half;
        const int size_a = a.match.end - a.match.begin, size_b = b.match.end - b.match.begin;
        if (size_a != size_b) return size_a > size_b;
        if (distance(a.match) != distance(b.match)) return distance(a.match) < distance(b.match);
        return a.match.begin < b.match.begin;
    });
    std::vector<SoundPlace> kept;
    std::size_t first = 0;
    for (SoundPlace& candidate : candidates) {
        while (first < kept.size() && kept[first].run.begin != candidate.run.begin) ++first;
        const bool free =
            std::none_of(kept.begin() + static_cast<std::ptrdiff_t>(first), kept.end(), [&](const SoundPlace& other) {
                return other.match.begin < candidate.match.end && candidate.match.begin < other.match.end;
            });
        if (free) kept.push_back(std::move(candidate));
    }
    std::sort(kept.begin(), kept.end(), [](const SoundPlace& a, const SoundPlace& b) { return a.at < b.at; });
    candidates = std::move(kept);
}

void classify(const Segmenter& segmenter, std::u32string_view window, std::u32string_view term,
              std::span<const Segmenter::Token> tokens, std::size_t begin, std::size_t end, SoundPlace& candidate) {
    const auto lonely = [&](const Segmenter::Token& token) {
        return token.end - token.begin == 1 && SoundIndex::is_han(window[token.begin]) &&
               segmenter.character_score(window[token.begin]) < -4.0f;
    };
    candidate.own = static_cast<std::uint8_t>(end - begin);
    bool words = true;  // the stretch is nothing but words of two characters and more
    candidate.pieces = true;
    for (const Segmenter::Token& token : tokens) {
        if (token.begin >= begin && token.end <= end) {
            const std::size_t size = token.end - token.begin;
            words = words && size > 1;
            candidate.pieces = candidate.pieces && size == 1;
            if (size > 1 && token.end == end &&
                window.substr(token.begin, size) == term.substr(token.begin - begin, size))
                candidate.own = static_cast<std::uint8_t>(candidate.own - size);
            const bool edge = token.begin == begin || token.end == end;
            const bool differs = window[token.begin] != term[token.begin - begin];
            if (edge && differs && size == 1 && segmenter.character_score(window[token.begin]) > -3.6f)
                candidate.loose = candidate.edge = true;
        }
        const bool cuts_begin = token.begin < begin && begin < token.end,
                   cuts_end = token.begin < end && end < token.end;
        if (token.begin <= begin && end <= token.end && (cuts_begin || cuts_end)) candidate.kind = SpanKind::part;
        else if (token.begin == begin && token.end == end) candidate.kind = SpanKind::word;
        else if (cuts_begin || cuts_end) candidate.kind = SpanKind::cross;
        if (token.end == begin) candidate.lonely_left = lonely(token);
        if (token.begin == end) candidate.lonely_right = lonely(token);
    }
    if (words && candidate.kind == SpanKind::free && end - begin > 2) candidate.loose = true;
}

// Law 6: equal stretches have the same margin.
void level(const SoundText& text, std::vector<SoundPlace>& candidates) {
    std::map<std::pair<std::u32string_view, std::uint32_t>, std::pair<float, int>> sums;
    const auto key = [&](const SoundPlace& candidate) {
        return std::pair{heard(text, candidate), candidate.match.term};
    };
    for (const SoundPlace& candidate : candidates) {
        auto& [sum, count] = sums[key(candidate)];
        sum += candidate.margin;
        ++count;
    }
    for (SoundPlace& candidate : candidates) {
        const auto& [sum, count] = sums[key(candidate)];
        candidate.margin = sum / static_cast<float>(count);
    }
}

}  // namespace

void SoundScan::gather(const SoundText& text, SoundRun run, std::span<const SoundMatch> matches,
                       SoundPlaces& out) const {
    for (std::size_t i = 0; i < matches.size();) {
        // All terms of one stretch.
        std::size_t end = i;
        const SoundMatch* best = nullptr;
        bool right = false;
        for (; end < matches.size() && matches[end].begin == matches[i].begin && matches[end].end == matches[i].end;
             ++end) {
            right = right || matches[end].exact;
            if (matches[end].exact) ++out.exact[matches[end].term];
            if (best == nullptr || distance(matches[end]) < distance(*best)) best = &matches[end];
        }
        const std::span<const SoundMatch> same = matches.subspan(i, end - i);
        i = end;
        if (right) continue;
        SoundPlace candidate;
        candidate.run = run;
        candidate.match = *best;
        candidate.at = text.span(run, best->begin, best->end);
        if (text.draft().is_locked(candidate.at)) continue;
        candidate.word = pinyin_.find(text_of(heard(text, candidate))).has_value();
        for (const SoundMatch& other : same) {
            if (&other != best && distance(other) == distance(*best)) candidate.rivals.push_back(other.term);
        }
        out.places.push_back(std::move(candidate));
    }
}

void SoundScan::weigh(const SoundText& text, std::span<const std::string> terms,
                      std::vector<SoundPlace>& places) const {
    if (places.empty()) return;
    const Segmenter* segmenter = sound_.segmenter();
    if (segmenter == nullptr) return places.clear();
    Segmenter::Scratch scratch;
    std::vector<Segmenter::Token> tokens;
    for (SoundPlace& candidate : places) {
        const std::u32string_view run = text.of(candidate.run);
        const std::size_t begin = candidate.match.begin, end = candidate.match.end;
        const std::size_t from = begin - std::min(begin, kContext);
        const std::size_t to = std::min(run.size(), end + kContext);
        std::u32string window(run.substr(from, to - from));
        const float base = segmenter->read(text_of(window), {}, scratch, &tokens);
        const std::u32string term = characters_of(terms[candidate.match.term]);
        classify(*segmenter, window, term, tokens, begin - from, end - from, candidate);
        window.replace(begin - from, end - begin, term);
        const Segmenter::Stretch stretch{static_cast<std::uint16_t>(begin - from),
                                         static_cast<std::uint16_t>(end - from)};
        const float with = segmenter->read(text_of(window), std::span(&stretch, 1), scratch);
        const SoundMatch& match = candidate.match;
        const int plain = match.changed - match.other_tone - match.fuzzy;
        candidate.margin =
            with - base - 0.5f * static_cast<float>(plain) - 1.0f * match.other_tone - 1.5f * match.fuzzy - match.half;
    }
    level(text, places);
}

SoundPlaces SoundScan::find(const SoundText& text, const SoundIndex& index) const {
    SoundPlaces out;
    if (index.size() == 0) return out;
    std::vector<SoundMatch> matches;
    for (const SoundRun run : text.runs()) {
        matches.clear();
        index.find(text.of(run), matches);
        gather(text, run, matches, out);
    }
    select(out.places);
    return out;
}

}  // namespace jiaodui
