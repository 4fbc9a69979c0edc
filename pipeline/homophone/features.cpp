// Tested by tests/unit/homophone/suggester_test.cpp.
#include "pipeline/homophone/features.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/name_characters.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Feature::kCount)> kNames = {
    "archive_gain",
    "archive_gain_2",
    "archive_gain_4",
    "archive_gain_7",
    "archive_gain_10",
    "archive_gain_14",
    "model_gain",
    "model_gain_minus_1",
    "model_gain_half",
    "model_gain_2",
    "model_gain_4",
    "changes_1",
    "changes_2",
    "changes_3",
    "same_tone",
    "other_tone",
    "fuzzy",
    "near",
    "archive_new_1",
    "archive_new_2",
    "archive_new_3",
    "archive_new_4",
    "archive_new_5",
    "archive_old_1",
    "archive_old_2",
    "archive_old_3",
    "archive_old_4",
    "archive_old_5",
    "no_new_2",
    "no_new_3",
    "no_new_4",
    "no_new_5",
    "no_old_3",
    "no_old_4",
    "no_old_5",
    "left_2",
    "right_2",
    "left_3",
    "right_3",
    "page_new_1",
    "page_new_2",
    "page_new_3",
    "page_new_4",
    "page_old_1",
    "page_old_2",
    "page_old_3",
    "page_old_4",
    "given_new",
    "given_old",
    "word_new_2",
    "word_new_3",
    "word_new_4",
    "no_word_new",
    "word_new_score",
    "word_old_2",
    "word_old_3",
    "word_old_4",
    "word_old_score",
    "single_gain",
    "word_length_2",
    "word_length_3",
    "page_quality",
    "edge_left",
    "edge_right",
    "surname_left",
    "surname_before_left",
    "in_name",
    "given_name",
    "foreign_name",
};
static_assert(!kNames.back().empty());

constexpr std::size_t kAround = 7;  // characters on either side that the language model reads

float& at(FeatureRow& row, Feature feature, std::size_t step = 0) {
    return row[static_cast<std::size_t>(feature) + step];
}

float log_count(float count) { return std::log1p(count); }

constexpr std::size_t kForeignName = 4;  // characters in a row

}  // namespace

std::string_view name_of(Feature feature) { return kNames[static_cast<std::size_t>(feature)]; }

std::optional<Feature> feature_of(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<Feature>(found - kNames.begin());
}

class FeatureMaker::Put {
  public:
    Put(FeatureMaker& maker, const Candidate& candidate) : maker_(maker), candidate_(candidate) {
        for (std::uint32_t i = candidate.begin; i < candidate.end; ++i) {
            const char32_t ch = candidate.chars[i - candidate.begin];
            maker.chars_[i] = ch;
            if (maker.sources_.archive != nullptr) maker.symbols_[i] = maker.sources_.archive->symbol(ch);
        }
    }
    Put(const Put&) = delete;
    Put& operator=(const Put&) = delete;
    ~Put() {
        for (std::uint32_t i = candidate_.begin; i < candidate_.end; ++i) {
            maker_.chars_[i] = maker_.page_.chars[i];
            if (maker_.sources_.archive != nullptr) maker_.symbols_[i] = maker_.page_.symbols[i];
        }
    }

  private:
    FeatureMaker& maker_;
    const Candidate& candidate_;
};

FeatureMaker::FeatureMaker(const PageSymbols& page, const PageCounts& counts, const PlaceFacts& facts,
                           const SoundSources& sources, WordPath& path)
    : page_(page),
      counts_(counts),
      facts_(facts),
      sources_(sources),
      path_(path),
      chars_(page.chars),
      symbols_(page.symbols) {}

// Of all strings of `size` places that contain the candidate and lie within [0, all), those within a region.
template <class Visit>
static void for_strings(const Candidate& candidate, std::size_t size, std::size_t all, Visit&& visit) {
    if (size < candidate.end - candidate.begin) return;
    const std::size_t first = candidate.end > size ? candidate.end - size : 0;
    for (std::size_t i = first; i <= candidate.begin && i + size <= all; ++i) visit(i);
}

// What the archive has of the strings that end at the place; with no candidate put that is known.
ArchiveLexicon::Context FeatureMaker::context_at(std::size_t last, bool is_new) const {
    if (!is_new && last + 1 < facts_.contexts.size()) return facts_.contexts[last + 1];
    return sources_.archive->context(std::span(symbols_).first(last + 1));
}

