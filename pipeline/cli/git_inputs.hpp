// The files of a run that git names: --staged, --since REF, --changed-only.
//
//   --staged          what the index holds against the last commit, read from the index, never from the work tree
//   --since REF       what the work tree holds against the commit where HEAD and REF parted
//   --changed-only    of the files of the run, the lines that were added or touched: with --staged and --since
//                     by these; else, where pre-commit gives PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF, between
//                     those; else against the last commit. A file that git does not track is new from first line to
//                     last.
#pragma once

#include <optional>

#include "pipeline/cli/run.hpp"

namespace jiaodui::cli {

// The options above, for a command's list.
[[nodiscard]] std::vector<OptionSpec> git_options();

[[nodiscard]] bool asks_git(const Context& context);

// The files, with their bytes (--staged) and lines (--changed-only). Problems are complained of; `failed` counts them.
[[nodiscard]] Inputs find_git_inputs(const Context& context, const Project& project);

// The command that mends what such a run reports, and no more than that. In a hook: the index, but the work tree where
// the commit takes that (`git commit -a`).
[[nodiscard]] std::string mending_command(const Context& context);

}  // namespace jiaodui::cli
