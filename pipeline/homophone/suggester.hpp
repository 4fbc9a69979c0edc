// Suggester: what may have been meant instead of what a page says, with a probability.
//
// Reads a page (page_symbols.hpp), finds candidates (candidates.hpp), judges them (features.hpp, model.hpp) and keeps
// the best ones that do not overlap. It speaks simplified Chinese only. Immutable, shared between threads.
//
// A page that the archive does not know well enough is read as if there were none: of what few pages teach less is
// found than without (docs/accuracy.md). A text that is longer than any page is read in sections, each a page of its
// own: what it says twenty times within a book is no evidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/homophone/alternatives.hpp"
#include "pipeline/homophone/model.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"

namespace jiaodui {

struct Suggestion {
    DraftSpan at;
    std::string text;
    std::vector<std::string> others;  // further candidates for the same span, best first
    float probability = 0;
    SoundClass sound = SoundClass::same_tone;  // the least like of its changes
    // A string round the change, and how often the archive has it so and as it stands in the text; empty without one.
    std::string put, was;
    std::uint32_t put_times = 0, was_times = 0;
};

// What was said of a page: for measuring and for training.
struct Examined {
    PageSymbols page;
    std::vector<Candidate> candidates;  // in order of place
    std::vector<FeatureRow> features;
    std::vector<float> probabilities;
    float density = 0;  // log of the errors that the first model expects for 1,000 Han (PageFeature::density)
};

struct Suggestions {
    std::vector<Suggestion> all;  // in order of place; they do not overlap
    float errors = 0;             // estimated on the page, whether or not a candidate is known
    float errors_per_1000 = 0;    // of its Han
    bool by_archive = false;      // judged by the archive
    bool alone = false;           // of a text that is no page
};

// The draft in parts that are no longer than pages are, cut between regions; of an ordinary page itself.
[[nodiscard]] std::vector<Draft> sections_of(const Draft& draft);

class Suggester {
  public:
    // The share of a page's strings of three Han that the archive must have for its word to count.
    static constexpr float least_known = 0.28f;

    // What sounds alike, of the characters that the archive has or else the model. Readings must be there. Made first,
    // since with an archive it does without the model, which another thread may still be opening.
    [[nodiscard]] static SoundClasses classes_of(const SoundLexicon& sound, const ArchiveLexicon* archive);

    // All that is given must outlive it; of `sound` readings and model must be there, the archive may be null. Problems
    // of the rule's weights are appended. A page is looked at by so many threads (one: the caller's); what is found
    // does not depend on them.
    Suggester(const Rule& rule, const SoundLexicon& sound, SoundClasses classes, const ArchiveLexicon* archive,
              Problems& problems, unsigned threads = 1);
    Suggester(const Rule& rule, const SoundLexicon& sound, const ArchiveLexicon* archive, Problems& problems,
              unsigned threads = 1)
        : Suggester(rule, sound, classes_of(sound, archive), archive, problems, threads) {}

    // By the archive even where it hardly knows the page.
    [[nodiscard]] Examined examine(const Draft& draft) const;
    // Those of `least` probability and more.
    [[nodiscard]] Suggestions suggest(const Draft& draft, float least) const;

  private:
    struct Examination;

    // One short paragraph, without title or heading: what a page says of itself is then not missing but unknown.
    [[nodiscard]] static bool is_alone(const Draft& draft, const PageSymbols& page) {
        return page.han < SoundModel::least_page && draft.regions.size() < 2;
    }
    // By what the archive says of its places.
    [[nodiscard]] bool is_known(const PageSymbols& page, const PlaceFacts& facts) const;

    const Pinyin& pinyin_;
    const LanguageModel& model_;
    const ModelCharacters& characters_;
    const ArchiveLexicon* archive_;
    unsigned threads_;
    SoundClasses classes_;
    Alternatives alternatives_;
    SoundModel weights_, bare_, alone_;
};

}  // namespace jiaodui
