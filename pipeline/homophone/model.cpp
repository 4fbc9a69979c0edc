// Tested by tests/unit/homophone/model_test.cpp.
#include "pipeline/homophone/model.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "pipeline/rule/rule.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(PageFeature::kCount)> kNames = {
    "logit", "logit_above_0", "logit_below_minus_2", "lead", "lead_above_2", "density", "repeats", "elsewhere"};

float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

// Sets weights from lines `name weight`; `bias` is one of the names.
template <class Row, class Find>
void read_weights(const Rule& rule, std::string_view key, Row& weights, float& bias, const Find& find,
                  Problems& problems) {
    const auto* lines = rule.param(key);
    if (lines == nullptr) return;
    for (const std::string& line : *lines) {
        const std::size_t space = std::min(line.find(' '), line.size());
        const std::string_view name = std::string_view(line).substr(0, space);
        float value = 0;
        const char* begin = line.data() + std::min(space + 1, line.size());
        const char* end = line.data() + line.size();
        const auto read = std::from_chars(begin, end, value);
        const bool number = read.ec == std::errc() && read.ptr == end && std::isfinite(value);
        float* slot = name == "bias" ? &bias : find(name, weights);
        if (number && slot != nullptr) {
            *slot = value;
            continue;
        }
        problems.push_back({ErrorCode::invalid_value,
                            {rule.id + " 的 " + std::string(key) + "：“" + line + "”不是特征名加权重",
                             rule.id + ", " + std::string(key) + ": \"" + line + "\" is no feature and weight"},
                            {},
                            {}});
    }
}

}  // namespace

std::string_view name_of(PageFeature feature) { return kNames[static_cast<std::size_t>(feature)]; }

SoundModel::SoundModel(const Rule& rule, const std::string& key, Problems& problems) {
    read_weights(
        rule, key, weights_, bias_,
        [](std::string_view name, FeatureRow& row) {
            const auto found = feature_of(name);
            return found ? &row[static_cast<std::size_t>(*found)] : nullptr;
        },
        problems);
    read_weights(
        rule, key + "_page", page_weights_, page_bias_,
        [](std::string_view name, PageRow& row) {
            const auto found = std::find(kNames.begin(), kNames.end(), name);
            return found != kNames.end() ? &row[static_cast<std::size_t>(found - kNames.begin())] : nullptr;
        },
        problems);
    std::array<float, 1> slope{1};
    read_weights(
        rule, key + "_errors", slope, errors_bias_,
        [](std::string_view name, std::array<float, 1>& row) { return name == "density" ? row.data() : nullptr; },
        problems);
    errors_slope_ = slope[0];
}

float SoundModel::errors(float density, std::size_t han) const {
    return std::exp(errors_bias_ + errors_slope_ * density) * static_cast<float>(han) / 1000;
}

float SoundModel::logit(const FeatureRow& row) const {
    float sum = bias_;
    for (std::size_t i = 0; i < row.size(); ++i) sum += weights_[i] * row[i];
    return sum;
}

float SoundModel::probability(const PageRow& row) const {
    float sum = page_bias_;
    for (std::size_t i = 0; i < row.size(); ++i) sum += page_weights_[i] * row[i];
    return sigmoid(sum);
}

float PageBar::of(float errors_per_1000) const {
    const float place = std::log(std::max(errors_per_1000, 0.1f) / few) / std::log(many / few);
    return good + (bad - good) * std::clamp(place, 0.0f, 1.0f);
}

std::vector<PageRow> look_at_page(const PageSymbols& page, std::span<const Candidate> candidates,
                                  std::span<const float> logits) {
    // The two best logits of candidates at every place, and whose the best one is.
    struct Best {
        float first = -8, second = -8;
        std::size_t owner = static_cast<std::size_t>(-1);
    };
    std::vector<Best> best(page.size());
    struct Same {
        std::uint32_t times = 0;
        float first = -8, second = -8;
    };
    std::map<std::u32string, Same> same;
    const auto name = [&](const Candidate& one) {
        std::u32string text(page.chars.begin() + one.begin, page.chars.begin() + one.end);
        text.append(one.put().begin(), one.put().end());
        return text;
    };
    const auto enter = [](float value, float& first, float& second) {
        if (value > first) second = std::exchange(first, value);
        else second = std::max(second, value);
    };
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        for (std::uint32_t at = candidates[i].begin; at < candidates[i].end; ++at) {
            if (logits[i] > best[at].first) best[at].owner = i;
            enter(logits[i], best[at].first, best[at].second);
        }
        Same& all = same[name(candidates[i])];
        ++all.times;
        enter(logits[i], all.first, all.second);
    }
    // One expectation a place: that of its best candidate, shared among the places it covers.
    double expected = 0;
    for (const Best& one : best) {
        if (one.owner == static_cast<std::size_t>(-1)) continue;
        const Candidate& candidate = candidates[one.owner];
        expected += sigmoid(one.first) / static_cast<float>(candidate.end - candidate.begin);
    }
    const double han = static_cast<double>(std::max(page.han, SoundModel::least_page));
    const auto density = static_cast<float>(std::log(1000 * (expected + 0.3) / han));

    std::vector<PageRow> rows(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        float other = -8;
        for (std::uint32_t at = candidates[i].begin; at < candidates[i].end; ++at)
            other = std::max(other, best[at].owner == i ? best[at].second : best[at].first);
        const Same& all = same[name(candidates[i])];
        const float logit = std::clamp(logits[i], -8.0f, 8.0f), lead = std::clamp(logits[i] - other, -4.0f, 6.0f);
        const float elsewhere =
            all.times < 2 ? 0 : std::clamp((logits[i] >= all.first ? all.second : all.first) - logits[i], 0.0f, 6.0f);
        rows[i] = {logit,
                   std::max(0.0f, logit),
                   std::min(0.0f, logit + 2),
                   lead,
                   std::max(0.0f, lead - 2),
                   density,
                   std::log(static_cast<float>(all.times)),
                   elsewhere};
    }
    return rows;
}

}  // namespace jiaodui
