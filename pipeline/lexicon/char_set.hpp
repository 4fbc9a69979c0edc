// CharSet: a set of characters with a look-up of a nanosecond, for fast paths that ask one question of every character
// of a text. A bitmap of the Basic Multilingual Plane (8 KiB) and a sorted list of what lies above.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace jiaodui {

// A value; add() everything, then seal(), then it may be asked and shared.
class CharSet {
  public:
    void add(char32_t ch) {
        if (ch < 0x10000) {
            bmp_[ch >> 6] |= std::uint64_t{1} << (ch & 63);
        } else {
            above_.push_back(ch);
        }
    }
    void seal() {
        std::sort(above_.begin(), above_.end());
        above_.erase(std::unique(above_.begin(), above_.end()), above_.end());
    }
    [[nodiscard]] bool has(char32_t ch) const {
        if (ch < 0x10000) return (bmp_[ch >> 6] >> (ch & 63) & 1) != 0;
        return std::binary_search(above_.begin(), above_.end(), ch);
    }

  private:
    std::array<std::uint64_t, 1024> bmp_{};
    std::vector<char32_t> above_;
};

}  // namespace jiaodui
