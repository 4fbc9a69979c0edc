// Alignment of two versions of one text by what is read aloud: every ideograph, every number, every word in letters.
// Marks, spaces, line ends and markup lie between these tokens and take no part, so that a text which somebody has laid
// out anew still lines up with the old one.
//
// O(n log n): tokens that begin the same few, unique in both versions, are anchors; what lies between two anchors is
// small and is compared outright, or, where it is not, told apart without looking for the shortest way.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

// The spans of the tokens, in order: one character of content each, or a run of ASCII letters and digits.
[[nodiscard]] std::vector<Span> tokens_of(std::string_view text);

// Pairs of equal tokens, by their numbers in `a` and `b`, both rising.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> align(std::string_view before,
                                                                         const std::vector<Span>& a,
                                                                         std::string_view after,
                                                                         const std::vector<Span>& b);

}  // namespace jiaodui
