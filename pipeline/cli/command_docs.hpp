// What is made from the table of commands besides help: completions for shells and the manual page. The build runs the
// program to make them (`jiaodui completions bash`, `jiaodui completions man`), so they cannot say what the program
// does not.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/cli/command.hpp"

namespace jiaodui::cli {

[[nodiscard]] std::string bash_completion(std::span<const Command> commands);
[[nodiscard]] std::string zsh_completion(std::span<const Command> commands);
[[nodiscard]] std::string fish_completion(std::span<const Command> commands);
// jiaodui(1), in roff, in English.
[[nodiscard]] std::string man_page(std::span<const Command> commands, std::string_view version);

}  // namespace jiaodui::cli
