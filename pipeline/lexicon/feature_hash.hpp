// How what the model of line ends knows is named: 64-bit hashes of numbers, built up of pairs. The numbers are part of
// the model: change them, and its version (line_end_model.cpp).
#pragma once

#include <cstdint>

namespace jiaodui {

using FeatureHash = std::uint64_t;

constexpr FeatureHash mixed(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}
constexpr FeatureHash both(std::uint64_t a, std::uint64_t b) {
    return mixed(a * 0x9E3779B97F4A7C15ULL + b + 0x1234567);
}

}  // namespace jiaodui
