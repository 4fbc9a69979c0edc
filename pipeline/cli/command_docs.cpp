// Tested by tests/cli/completions_test.sh.
#include "pipeline/cli/command_docs.hpp"

#include <algorithm>

#include "pipeline/cli/shell_quote.hpp"

namespace jiaodui::cli {
namespace {

// `safe suggest hint`, `all|hidden`: the words of a value's name or help that may be typed. Empty where it is free
// text.
std::string choices(const OptionSpec& option) {
    if (option.name == "format") {
        const std::string& en = option.help.en;
        return en.find(' ') != std::string::npos && en.find(',') == std::string::npos ? en : std::string();
    }
    if (option.value.find('|') == std::string_view::npos) return {};
    std::string out(option.value);
    std::replace(out.begin(), out.end(), '|', ' ');
    return out;
}

bool takes_file(const OptionSpec& option) { return option.value == "FILE" || option.value == "OUT"; }

std::string flags_of(const Command& command) {
    std::string out;
    const auto add = [&](std::span<const OptionSpec> options) {
        for (const OptionSpec& option : options) out += " --" + std::string(option.name);
    };
    add(command.options);
    add(global_options());
    return out.substr(1);
}

// Text as roff prints it.
std::string roff(std::string_view text) {
    std::string out;
    for (const char byte : text) {
        if (byte == '\\') out += "\\e";
        else if (byte == '-') out += "\\-";
        else out += byte;
    }
    if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
    return out;
}

std::string roff_options(std::span<const OptionSpec> options) {
    std::string out;
    for (const OptionSpec& option : options) {
        out += ".TP\n.B ";
        if (option.letter != 0) out += std::string("\\-") + option.letter + ", ";
        out += "\\-\\-" + roff(option.name);
        if (!option.value.empty()) out += " \\fI" + roff(option.value) + "\\fR";
        out += '\n' + roff(option.help.en) + '\n';
    }
    return out;
}

}  // namespace

std::string bash_completion(std::span<const Command> commands) {
    std::string names;
    std::string cases;
    for (const Command& command : commands) {
        names += std::string(names.empty() ? "" : " ") + std::string(command.name);
        cases += "        " + std::string(command.name) + ") flags=" + shell_quoted(flags_of(command)) + " ;;\n";
    }
    std::string values;
    const auto add_values = [&](const std::string& where, std::span<const OptionSpec> options) {
        for (const OptionSpec& option : options) {
            const std::string words = choices(option);
            if (words.empty()) continue;
            values +=
                "        " + where + ":--" + std::string(option.name) + ") words=" + shell_quoted(words) + " ;;\n";
        }
    };
    for (const Command& command : commands) add_values(std::string(command.name), command.options);
    add_values("*", global_options());
    return "# bash completion for jiaodui\n"
           "_jiaodui() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= flags= words= i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac\n"
           "    done\n"
           "    if [ -z \"$command\" ]; then\n"
           "        COMPREPLY=($(compgen -W " +
           shell_quoted(names + " help --help --version --lang") +
           " -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case $command:$before in\n" +
           values +
           "    esac\n"
           "    if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); return; fi\n"
           "    case $command in\n" +
           cases + "        help) flags=" + shell_quoted(names) +
           " ;;\n"
           "    esac\n"
           "    case $command:$word in\n"
           "        explain:*) COMPREPLY=($(compgen -W \"$(jiaodui rules --format jsonl 2>/dev/null | sed "
           "'s/.*\"rule\":\"\\([^\"]*\\)\".*/\\1/')\" -- \"$word\")) ;;\n"
           "        *:-*|help:*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;;\n"
           "        *) compopt -o default; COMPREPLY=() ;;\n"
           "    esac\n"
           "}\n"
           "complete -F _jiaodui jiaodui\n";
}

std::string zsh_completion(std::span<const Command> commands) {
    const auto plain = [](std::string text) {  // within a specification of _arguments or _describe
        std::string out;
        for (const char byte : text) {
            if (byte == '[' || byte == ']' || byte == ':' || byte == '\\') out += '\\';
            out += byte;
        }
        return out;
    };
    const auto specification = [&](const OptionSpec& option) {
        std::string out = option.repeats ? "*" : "";
        out += "--" + std::string(option.name) + "[" + plain(option.help.en) + "]";
        if (option.value.empty()) return out;
        out += ":" + plain(std::string(option.value));
        const std::string words = choices(option);
        if (!words.empty()) out += ":(" + words + ")";
        else if (takes_file(option)) out += ":_files";
        else out += ": ";
        return out;
    };
    std::string described, cases;
    for (const Command& command : commands) {
        described += "        " + shell_quoted(std::string(command.name) + ":" + plain(command.summary.en)) + "\n";
        cases += "        " + std::string(command.name) + ") _arguments -s";
        for (const OptionSpec& option : command.options)
            cases += " \\\n            " + shell_quoted(specification(option));
        for (const OptionSpec& option : global_options())
            cases += " \\\n            " + shell_quoted(specification(option));
        cases += " \\\n            '*:file:_files' ;;\n";
    }
    return "#compdef jiaodui\n"
           "_jiaodui() {\n"
           "    local -a commands\n"
           "    commands=(\n" +
           described +
           "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    local command=$words[2]\n"
           "    shift words\n"
           "    (( CURRENT-- ))\n"
           "    case $command in\n" +
           cases +
           "        *) _files ;;\n"
           "    esac\n"
           "}\n"
           "_jiaodui \"$@\"\n";
}

std::string fish_completion(std::span<const Command> commands) {
    std::string out = "# fish completion for jiaodui\n";
    const auto option_line = [&](const std::string& condition, const OptionSpec& option) {
        out += "complete -c jiaodui" + condition + " -l " + std::string(option.name);
        if (option.letter != 0) out += std::string(" -s ") + option.letter;
        const std::string words = choices(option);
        if (!option.value.empty()) out += takes_file(option) ? " -r -F" : " -x";
        if (!words.empty()) out += " -a " + shell_quoted(words);
        out += " -d " + shell_quoted(option.help.en) + '\n';
    };
    for (const Command& command : commands) {
        const std::string name(command.name);
        out += "complete -c jiaodui -n __fish_use_subcommand -a " + name + " -d " + shell_quoted(command.summary.en) +
               '\n';
        for (const OptionSpec& option : command.options)
            option_line(" -n '__fish_seen_subcommand_from " + name + "'", option);
    }
    for (const OptionSpec& option : global_options()) option_line("", option);
    return out;
}

std::string man_page(std::span<const Command> commands, std::string_view version) {
    std::string out = ".TH JIAODUI 1 \"\" \"jiaodui " + roff(version) +
                      "\" \"User Commands\"\n"
                      ".SH NAME\njiaodui \\- proofread Chinese transcripts\n"
                      ".SH SYNOPSIS\n.B jiaodui\n\\fICOMMAND\\fR [\\fIOPTION\\fR ...] [\\fIPATH\\fR ...]\n"
                      ".SH DESCRIPTION\n"
                      "jiaodui proofreads transcripts: Markdown pages, plain text, subtitles. What it finds is\n"
                      ".B safe\n(mended by\n.BR \"jiaodui fix\" ),\n.B suggested\n(a person decides) or a\n.BR hint .\n"
                      "Markup stays as it is, byte for byte.\n.SH COMMANDS\n";
    for (const Command& command : commands) {
        out +=
            ".SS \"jiaodui " + roff(command.name) + (command.usage.empty() ? "" : " " + roff(command.usage)) + "\"\n";
        out += roff(command.summary.en) + ".\n" + roff_options(command.options);
        if (!command.example.empty()) out += ".PP\nExample:\n.PP\n.RS\n.B " + roff(command.example) + "\n.RE\n";
    }
    out += ".SH \"OPTIONS OF EVERY COMMAND\"\n" + roff_options(global_options());
    out +=
        ".SH \"EXIT STATUS\"\n.TP\n.B 0\nclean, or done\n.TP\n.B 1\nfindings, or something is left to decide\n"
        ".TP\n.B 2\nan input could not be processed, or the command or configuration is wrong\n"
        ".SH FILES\n.TP\n.I .jiaodui.yaml\nthe project's configuration; none is needed\n"
        ".TP\n.I .jiaoduiignore\npaths that are not looked at, written like .gitignore\n"
        ".TP\n.I .jiaodui/\ndecisions, journal and lexicon of the project\n"
        ".SH ENVIRONMENT\n.TP\n.B JIAODUI_LANG\nzh or en: the language of messages\n"
        ".TP\n.B JIAODUI_PAGER\nthe pager; empty: none\n.TP\n.B NO_COLOR\nno colour\n";
    return out;
}

}  // namespace jiaodui::cli