void FeatureMaker::archive_strings(const Candidate& candidate, Row& row, bool is_new) const {
    // By their last place, since all with one end are found on one way.
    std::array<ArchiveLexicon::Context, ArchiveLexicon::max_order> ends{};
    const std::size_t first = candidate.end - 1;
    for (std::size_t i = 0; i < ends.size() && first + i < symbols_.size(); ++i)
        ends[i] = context_at(first + i, is_new);
    const auto count = [&](std::size_t begin, std::size_t size) {
        const std::size_t end = begin + size - 1 - first;
        return end < ends.size() ? static_cast<float>(sources_.archive->count(ends[end], size)) : 0.0f;
    };
    for (std::size_t size = 1; size <= ArchiveLexicon::max_order; ++size) {
        float most = 0;
        for_strings(candidate, size, symbols_.size(),
                    [&](std::size_t begin) { most = std::max(most, count(begin, size)); });
        at(row, is_new ? Feature::archive_new_1 : Feature::archive_old_1, size - 1) = log_count(most);
        if (is_new && size >= 2) at(row, Feature::no_new_2, size - 2) = most == 0;
        if (!is_new && size >= 3) at(row, Feature::no_old_3, size - 3) = most == 0;
    }
    if (!is_new) return;
    const std::size_t size = candidate.end - candidate.begin;
    for (std::size_t more = 1; more <= 2; ++more) {
        if (candidate.begin >= more)
            at(row, Feature::left_2, 2 * (more - 1)) = log_count(count(candidate.begin - more, size + more));
        if (candidate.end + more <= symbols_.size())
            at(row, Feature::right_2, 2 * (more - 1)) = log_count(count(candidate.begin, size + more));
    }
}

void FeatureMaker::page_strings(const Candidate& candidate, Row& row, bool is_new) const {
    float given = 0;
    for (std::size_t size = 1; size <= PageCounts::max_characters; ++size) {
        float most = 0;
        for_strings(candidate, size, chars_.size(), [&](std::size_t begin) {
            const PageCounts::Count count = counts_.count(std::span(chars_).subspan(begin, size));
            most = std::max<float>(most, count.page);
            if (size >= 2) given = std::max<float>(given, count.given);
        });
        if (!is_new) most = std::max(0.0f, most - 1);  // itself
        at(row, is_new ? Feature::page_new_1 : Feature::page_old_1, size - 1) = log_count(most);
    }
    at(row, is_new ? Feature::given_new : Feature::given_old) = log_count(given);
}

float FeatureMaker::model_gain(const Candidate& candidate) {
    const std::size_t begin = candidate.begin > kAround ? candidate.begin - kAround : 0;
    const std::size_t end = std::min(chars_.size(), candidate.end + kAround);
    const auto window = std::span(chars_).subspan(begin, end - begin);
    if (candidate.begin != scored_.begin || candidate.end != scored_.end)
        scored_ = {candidate.begin, candidate.end, path_.score(window)};
    const Put put(*this, candidate);
    return path_.score_again(window, candidate.begin - begin) - scored_.score;
}

void FeatureMaker::words(const Candidate& candidate, Row& row) {
    const WordPath::Cover old_word = path_.cover(chars_, candidate.begin, candidate.end);
    for (std::size_t size = 2; size <= 4; ++size) at(row, Feature::word_old_2, size - 2) = old_word.length >= size;
    at(row, Feature::word_old_score) = old_word.score;
    float single = 0;
    for (std::uint32_t i = candidate.begin; i < candidate.end; ++i)
        single += path_.single(candidate.chars[i - candidate.begin]) - path_.single(chars_[i]);
    at(row, Feature::single_gain) = std::clamp(single, -6.0f, 6.0f);
    const Put put(*this, candidate);
    const WordPath::Cover new_word = path_.cover(chars_, candidate.begin, candidate.end);
    for (std::size_t size = 2; size <= 4; ++size) at(row, Feature::word_new_2, size - 2) = new_word.length >= size;
    at(row, Feature::no_word_new) = new_word.length == 0;
    at(row, Feature::word_new_score) = new_word.score;
    // A name that is known is known with its surname.
    for (std::size_t left = 1; left <= 2 && candidate.begin >= left; ++left) {
        const std::size_t surname = candidate.begin - left;
        if (!page_.is_han_at(candidate.begin - 1) || !is_surname(page_.chars[surname]) || facts_.word[surname] > 1)
            continue;
        if (old_word.length < 2 && (new_word.length == 0 || new_word.begin > surname)) at(row, Feature::given_name) = 1;
    }
}

