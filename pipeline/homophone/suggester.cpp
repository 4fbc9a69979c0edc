// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/suggester.hpp"

#include <algorithm>
#include <future>
#include <numeric>
#include <utility>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kMostOthers = 3;
constexpr float kLeastOther = 0.05f;
constexpr std::size_t kLongestPage = 60'000;  // bytes, 20,000 Han: of 2,100 pages one is longer
constexpr std::size_t kSection = 30'000;      // about so long a section of a longer text is
constexpr std::size_t kWorthThread = 1000;    // Han that are worth a thread: seven milliseconds
constexpr std::size_t kSample = 500;          // strings that are asked for to see how well the archive knows a page

// Without an archive: what makes the sentence no likelier, but for strings that a title gives.
bool hopeless(const FeatureRow& row) {
    const float gain = row[static_cast<std::size_t>(Feature::model_gain)];
    return gain < (row[static_cast<std::size_t>(Feature::given_new)] > 0 ? -1.0f : 0.3f);
}

// Two words of three characters and more: spellings of one name, or two names. Sound does not tell which is meant.
bool are_two_words(const FeatureRow& row) {
    return row[static_cast<std::size_t>(Feature::word_old_3)] > 0 &&
           row[static_cast<std::size_t>(Feature::word_new_3)] > 0;
}

// In a sentence alone nobody has heard of the person, so sound does not tell how the name is written.
bool is_of_a_stranger(const FeatureRow& row) { return row[static_cast<std::size_t>(Feature::given_name)] > 0; }

}  // namespace

// One page under examination.
struct Suggester::Examination {
    const Suggester& suggester;
    Examined out;
    PageCounts counts;
    WordPath path;
    SoundSources sources;
    PlaceFacts facts;
    const SoundModel& weights;
    FeatureMaker maker;

    Examination(const Suggester& by, const Draft& draft, bool even_unknown = false)
        : suggester(by),
          out{read_symbols(draft, by.archive_), {}, {}, {}, 0},
          counts(out.page, draft),
          path(by.pinyin_, by.model_, by.characters_),
          sources{by.pinyin_, by.model_, by.archive_, by.classes_, by.alternatives_},
          facts(look_by_what_knows_it(even_unknown)),
          weights(sources.archive != nullptr     ? by.weights_
                  : by.is_alone(draft, out.page) ? by.alone_
                                                 : by.bare_),
          maker(out.page, counts, facts, sources, path) {
        for (const Found& found : look()) {
            out.candidates.insert(out.candidates.end(), found.candidates.begin(), found.candidates.end());
            out.features.insert(out.features.end(), found.features.begin(), found.features.end());
        }
        std::vector<float> logits;
        for (const FeatureRow& row : out.features) logits.push_back(weights.logit(row));
        for (const PageRow& row : look_at_page(out.page, out.candidates, logits)) {
            out.probabilities.push_back(weights.probability(row));
            out.density = row[static_cast<std::size_t>(PageFeature::density)];
        }
    }
    Examination(const Examination&) = delete;
    Examination& operator=(const Examination&) = delete;

    // The archive, or the model alone where the archive does not know the page.
    [[nodiscard]] PlaceFacts look_by_what_knows_it(bool even_unknown) {
        PlaceFacts looked = look_at_places(out.page, sources, path, threads());
        if (sources.archive == nullptr || even_unknown || suggester.is_known(out.page, looked)) return looked;
        sources.archive = nullptr;
        return look_at_places(out.page, sources, path);
    }
    [[nodiscard]] std::size_t threads() const {
        return std::clamp<std::size_t>(out.page.han / kWorthThread, 1, suggester.threads_);
    }

    struct Found {
        std::vector<Candidate> candidates;
        std::vector<FeatureRow> features;
    };
    [[nodiscard]] Found look_at(Span places, WordPath& words, FeatureMaker& features) const {
        Found found;
        for (const Candidate& candidate : find_candidates(out.page, counts, facts, sources, words, places)) {
            const FeatureRow row = features.make(candidate);
            if (are_two_words(row) || (sources.archive == nullptr && hopeless(row))) continue;
            if (&weights == &suggester.alone_ && is_of_a_stranger(row)) continue;
            found.candidates.push_back(candidate);
            found.features.push_back(row);
        }
        return found;
    }

