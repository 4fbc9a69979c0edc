// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/suggester.hpp"

#include <algorithm>
#include <numeric>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/text/characters.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kMostOthers = 3;
constexpr float kLeastOther = 0.05f;

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
    FeatureMaker maker;

    Examination(const Suggester& by, const Draft& draft)
        : suggester(by),
          out{read_symbols(draft, by.archive_), {}, {}, {}, 0},
          counts(out.page, draft),
          path(by.pinyin_, by.model_, by.characters_),
          sources{by.pinyin_, by.model_, by.archive_, by.classes_},
          facts(look_at_places(out.page, sources, path)),
          maker(out.page, counts, facts, sources, path) {
        const bool alone = by.is_alone(draft, out.page);
        const SoundModel& weights = alone ? by.alone_ : by.weights_;
        std::vector<float> logits;
        for (const Candidate& candidate : find_candidates(out.page, counts, facts, sources, path)) {
            FeatureRow row = maker.make(candidate);
            if (are_two_words(row) || (by.archive_ == nullptr && hopeless(row))) continue;
            if (alone && is_of_a_stranger(row)) continue;
            out.candidates.push_back(candidate);
            out.features.push_back(row);
            logits.push_back(weights.logit(row));
        }
        for (const PageRow& row : look_at_page(out.page, out.candidates, logits)) {
            out.probabilities.push_back(weights.probability(row));
            out.density = row[static_cast<std::size_t>(PageFeature::density)];
        }
    }
    Examination(const Examination&) = delete;
    Examination& operator=(const Examination&) = delete;

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

Suggester::Suggester(const Rule& rule, const Pinyin& pinyin, const LanguageModel& model, const ArchiveLexicon* archive,
                     Problems& problems)
    : pinyin_(pinyin),
      model_(model),
      characters_(pinyin, model),
      archive_(archive),
      classes_(pinyin, &model, archive),
      weights_(rule, archive != nullptr ? "archive" : "bare", problems),
      alone_(rule.param("alone") != nullptr ? SoundModel(rule, "alone", problems) : weights_) {}

Examined Suggester::examine(const Draft& draft) const { return std::move(Examination(*this, draft).out); }

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
    out.errors = weights_.errors(work.out.density, work.out.page.han);
    out.alone = is_alone(draft, work.out.page);
    out.errors_per_1000 = weights_.errors(work.out.density, 1000);
    return out;
}

}  // namespace jiaodui
