// The parts of the command `learn`.
#pragma once

#include "pipeline/cli/command.hpp"
#include "pipeline/cli/project.hpp"

namespace jiaodui::cli {

// --from-git, --pair, --from-frontmatter.
[[nodiscard]] int propose_entries(Context& context, Project& project);
// --apply.
[[nodiscard]] int apply_answers(Context& context, Project& project);

}  // namespace jiaodui::cli
