// The program: finds the command, reads its options, runs it. Tested by tests/cli/usage.md.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <iostream>
#include <new>
#include <vector>

#include "pipeline/api/version.hpp"
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/command.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/lang.hpp"

namespace jiaodui::cli {
namespace {

std::string overview(Lang lang) {
    const bool zh = lang == Lang::zh;
    std::string out = zh ? "jiaodui：校对中文文稿\n\n用法：jiaodui 命令 [选项] [路径…]\n\n命令：\n"
                         : "jiaodui: proofreads Chinese transcripts\n\nusage: jiaodui COMMAND "
                           "[options] [path…]\n\ncommands:\n";
    for (const Command& command : all_commands()) {
        out += "  " + std::string(command.name);
        out.append(13 - command.name.size(), ' ');
        out += command.summary.in(lang) + '\n';
    }
    out += zh ? "\njiaodui help 命令：详细说明。退出码：0 无问题，1 有发现，2 出错。\n"
              : "\njiaodui help COMMAND tells more. Exit status: 0 clean, 1 findings, 2 error.\n";
    return out;
}

void complain(Lang lang, const Message& message, const Message& advice) {
    std::cerr << "jiaodui: " << describe(Error{ErrorCode::unknown_name, message, advice, {}}, lang) << '\n';
}

const Command* find_command(const std::vector<Command>& all, std::string_view name, Lang lang) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
    if (it != all.end()) return &*it;
    std::vector<std::string> names;
    for (const Command& command : all) names.emplace_back(command.name);
    const std::string close = did_you_mean(name, names);
    Message advice{"jiaodui help 列出全部命令", "jiaodui help lists the commands"};
    if (!close.empty()) advice = {"是不是 jiaodui " + close + "？", "did you mean jiaodui " + close + "?"};
    const std::string given(name);
    complain(lang, {"没有这个命令：" + given, "no such command: " + given}, advice);
    return nullptr;
}

// The value of an option anywhere on the line, before it has been parsed: for --lang, which
// messages about the line need.
std::string_view early_value(const std::vector<std::string>& line, std::string_view option) {
    for (std::size_t i = 0; i < line.size() && line[i] != "--"; ++i) {
        const std::string_view word = line[i];
        if (word == option && i + 1 < line.size()) return line[i + 1];
        if (word.starts_with(option) && word.size() > option.size() && word[option.size()] == '=') {
            return word.substr(option.size() + 1);
        }
    }
    return {};
}

bool read_globals(Context& context) {
    const std::string width = context.args.get("ambiguous-width", "1");
    const std::string jobs = context.args.get("jobs", "0");
    const std::string colour = context.args.get("color", "auto");
    const std::string lang = context.args.get("lang", "auto");
    const auto refuse = [&](const std::string& flag, const char* zh, const char* en) {
        complain(context.lang, {"取值有误：" + flag, "bad value: " + flag}, {zh, en});
        return false;
    };
    if (lang != "auto" && lang != "zh" && lang != "en")
        return refuse("--lang " + lang, "zh、en 或 auto", "zh, en or auto");
    if (width != "1" && width != "2") return refuse("--ambiguous-width " + width, "1 或 2", "1 or 2");
    if (colour != "auto" && colour != "always" && colour != "never") {
        return refuse("--color " + colour, "auto、always 或 never", "auto, always or never");
    }
    const auto [end, failed] = std::from_chars(jobs.data(), jobs.data() + jobs.size(), context.jobs);
    if (failed != std::errc() || end != jobs.data() + jobs.size() || context.jobs > 1024) {
        return refuse("--jobs " + jobs, "0 到 1024 的整数", "a whole number up to 1024");
    }
    context.ambiguous_width = width == "2" ? 2 : 1;
    context.colour = use_colour(colour, context.out.terminal());
    return true;
}

int run_command(const Command& command, std::vector<std::string> rest, Lang lang, Output& out) {
    Result<Args> args = parse_args(rest, command.options);
    if (!args) {
        complain(lang, args.error().message, args.error().advice);
        std::cerr << (lang == Lang::zh ? "详见 jiaodui help " : "see jiaodui help ") << command.name << '\n';
        return kFailed;
    }
    Context context{std::move(*args), lang, out};
    if (!read_globals(context)) return kFailed;
    if (context.args.has("help")) {
        out.stream() << help_of(command, lang);
        return kDone;
    }
    const int status = command.run(context);
    if (const int failure = out.finish(); failure != 0) {
        const std::string why = std::strerror(failure);
        complain(lang, {"输出没有写完：" + why, "the output could not be written: " + why}, {});
        return kFailed;
    }
    return status;
}

int run(std::vector<std::string> line) {
    const Lang lang = choose_lang(early_value(line, "--lang"));
    Output out(STDOUT_FILENO);
    const std::vector<Command> all = all_commands();
    const std::size_t at = command_word(line);
    const auto given = [&](const char* flag) { return std::find(line.begin(), line.end(), flag) != line.end(); };
    if (at == line.size()) {
        if (given("--version") || given("-V")) {
            out.stream() << "jiaodui " << kVersion << '\n';
            return kDone;
        }
        const Result<Args> args = parse_args(line, {});
        if (!args) {
            complain(lang, args.error().message, args.error().advice);
            return kFailed;
        }
        out.stream() << overview(lang);
        return kDone;
    }
    std::string name = line[at];
    line.erase(line.begin() + static_cast<std::ptrdiff_t>(at));
    if (name == "version") {
        out.stream() << "jiaodui " << kVersion << '\n';
        return kDone;
    }
    if (name == "help") {
        const std::size_t which = command_word(line);
        if (which == line.size()) {
            out.stream() << overview(lang);
            return kDone;
        }
        const Command* command = find_command(all, line[which], lang);
        if (command == nullptr) return kFailed;
        out.stream() << help_of(*command, lang);
        return kDone;
    }
    const Command* command = find_command(all, name, lang);
    return command == nullptr ? kFailed : run_command(*command, std::move(line), lang, out);
}

}  // namespace
}  // namespace jiaodui::cli

int main(int count, char** words) {
    ::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is noticed where it is written to
    try {
        return jiaodui::cli::run({words + 1, words + std::max(count, 1)});
    } catch (const std::bad_alloc&) {
        std::cerr << "jiaodui: 内存不足 / out of memory\n";
        return jiaodui::cli::kFailed;
    }
}
