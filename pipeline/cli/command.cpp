// Tested by tests/cli/usage.md.
#include "pipeline/cli/command.hpp"

#include <iostream>

#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

// Messages may quote what came from a file; lines are kept, everything else is made visible.
std::string printable_lines(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t feed = text.find('\n');
        out += printable(text.substr(0, feed));
        if (feed == std::string_view::npos) return out;
        out += '\n';
        text.remove_prefix(feed + 1);
    }
}

}  // namespace

void Context::complain(const Error& error) const {
    out.stream().flush();
    std::cerr << "jiaodui: " << printable_lines(describe(error, lang)) << '\n' << std::flush;
}

std::string help_of(const Command& command, Lang lang) {
    const bool zh = lang == Lang::zh;
    std::string out = "jiaodui " + std::string(command.name) + "：" + command.summary.zh + "\n";
    if (!zh) out = "jiaodui " + std::string(command.name) + ": " + command.summary.en + "\n";
    out += zh ? "\n用法：jiaodui " : "\nusage: jiaodui ";
    out += std::string(command.name);
    if (!command.options.empty()) out += zh ? " [选项]" : " [options]";
    if (!command.usage.empty()) out += ' ' + std::string(command.usage);
    out += '\n';
    if (!command.options.empty()) {
        out += zh ? "\n选项：\n" : "\noptions:\n";
        out += options_help(command.options, lang);
    }
    out += zh ? "\n通用选项：\n" : "\nfor every command:\n";
    out += options_help(global_options(), lang);
    out += zh ? "\n例：\n  " : "\nexample:\n  ";
    out += std::string(command.example) + '\n';
    return out;
}

}  // namespace jiaodui::cli
