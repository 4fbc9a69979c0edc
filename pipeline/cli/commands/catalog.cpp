// The table of commands. To add one: its file, its maker in commands.hpp, a line here.
#include "pipeline/cli/commands/commands.hpp"

namespace jiaodui::cli {

std::vector<Command> all_commands() {
    return {
        check_command(),    fix_command(),   diff_command(), adopt_command(), convert_command(),  segment_command(), undo_command(), rules_command(),
        explain_command(),  why_command(),   config_command(), glossary_command(), learn_command(), lsp_command(),     completions_command(),
    };
}

}  // namespace jiaodui::cli
