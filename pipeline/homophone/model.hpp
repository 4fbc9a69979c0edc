// SoundModel: from features to a probability, by two small logistic models.
//
// The first looks at a candidate alone (features.hpp). The second looks at the page: the first one's answer, how far
// the next best candidate at the same place lies behind, how often and how surely the same correction is proposed
// elsewhere on the page, and how bad the page is: how many errors the first model expects on it for every character. So
// the same evidence is trusted on a bad page and doubted on a good one. Weights are data: `name weight` lines in the
// rule's file: one list for runs with an archive, one without, and one for a text that is too short to be a page and
// has no archive either (`alone`): there is nothing elsewhere that could speak for a candidate. Logits are natural.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/homophone/features.hpp"

namespace jiaodui {

struct Rule;

// What the second model reads.
enum class PageFeature : std::uint8_t {
    logit,
    logit_above_0,
    logit_below_minus_2,  // of the first model, clipped to -8..8
    lead,
    lead_above_2,  // over the best other candidate that overlaps, clipped to -4..6
    density,       // log of the errors that the first model expects for 1,000 Han
    repeats,       // log of how often the same correction is proposed on the page
    elsewhere,     // the best logit of the same correction elsewhere less its own, 0..6
    kCount
};
using PageRow = std::array<float, static_cast<std::size_t>(PageFeature::kCount)>;
[[nodiscard]] std::string_view name_of(PageFeature feature);

class SoundModel {
  public:
    static constexpr std::size_t least_page = 300;  // Han; what has fewer is no page

    // Reads the parameters `<key>`, `<key>_page` and `<key>_errors` (`bias` and `density`: the log of the errors for
    // 1,000 Han is the first plus the second times the density) of the rule; the keys are `archive`, `bare` and
    // `alone`. Every bad line is a problem.
    SoundModel(const Rule& rule, const std::string& key, Problems& problems);

    [[nodiscard]] float logit(const FeatureRow& row) const;
    [[nodiscard]] float probability(const PageRow& row) const;
    // How many errors a page of so many Han has in all, by the density that the first model sees.
    [[nodiscard]] float errors(float density, std::size_t han) const;

  private:
    FeatureRow weights_{};
    PageRow page_weights_{};
    float bias_ = 0, page_bias_ = 0;
    float errors_bias_ = 0, errors_slope_ = 1;
};

// From which probability suggestions are shown: the fewer errors a page is estimated to have, the surer they must be.
// Straight in the logarithm of the errors for 1,000 Han, between `few` and `many`.
struct PageBar {
    float bad = 0.5f, good = 0.5f;  // on pages with many errors and with few
    float few = 6, many = 10;

    [[nodiscard]] float lowest() const { return bad < good ? bad : good; }
    [[nodiscard]] float of(float errors_per_1000) const;
};

// The rows of the second model for all candidates of a page, given the first one's logits.
[[nodiscard]] std::vector<PageRow> look_at_page(const PageSymbols& page, std::span<const Candidate> candidates,
                                                std::span<const float> logits);

}  // namespace jiaodui
