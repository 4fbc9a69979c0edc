// SignSet: which kinds of signs stand in a text, or which of them a rule is about.
//
// Most rules begin at a few signs, and most lines have none of them: where the two sets do not meet, the rule need not
// be asked. Every mark that is common has a place of its own; all others share one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "pipeline/text/sign_index.hpp"

namespace jiaodui {

namespace sign_places {

// The place of every other sign is 0.
constexpr std::u32string_view kOwn =
    U" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~，。、？！：；（）《》“”‘’—…·「」『』【】\uFFFC";
static_assert(kOwn.size() < 64);

struct Own {
    char32_t ch;
    std::uint8_t place;
};
constexpr std::uint8_t slot_of(char32_t ch) { return static_cast<std::uint8_t>(ch ^ ch >> 6); }
constexpr std::array<Own, 256> kPlaces = [] {
    std::array<Own, 256> places{};
    for (std::size_t i = 0; i < kOwn.size(); ++i) {
        places[slot_of(kOwn[i])] = {kOwn[i], static_cast<std::uint8_t>(i + 1)};
    }
    return places;
}();
constexpr std::uint8_t of(char32_t ch) {
    const Own own = kPlaces[slot_of(ch)];
    return own.ch == ch ? own.place : std::uint8_t{0};
}

}  // namespace sign_places

class SignSet {
  public:
    constexpr SignSet() = default;
    constexpr explicit SignSet(std::u32string_view signs) {
        for (const char32_t ch : signs) add(ch);
    }
    [[nodiscard]] static SignSet of(std::span<const Sign> signs) {
        SignSet out;
        for (const Sign sign : signs) out.add(sign.ch);
        return out;
    }
    // Meets every other, also an empty one: of a rule that looks at more than signs.
    [[nodiscard]] static constexpr SignSet anything() {
        SignSet out;
        out.any_ = true;
        return out;
    }

    constexpr void add(char32_t ch) { bits_ |= std::uint64_t{1} << sign_places::of(ch); }
    [[nodiscard]] constexpr bool meets(SignSet other) const { return any_ || other.any_ || (bits_ & other.bits_) != 0; }

  private:
    std::uint64_t bits_ = 0;
    bool any_ = false;
};

// The signs without which no rule of this kind has a finding.
[[nodiscard]] SignSet wanted_signs(std::string_view kind);

}  // namespace jiaodui
