// The commands there are, one a file. main.cpp lists them in the order of help.
#pragma once

#include "pipeline/cli/command.hpp"

namespace jiaodui::cli {

[[nodiscard]] Command check_command();
[[nodiscard]] Command fix_command();
[[nodiscard]] Command diff_command();
[[nodiscard]] Command adopt_command();
[[nodiscard]] Command convert_command();
[[nodiscard]] Command segment_command();
[[nodiscard]] Command new_command();
[[nodiscard]] Command work_command();
[[nodiscard]] Command apply_command();
[[nodiscard]] Command baseline_command();
[[nodiscard]] Command done_command();
[[nodiscard]] Command review_command();
[[nodiscard]] Command status_command();
[[nodiscard]] Command stream_command();
[[nodiscard]] Command undo_command();
[[nodiscard]] Command rules_command();
[[nodiscard]] Command explain_command();
[[nodiscard]] Command why_command();
[[nodiscard]] Command config_command();
[[nodiscard]] Command glossary_command();
[[nodiscard]] Command learn_command();
[[nodiscard]] Command terms_command();
[[nodiscard]] Command init_command();
[[nodiscard]] Command lsp_command();
[[nodiscard]] Command completions_command();

// All of them, in the order of help.
[[nodiscard]] std::vector<Command> all_commands();

}  // namespace jiaodui::cli
