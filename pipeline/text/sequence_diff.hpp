// diff_sequences: what to delete and insert to make one sequence of symbols another.
//
// The result is sorted, and its changes never touch: between two of them at least one symbol is
// equal. It is the shortest such script as long as that costs no more than `bound` steps; beyond,
// it is still right but may be longer than needed, so that unrelated texts are told apart in O((n +
// m) · bound) time and O(n + m) space.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

// old[before] became new[after]; indices of symbols.
struct SequenceChange {
    Span before;
    Span after;
    friend bool operator==(const SequenceChange&, const SequenceChange&) = default;
};

[[nodiscard]] std::vector<SequenceChange> diff_sequences(std::span<const std::uint32_t> before,
                                                         std::span<const std::uint32_t> after,
                                                         std::uint32_t bound = 1024);

}  // namespace jiaodui
