// completions: what shells and man(1) are told of the commands. Tested by tests/cli/completions_test.sh.
#include <algorithm>
#include <array>

#include "pipeline/api/version.hpp"
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/command_docs.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"

namespace jiaodui::cli {
namespace {

int run(Context& context) {
    constexpr std::array<std::string_view, 4> kWhat{"bash", "zsh", "fish", "man"};
    const std::string what = context.args.words.size() == 1 ? context.args.words.front() : "";
    if (std::find(kWhat.begin(), kWhat.end(), what) == kWhat.end()) {
        context.complain(
            {ErrorCode::unknown_name,
             {"请说要哪一种：completions bash、zsh、fish 或 man", "say completions bash, zsh, fish or man"},
             advice_for(what, kWhat),
             {}});
        return kFailed;
    }
    const std::vector<Command> commands = all_commands();
    context.out.stream() << (what == "bash"   ? bash_completion(commands)
                             : what == "zsh"  ? zsh_completion(commands)
                             : what == "fish" ? fish_completion(commands)
                                              : man_page(commands, kVersion));
    return kDone;
}

}  // namespace

Command completions_command() {
    return {"completions",
            "bash|zsh|fish|man",
            {"打印 shell 补全脚本，或手册页", "print completions for a shell, or the manual page"},
            "jiaodui completions bash > ~/.local/share/bash-completion/completions/jiaodui",
            {},
            run};
}

}  // namespace jiaodui::cli
