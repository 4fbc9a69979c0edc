// One pass finds all matches of the page with a trie over syllables (lexicon/sound_index.hpp); the language model reads
// the neighbourhood of what is left, eight characters to each side. Tested by tests/unit/stage/sound_terms_test.cpp.
#include "pipeline/stage/sound_scan.hpp"

#include <algorithm>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kContext = 8;  // characters read to each side

int distance(const SoundMatch& match) {
    return 100 * match.far + 10 * match.fuzzy + 2 * match.other_tone + (match.changed > 2 ? 1 : 0);
}

// Law 6: the longest of those that overlap; where they are equally long, the one that sounds more like it.
void select(std::vector<SoundPlace>& candidates) {
    std::stable_sort(candidates.begin(), candidates.end(), [](const SoundPlace& a, const SoundPlace& b) {
        if (a.run != b.run) return a.run < b.run;
        const int size_a = a.match.end - a.match.begin, size_b = b.match.end - b.match.begin;
        if (size_a != size_b) return size_a > size_b;
        if (distance(a.match) != distance(b.match)) return distance(a.match) < distance(b.match);
        return a.match.begin < b.match.begin;
    });
    std::vector<SoundPlace> kept;
    std::size_t first = 0;
    for (SoundPlace& candidate : candidates) {
        while (first < kept.size() && kept[first].run != candidate.run) ++first;
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
    bool words = true;  // the stretch is nothing but words of two characters and more
    for (const Segmenter::Token& token : tokens) {
        if (token.begin >= begin && token.end <= end) {
            words = words && token.end - token.begin > 1;
            const bool edge = token.begin == begin || token.end == end;
            const bool differs = window[token.begin] != term[token.begin - begin];
            if (edge && differs && token.end - token.begin == 1 &&
                segmenter.character_score(window[token.begin]) > -3.6f)
                candidate.loose = true;
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
void level(const std::vector<SoundRun>& runs, std::vector<SoundPlace>& candidates) {
    std::map<std::pair<std::u32string_view, std::uint32_t>, std::pair<float, int>> sums;
    const auto key = [&](const SoundPlace& candidate) {
        return std::pair{std::u32string_view(runs[candidate.run].characters)
                             .substr(candidate.match.begin, candidate.match.end - candidate.match.begin),
                         candidate.match.term};
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

const Segmenter* SoundScan::segmenter() const {
    std::call_once(segmenter_once_, [&] {
        if (const LanguageModel* model = sound_.language_model()) segmenter_.emplace(pinyin_, *model);
    });
    return segmenter_ ? &*segmenter_ : nullptr;
}

const ScriptConverter* SoundScan::simplifier() const {
    std::call_once(simplifier_once_, [&] {
        if (auto loaded = ScriptConverter::load("t2s")) simplifier_ = *loaded;
    });
    return simplifier_.get();
}

// The shadow of a traditional text: each conversion that keeps the number of characters.
void SoundScan::add_runs(std::string_view text, Span within, bool traditional, std::vector<SoundRun>& runs) const {
    std::vector<ScriptChange> changes;
    const ScriptConverter* converter = traditional ? simplifier() : nullptr;
    if (traditional && converter == nullptr) return;
    const std::string_view inside = slice(text, within);
    if (converter != nullptr) converter->convert(inside, changes);
    std::size_t next = 0;
    SoundRun run;
    if (!traditional) {
        run.characters.reserve(inside.size() / 3 + 1);
        run.at.reserve(inside.size() / 3 + 2);
    }
    const auto close = [&](std::uint32_t end) {
        if (run.characters.size() > 1) {
            run.at.push_back(end);
            runs.push_back(std::move(run));
        }
        run = {};
    };
    for (std::size_t at = 0; at < inside.size();) {
        const auto found = utf8::decode(inside, at);
        char32_t ch = found.ch;
        while (next < changes.size() && changes[next].at.end <= at) ++next;
        if (next < changes.size() && changes[next].at.begin <= at) {
            const ScriptChange& change = changes[next];
            const std::string_view old = slice(inside, change.at);
            if (utf8::count(old) == utf8::count(change.text)) {
                std::size_t nth = utf8::count(inside.substr(change.at.begin, at - change.at.begin)), in = 0;
                while (nth-- > 0) in += utf8::length_of(change.text[in]);
                ch = utf8::decode(change.text, in).ch;
            }
        }
        const auto place = static_cast<std::uint32_t>(within.begin + at);
        if (SoundIndex::takes(ch)) {
            run.characters += ch;
            run.at.push_back(place);
        } else {
            close(place);
        }
        at += found.length;
    }
    close(within.end);
}

void SoundScan::gather(const Draft& draft, std::uint32_t number, std::span<const SoundMatch> matches,
                       SoundPlaces& out) const {
    const SoundRun& run = out.runs[number];
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
        candidate.run = number;
        candidate.match = *best;
        candidate.at = DraftSpan(Span{run.at[best->begin], run.at[best->end]});
        if (draft.is_locked(candidate.at)) continue;
        const std::size_t size = best->end - best->begin;
        candidate.word =
            pinyin_.find(text_of(std::u32string_view(run.characters).substr(best->begin, size))).has_value();
        for (const SoundMatch& other : same) {
            if (&other != best && distance(other) == distance(*best)) candidate.rivals.push_back(other.term);
        }
        out.places.push_back(std::move(candidate));
    }
}

void SoundScan::weigh(std::span<const std::string> terms, const Segmenter& segmenter, SoundPlaces& out) const {
    Segmenter::Scratch scratch;
    std::vector<Segmenter::Token> tokens;
    for (SoundPlace& candidate : out.places) {
        const SoundRun& run = out.runs[candidate.run];
        const std::size_t begin = candidate.match.begin, end = candidate.match.end;
        const std::size_t from = begin - std::min(begin, kContext);
        const std::size_t to = std::min(run.characters.size(), end + kContext);
        std::u32string window = run.characters.substr(from, to - from);
        const float base = segmenter.read(text_of(window), {}, scratch, &tokens);
        const std::u32string term = characters_of(terms[candidate.match.term]);
        classify(segmenter, window, term, tokens, begin - from, end - from, candidate);
        window.replace(begin - from, end - begin, term);
        const Segmenter::Stretch stretch{static_cast<std::uint16_t>(begin - from),
                                         static_cast<std::uint16_t>(end - from)};
        const float with = segmenter.read(text_of(window), std::span(&stretch, 1), scratch);
        const SoundMatch& match = candidate.match;
        const int plain = match.changed - match.other_tone - match.fuzzy;
        candidate.margin =
            with - base - 0.5f * static_cast<float>(plain) - 1.0f * match.other_tone - 1.5f * match.fuzzy;
    }
}

// Of a text that is read as it stands only the runs in which a term may begin.
void SoundScan::add_runs_of(const SoundIndex& index, std::string_view text, Span within,
                            std::vector<SoundRun>& runs) const {
    std::uint32_t begin = within.begin;
    char32_t before = 0;
    bool any = false;
    const auto close = [&](std::uint32_t end) {
        if (any) add_runs(text, {begin, end}, false, runs);
        any = false;
    };
    for (std::uint32_t at = within.begin; at < within.end;) {
        const auto found = utf8::decode(text, at);
        const std::uint32_t next = at + found.length;
        if (!SoundIndex::takes(found.ch)) {
            close(at);
            begin = next;
        }
        any = any || index.may_begin(before, found.ch);
        before = found.ch;
        at = next;
    }
    close(within.end);
}

SoundPlaces SoundScan::find(const Draft& draft, const SoundIndex& index, std::span<const std::string> terms) const {
    SoundPlaces out;
    if (index.size() == 0) return out;
    std::vector<SoundMatch> matches;
    for (const Region& region : draft.regions) {
        const std::size_t first = out.runs.size();
        if (draft.page.script == PageScript::traditional) add_runs(draft.text, region.at, true, out.runs);
        else add_runs_of(index, draft.text, region.at, out.runs);
        for (std::size_t i = first; i < out.runs.size(); ++i) {
            matches.clear();
            index.find(out.runs[i].characters, matches);
            gather(draft, static_cast<std::uint32_t>(i), matches, out);
        }
    }
    const Segmenter* segmenter = out.places.empty() ? nullptr : this->segmenter();
    if (segmenter == nullptr) {
        out.places.clear();
        return out;
    }
    select(out.places);
    weigh(terms, *segmenter, out);
    level(out.runs, out.places);
    return out;
}

}  // namespace jiaodui