    // Part by part, beside each other where threads may be had; what is found is the same.
    [[nodiscard]] std::vector<Found> look() {
        const std::vector<Span> parts = parts_of(out.page, facts, threads());
        std::vector<std::future<Found>> others;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            // Without a word of when: where no thread is to be had it is done at get().
            others.push_back(std::async([this, places = parts[i]] {
                WordPath words(suggester.pinyin_, suggester.model_, suggester.characters_);
                FeatureMaker features(out.page, counts, facts, sources, words);
                return look_at(places, words, features);
            }));
        }
        std::vector<Found> all;
        if (!parts.empty()) all.push_back(look_at(parts[0], path, maker));
        for (std::future<Found>& other : others) all.push_back(other.get());
        return all;
    }

    // The likelier first; those that overlap one kept before are left out.
    [[nodiscard]] std::vector<std::size_t> keep(const std::vector<std::size_t>& order, float least) const {
        std::vector<std::uint8_t> taken(out.page.size(), 0);
        std::vector<std::size_t> kept;
        for (const std::size_t i : order) {
            if (out.probabilities[i] < least) break;
            const Candidate& one = out.candidates[i];
            const auto begin = taken.begin() + one.begin, end = taken.begin() + one.end;
            if (std::find(begin, end, std::uint8_t{1}) != end) continue;
            std::fill(begin, end, std::uint8_t{1});
            kept.push_back(i);
        }
        std::sort(kept.begin(), kept.end());
        return kept;
    }

    [[nodiscard]] Suggestion suggestion(std::size_t i, const std::vector<std::size_t>& order) {
        const Candidate& one = out.candidates[i];
        Suggestion found;
        found.at = DraftSpan(Span{out.page.at[one.begin].begin, out.page.at[one.end - 1].end});
        found.text = text_of(one.put());
        found.probability = out.probabilities[i];
        for (const std::size_t k : order) {
            const Candidate& other = out.candidates[k];
            if (k != i && other.begin == one.begin && other.end == one.end && found.others.size() < kMostOthers)
                found.others.push_back(text_of(other.put()));
        }
        for (std::uint32_t k = one.begin; k < one.end; ++k) {
            const char32_t put = one.chars[k - one.begin];
            if (put != out.page.chars[k])
                found.sound = std::max(found.sound, suggester.classes_.relation(put, out.page.chars[k]));
        }
        const Attestation attested = maker.attest(one);
        if (attested.put != 0) {
            found.put_times = attested.put;
            found.was_times = attested.text;
            std::vector<char32_t> chars(out.page.chars.begin() + static_cast<std::ptrdiff_t>(attested.begin),
                                        out.page.chars.begin() + static_cast<std::ptrdiff_t>(attested.end));
            found.was = text_of(chars);
            std::copy_n(one.chars.begin(), one.end - one.begin,
                        chars.begin() + static_cast<std::ptrdiff_t>(one.begin - attested.begin));
            found.put = text_of(chars);
        }
        return found;
    }
};

SoundClasses Suggester::classes_of(const SoundLexicon& sound, const ArchiveLexicon* archive) {
    return {*sound.pinyin(), archive != nullptr ? nullptr : sound.language_model(), archive};
}

Suggester::Suggester(const Rule& rule, const SoundLexicon& sound, SoundClasses classes, const ArchiveLexicon* archive,
                     Problems& problems, unsigned threads)
    : pinyin_(*sound.pinyin()),
      model_(*sound.language_model()),
      characters_(*sound.characters()),
      archive_(archive),
      threads_(threads),
      classes_(std::move(classes)),
      alternatives_(pinyin_, classes_, archive),
      weights_(rule, "archive", problems),
      bare_(rule, "bare", problems),
      alone_(rule.param("alone") != nullptr ? SoundModel(rule, "alone", problems) : bare_) {}

// By a sample of its strings; of a text that is too short to be a page nobody can say.
bool Suggester::is_known(const PageSymbols& page, const PlaceFacts& facts) const {
    if (page.han < SoundModel::least_page) return true;
    const std::size_t step = std::max<std::size_t>(1, page.size() / kSample);
    std::size_t asked = 0, known = 0;
    for (std::size_t i = 0; i + 3 < page.size(); i += step) {  // behind three Han there is an edge, if nothing else
        if (!page.is_han_at(i) || !page.is_han_at(i + 1) || !page.is_han_at(i + 2)) continue;
        ++asked;
        known += archive_->count(facts.contexts[i + 3], 3) != 0 ? 1 : 0;
    }
    return static_cast<float>(known) >= least_known * static_cast<float>(asked);
}

std::vector<Draft> sections_of(const Draft& draft) {
    std::size_t bytes = 0;
    for (const Region& region : draft.regions) bytes += region.at.size();
    if (bytes <= kLongestPage) return {draft};
    std::vector<Draft> sections;
    const std::size_t wanted = bytes / (bytes / kSection);
    for (std::size_t first = 0, next = 0; first < draft.regions.size(); first = next) {
        for (std::size_t size = 0; next < draft.regions.size() && size < wanted; ++next)
            size += draft.regions[next].at.size();
        sections.push_back(draft);
        sections.back().regions = draft.regions.subspan(first, next - first);
    }
    return sections;
}

Examined Suggester::examine(const Draft& draft) const { return std::move(Examination(*this, draft, true).out); }

Suggestions Suggester::suggest(const Draft& draft, float least) const {
    Examination work(*this, draft);
    std::vector<std::size_t> order(work.out.candidates.size());
    std::iota(order.begin(), order.end(), 0);
    std::erase_if(order, [&](std::size_t i) { return work.out.probabilities[i] < std::min(least, kLeastOther); });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return work.out.probabilities[a] > work.out.probabilities[b];
    });
    Suggestions out;
    for (const std::size_t i : work.keep(order, least)) out.all.push_back(work.suggestion(i, order));
    out.errors = work.weights.errors(work.out.density, work.out.page.han);
    out.by_archive = work.sources.archive != nullptr;
    out.alone = is_alone(draft, work.out.page);
    out.errors_per_1000 = work.weights.errors(work.out.density, 1000);
    return out;
}

}  // namespace jiaodui
