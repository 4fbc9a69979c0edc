// Takes arrays of plain numbers off a section of the archive lexicon, each at a multiple of 8, as learn/pack.hpp puts
// them down. Whatever the counts asked for, what it gives lies within the section.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace jiaodui {

class SectionCutter {
  public:
    explicit SectionCutter(std::string_view bytes) : bytes_(bytes) {
        good_ = reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 == 0;
    }
    // Empty, and good() false from then on, when the section is too short.
    template <class T>
    std::span<const T> take(std::uint64_t count) {
        if (!good_ || count > (bytes_.size() - at_) / sizeof(T)) {
            good_ = false;
            return {};
        }
        const auto* begin = reinterpret_cast<const T*>(bytes_.data() + at_);
        at_ = std::min(bytes_.size(), (at_ + count * sizeof(T) + 7) / 8 * 8);
        return {begin, static_cast<std::size_t>(count)};
    }
    [[nodiscard]] bool good() const { return good_; }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace jiaodui
