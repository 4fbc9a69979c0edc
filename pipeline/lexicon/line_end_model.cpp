// An open hash table that is used where it lies: a slot is found by the low bits of a feature's hash and known by its
// high ones. Tested by tests/unit/lexicon/line_end_test.cpp.
#include "pipeline/lexicon/line_end_model.hpp"

#include <algorithm>
#include <cmath>

#include "pipeline/base/binary.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kHeader = 24;
constexpr std::uint32_t kVersion = 3;  // of the features too (lexicon/line_text.cpp)
constexpr std::uint64_t kProbes = 16;  // a feature lies at most so far from its first slot

std::uint16_t check_of(FeatureHash feature) {
    const auto check = static_cast<std::uint16_t>(feature >> 48);
    return check == 0 ? 1 : check;
}

}  // namespace

Result<LineEndModel> LineEndModel::view(std::string_view bytes, const std::string& name) {
    BinaryReader reader(bytes);
    const std::uint32_t version = reader.u32();
    const std::uint32_t labels = reader.u32();
    const std::uint64_t slots = reader.u64();
    const float scale = reader.f32();
    const std::uint32_t words = reader.u32();
    LineEndModel model;
    const bool sound =
        reader.good() && version == kVersion && labels == kLineEnds && slots > 0 && (slots & (slots - 1)) == 0 &&
        slots <= bytes.size() && bytes.size() == kHeader + slots * (2 + kLineEnds) + words && std::isfinite(scale) &&
        scale >= 0 && scale < 1000 && WordClasses::view(bytes.substr(bytes.size() - words), model.words_);
    if (!sound) {
        return Error{ErrorCode::invalid_value,
                     {"断句模型不能用", "the model of line ends cannot be used"},
                     {"重新运行 jiaodui learn", "run jiaodui learn again"},
                     {name}};
    }
    model.slots_ = slots;
    model.scale_ = scale;
    model.checks_ = bytes.substr(kHeader, slots * 2);
    model.weights_ = bytes.substr(kHeader + slots * 2, slots * kLineEnds);
    return model;
}

void LineEndModel::add(std::span<const FeatureHash> features, LineEndScores& scores) const {
    if (slots_ == 0) return;
    std::array<int, kLineEnds> sum{};
    for (const FeatureHash feature : features) {
        const std::uint16_t wanted = check_of(feature);
        std::uint64_t slot = feature & (slots_ - 1);
        for (std::uint64_t probe = 0; probe < kProbes; ++probe, slot = (slot + 1) & (slots_ - 1)) {
            const auto low = static_cast<unsigned char>(checks_[slot * 2]);
            const auto high = static_cast<unsigned char>(checks_[slot * 2 + 1]);
            const auto check = static_cast<std::uint16_t>(low | high << 8);
            if (check == 0) break;
            if (check != wanted) continue;
            const char* row = weights_.data() + slot * kLineEnds;
            for (std::size_t i = 0; i < kLineEnds; ++i) sum[i] += static_cast<signed char>(row[i]);
            break;
        }
    }
    for (std::size_t i = 0; i < kLineEnds; ++i) scores[i] += scale_ * static_cast<float>(sum[i]);
}

std::string LineEndTable::pack(std::string_view words) const {
    auto rows = rows_;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::size_t kept = 0;
    for (const auto& row : rows) {
        if (kept > 0 && rows[kept - 1].first == row.first) {
            for (std::size_t i = 0; i < kLineEnds; ++i) rows[kept - 1].second[i] += row.second[i];
        } else {
            rows[kept++] = row;
        }
    }
    rows.resize(kept);
    float most = 1e-6f;
    for (const auto& row : rows) {
        for (const float weight : row.second) most = std::max(most, std::abs(weight));
    }
    const float scale = most / 127.0f;
    std::uint64_t slots = 16;
    while (slots * 3 < rows.size() * 4) slots *= 2;
    std::string checks(slots * 2, '\0');
    std::string weights(slots * kLineEnds, '\0');
    for (const auto& [feature, row] : rows) {
        std::uint64_t slot = feature & (slots - 1);
        for (std::uint64_t probe = 0; probe < kProbes; ++probe, slot = (slot + 1) & (slots - 1)) {
            if (checks[slot * 2] != 0 || checks[slot * 2 + 1] != 0) continue;
            const std::uint16_t check = check_of(feature);
            checks[slot * 2] = static_cast<char>(check & 0xFF);
            checks[slot * 2 + 1] = static_cast<char>(check >> 8);
            for (std::size_t i = 0; i < kLineEnds; ++i) {
                weights[slot * kLineEnds + i] =
                    static_cast<char>(static_cast<signed char>(std::lround(row[i] / scale)));
            }
            break;
        }  // no room within reach: the feature is left out
    }
    BinaryWriter out;
    out.u32(kVersion);
    out.u32(kLineEnds);
    out.u64(slots);
    out.f32(scale);
    out.u32(static_cast<std::uint32_t>(words.size()));
    return out.bytes() + checks + weights + std::string(words);
}

void to_probabilities(LineEndScores& scores) {
    const float most = *std::max_element(scores.begin(), scores.end());
    float sum = 0;
    for (float& score : scores) sum += score = std::exp(score - most);
    for (float& score : scores) score /= sum;
}

}  // namespace jiaodui
