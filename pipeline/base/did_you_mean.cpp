// Optimal string alignment over three rows of the distance table. Tested by tests/unit/base/did_you_mean_test.cpp.
#include "pipeline/base/did_you_mean.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace jiaodui {
namespace {

constexpr std::size_t kLongest = 64;  // code points that are compared
constexpr std::size_t kFew = 16;      // candidates that are listed in full

// Each code point as one number. Need not be decoded: equal code points have equal bytes. Letters lose their case.
std::vector<std::uint32_t> units_of(std::string_view text) {
    std::vector<std::uint32_t> out;
    for (const char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80 && !out.empty()) {
            out.back() = out.back() << 8 | byte;
            continue;
        }
        if (out.size() == kLongest) break;
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<unsigned char>(byte + 32);
        out.push_back(byte);
    }
    return out;
}

std::size_t distance(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::array<std::array<std::size_t, kLongest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replace, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a.size() % 3][b.size()];
}

template <class Text>
std::string closest(std::string_view name, std::span<const Text> candidates) {
    const auto wanted = units_of(name);
    std::size_t best = std::max<std::size_t>(1, (wanted.size() + 1) / 3) + 1;
    std::string found;
    for (const std::string_view candidate : candidates) {
        std::size_t cost = distance(wanted, units_of(candidate));
        const std::size_t slash = candidate.find('/');
        if (slash != std::string_view::npos && name.find('/') == std::string_view::npos) {
            cost = std::min(cost, distance(wanted, units_of(candidate.substr(slash + 1))));
        }
        // A name with nothing in common is no guess, however short.
        if (cost < best && cost < std::max<std::size_t>(wanted.size(), 1)) {
            best = cost;
            found = candidate;
        }
    }
    return found;
}

template <class Text>
Message advice(std::string_view name, std::span<const Text> candidates) {
    const std::string found = closest(name, candidates);
    if (!found.empty()) return {"是不是 " + found + "？", "did you mean " + found + "?"};
    if (candidates.empty() || candidates.size() > kFew) return {};
    Message out{"可用的有：", "there are: "};
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const std::string candidate(candidates[i]);
        out.zh += (i == 0 ? "" : "、") + candidate;
        out.en += (i == 0 ? "" : ", ") + candidate;
    }
    return out;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) { return distance(units_of(a), units_of(b)); }

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    return closest(name, candidates);
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    return closest(name, candidates);
}

Message advice_for(std::string_view name, std::span<const std::string_view> candidates) {
    return advice(name, candidates);
}

Message advice_for(std::string_view name, std::span<const std::string> candidates) { return advice(name, candidates); }

}  // namespace jiaodui
