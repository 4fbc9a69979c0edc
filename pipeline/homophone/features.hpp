// Features: what speaks for a candidate and what against it, as numbers.
//
// A feature is a name and a number; the weights are in the rule's file (rules/homophone/word.yaml), by name. Numbers of
// occurrences count as log(1 + n). `new` is the text with the candidate, `old` without; strings round the change are
// all those that contain it whole, and the one that occurs most often counts. Features of an archive are 0 where there
// is none.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/homophone/candidates.hpp"

namespace jiaodui {

// A gain beyond a bound has a weight of its own, so that a model of straight lines can bend.
enum class Feature : std::uint8_t {
    archive_gain,
    archive_gain_2,
    archive_gain_4,
    archive_gain_7,
    archive_gain_10,
    archive_gain_14,  // nats
    model_gain,
    model_gain_minus_1,
    model_gain_half,
    model_gain_2,
    model_gain_4,  // log10
    changes_1,
    changes_2,
    changes_3,  // how many characters change
    same_tone,
    other_tone,
    fuzzy,
    near,  // of them
    archive_new_1,
    archive_new_2,
    archive_new_3,
    archive_new_4,
    archive_new_5,  // strings of n symbols round the change
    archive_old_1,
    archive_old_2,
    archive_old_3,
    archive_old_4,
    archive_old_5,
    no_new_2,
    no_new_3,
    no_new_4,
    no_new_5,
    no_old_3,
    no_old_4,
    no_old_5,  // there is none
    left_2,
    right_2,
    left_3,
    right_3,  // the string that ends (begins) with the change, one or two symbols longer
    page_new_1,
    page_new_2,
    page_new_3,
    page_new_4,  // elsewhere on the page
    page_old_1,
    page_old_2,
    page_old_3,
    page_old_4,
    given_new,
    given_old,  // in title, description and headings, two characters and more
    word_new_2,
    word_new_3,
    word_new_4,
    no_word_new,
    word_new_score,  // the longest word that covers the change
    word_old_2,
    word_old_3,
    word_old_4,
    word_old_score,
    single_gain,  // log10, of the characters alone
    word_length_2,
    word_length_3,  // of the word of the likeliest path; without an archive only
    page_quality,   // mean log probability of the page
    edge_left,
    edge_right,  // a mark or an edge stands beside it
    surname_left,
    surname_before_left,  // the character before (and the one before that) is a surname
    in_name,              // what changes follows a surname and is part of no word
    given_name,           // so, and the new word does not reach the surname
    foreign_name,         // stands in four and more characters that spell foreign names
    kCount
};

using FeatureRow = std::array<float, static_cast<std::size_t>(Feature::kCount)>;

[[nodiscard]] std::string_view name_of(Feature feature);
[[nodiscard]] std::optional<Feature> feature_of(std::string_view name);

// Numbers that a suggestion's evidence shows, besides the features.
struct Attestation {
    std::uint32_t put = 0, text = 0;  // how often the archive has the new and the old string that the evidence names
    std::size_t begin = 0, end = 0;   // places of that string
};

class FeatureMaker {
  public:
    FeatureMaker(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                 const SoundSources& sources, WordPath& path);

    [[nodiscard]] FeatureRow make(const Candidate& candidate);
    [[nodiscard]] Attestation attest(const Candidate& candidate);

  private:
    // The page's symbols with the candidate put; taken back at the end of its life.
    class Put;
    using Row = FeatureRow;

    [[nodiscard]] ArchiveLexicon::Context context_at(std::size_t last, bool is_new) const;
    void archive_strings(const Candidate& candidate, Row& row, bool is_new) const;
    void page_strings(const Candidate& candidate, Row& row, bool is_new) const;
    void words(const Candidate& candidate, Row& row);
    void sounds(const Candidate& candidate, Row& row) const;
    void surroundings(const Candidate& candidate, Row& row) const;
    [[nodiscard]] float model_gain(const Candidate& candidate);

    const PageSymbols& page_;
    const PageCounts& counts_;
    const PlaceFacts& facts_;
    const SoundSources& sources_;
    WordPath& path_;
    std::vector<char32_t> chars_;
    std::vector<ArchiveSymbol> symbols_;
    // The text round the places that change, as the language model sees it: of many candidates it is the same.
    struct Scored {
        std::uint32_t begin = 0, end = 0;
        float score = 0;
    };
    Scored scored_;
};

}  // namespace jiaodui