void FeatureMaker::sounds(const Candidate& candidate, Row& row) const {
    std::size_t changes = 0;
    for (std::uint32_t i = candidate.begin; i < candidate.end; ++i) {
        const char32_t put = candidate.chars[i - candidate.begin];
        if (put == page_.chars[i]) continue;
        ++changes;
        switch (sources_.classes.relation(put, page_.chars[i])) {
            case SoundClass::same_tone: at(row, Feature::same_tone) += 1; break;
            case SoundClass::same_syllable: at(row, Feature::other_tone) += 1; break;
            case SoundClass::fuzzy1: at(row, Feature::fuzzy) += 1; break;
            default: at(row, Feature::near) += 1; break;
        }
    }
    if (changes <= 3) at(row, Feature::changes_1, changes - 1) = 1;
}

void FeatureMaker::surroundings(const Candidate& candidate, Row& row) const {
    at(row, Feature::page_quality) = facts_.page_log_probability;
    at(row, Feature::edge_left) = candidate.begin == 0 || !page_.is_han_at(candidate.begin - 1);
    at(row, Feature::edge_right) = candidate.end == page_.size() || !page_.is_han_at(candidate.end);
    for (std::size_t size = 2; size <= 3; ++size)
        at(row, Feature::word_length_2, size - 2) = facts_.word[candidate.begin] >= size;
    const bool left = candidate.begin >= 1 && is_surname(page_.chars[candidate.begin - 1]);
    const bool before = candidate.begin >= 2 && is_surname(page_.chars[candidate.begin - 2]);
    at(row, Feature::surname_left) = left;
    at(row, Feature::surname_before_left) = before && page_.is_han_at(candidate.begin - 1);
    at(row, Feature::in_name) = (left || before) && at(row, Feature::word_old_2) == 0;
    std::size_t first = candidate.begin, last = candidate.end;
    const auto wanted = [&] { return last - first < kForeignName; };
    while (wanted() && first > 0 && spells_foreign_names(page_.chars[first - 1])) --first;
    while (wanted() && last < page_.size() && spells_foreign_names(page_.chars[last])) ++last;
    at(row, Feature::foreign_name) =
        !wanted() &&
        std::all_of(page_.chars.begin() + candidate.begin, page_.chars.begin() + candidate.end, spells_foreign_names);
}

FeatureRow FeatureMaker::make(const Candidate& candidate) {
    Row row{};
    const auto bend = [&](Feature first, float value, std::span<const float> bounds) {
        at(row, first) = value;
        for (std::size_t i = 0; i < bounds.size(); ++i) at(row, first, i + 1) = std::max(0.0f, value - bounds[i]);
    };
    constexpr float kArchiveBounds[] = {2, 4, 7, 10, 14}, kModelBounds[] = {-1, 0.5f, 2, 4};
    if (sources_.archive != nullptr) {
        bend(Feature::archive_gain, std::clamp(candidate.archive_gain, -5.0f, 25.0f), kArchiveBounds);
        archive_strings(candidate, row, false);
    }
    bend(Feature::model_gain, std::clamp(model_gain(candidate), -6.0f, 10.0f), kModelBounds);
    page_strings(candidate, row, false);
    words(candidate, row);
    sounds(candidate, row);
    surroundings(candidate, row);
    const Put put(*this, candidate);
    if (sources_.archive != nullptr) archive_strings(candidate, row, true);
    page_strings(candidate, row, true);
    return row;
}

// The longest string round the change that the archive has with the candidate, two to four symbols, Han only.
Attestation FeatureMaker::attest(const Candidate& candidate) {
    Attestation out;
    if (sources_.archive == nullptr) return out;
    const auto count = [&](std::size_t begin, std::size_t size) {
        return sources_.archive->count(std::span(symbols_).subspan(begin, size));
    };
    {
        const Put put(*this, candidate);
        for (std::size_t size = 4; size >= 2 && out.put == 0; --size) {
            for_strings(candidate, size, symbols_.size(), [&](std::size_t begin) {
                for (std::size_t i = begin; i < begin + size; ++i) {
                    if (!page_.is_han_at(i)) return;
                }
                const std::uint32_t times = count(begin, size);
                if (times < 2 || times <= out.put) return;
                out = {times, 0, begin, begin + size};
            });
        }
    }
    if (out.put != 0) out.text = count(out.begin, out.end - out.begin);
    return out;
}

}  // namespace jiaodui
