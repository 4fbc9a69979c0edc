// Command: one word after `jiaodui`, as data, and the function that does it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/cli/exit_code.hpp"
#include "pipeline/cli/options.hpp"
#include "pipeline/cli/terminal.hpp"

namespace jiaodui::cli {

// What a command has at hand.
struct Context {
    Args args;
    Lang lang = Lang::zh;
    Output& out;  // standard output
    bool colour = false;
    int ambiguous_width = 1;
    unsigned jobs = 0;

    // Says it on standard error, `jiaodui: ` before it.
    void complain(const Error& error) const;
    [[nodiscard]] std::string say(std::string_view zh, std::string_view en) const {
        return std::string(lang == Lang::zh ? zh : en);
    }
};

struct Command {
    std::string_view name;
    std::string_view usage;  // the words it takes
    Message summary;
    std::string_view example;
    std::vector<OptionSpec> options;
    int (*run)(Context& context);
};

[[nodiscard]] std::string help_of(const Command& command, Lang lang);

}  // namespace jiaodui::cli
