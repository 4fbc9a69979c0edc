// The table of commands. To add one: its file, its maker in commands.hpp, a line here.
#include "pipeline/cli/commands/commands.hpp"

namespace jiaodui::cli {

std::vector<Command> all_commands() {
    return {
        check_command(),    fix_command(),     diff_command(),   review_command(), apply_command(),
        adopt_command(),    undo_command(),    status_command(), done_command(),   baseline_command(),
        convert_command(),  segment_command(), new_command(),    work_command(),   stream_command(),
        rules_command(),    explain_command(), why_command(),    config_command(), init_command(),
        glossary_command(), learn_command(),   terms_command(),  lsp_command(),    completions_command(),
    };
}

}  // namespace jiaodui::cli
