// The line ends of a page as a command decides them: the stage `segment` alone (stage/segment.hpp), the suggestions
// that are sure enough, the page with them written, and the proof that nothing else changed.
#pragma once

#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/cli/options.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui::cli {

// The settings of such a run, below what was given on the command line. `joins`: also lines between which nothing
// should stand.
void ask_for_line_ends(Args& args, bool joins);

struct LineEnds {
    std::vector<const Entry*> taken;  // at least as sure as asked, in order
    std::size_t left = 0;
};
[[nodiscard]] LineEnds line_ends_of(const Outcome& outcome, float above);

// An Error where letters or structure would change.
[[nodiscard]] Result<std::string> with_line_ends(const Outcome& outcome, const LineEnds& ends);

}  // namespace jiaodui::cli
