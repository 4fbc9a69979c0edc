// What a quick look at an edited text leaves out, taken over from the look before it.
#pragma once

#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

// The entries of one stage that wait for a person, with their speakers, go from `former` to `now`: those before the
// first changed byte and those behind the last, at their new places. What the edit touches, and what overlaps an entry
// that is there, stays behind.
void carry_over(const Outcome& former, StageId stage, Outcome& now);

}  // namespace jiaodui
