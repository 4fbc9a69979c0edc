// Tally: the numbers of a run, which the summary line shows and the exit status rests on.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>

#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

struct RuleCount {
    std::size_t findings = 0;
    std::size_t files = 0;
};

struct Tally {
    std::size_t files = 0;               // that were read
    std::size_t failed = 0;              // that could not be
    std::size_t changed = 0;             // whose text would be another
    std::array<std::size_t, 3> tiers{};  // findings by Tier
    std::size_t applicable = 0;          // findings that are part of the outcome's text
    std::size_t blocking = 0;
    std::map<std::string, RuleCount> rules;

    // Counts what is visible, whether or not the emitter shows its tier.
    void add(const Outcome& outcome);
    [[nodiscard]] std::size_t total() const { return tiers[0] + tiers[1] + tiers[2]; }
    // Findings of this tier or above, or that block.
    [[nodiscard]] bool reaches(Tier tier) const;
};

}  // namespace jiaodui
