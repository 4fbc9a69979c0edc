// Small deterministic random numbers (SplitMix64: Steele, Lea, Flood 2014) for property tests, the same everywhere.
#pragma once

#include <cstdint>

namespace jiaodui::testing {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    // In [0, below).
    std::uint32_t below(std::uint32_t below) { return static_cast<std::uint32_t>(next() % below); }
    bool one_in(std::uint32_t n) { return below(n) == 0; }

  private:
    std::uint64_t state_;
};

}  // namespace jiaodui::testing
