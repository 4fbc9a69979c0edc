// Tested by tests/cli/usage.md.
#include "pipeline/cli/options.hpp"

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

namespace po = boost::program_options;

const std::array<OptionSpec, 16> kGlobal{{
    {"config", 'c', "FILE", {"使用这个配置文件", "use this configuration file"}, false},
    {"isolated", 0, "", {"不读配置、忽略文件和 .jiaodui/", "read no configuration, ignore files or .jiaodui/"}, false},
    {"set", 0, "KEY=VALUE", {"改一项配置，可重复", "change a setting; repeatable"}, true},
    {"lang", 0, "zh|en|auto", {"界面语言", "language of messages"}, false},
    {"color", 0, "WHEN", {"颜色：auto、always、never", "colour: auto, always, never"}, false},
    {"quiet", 'q', "", {"不印总结", "no summary"}, false},
    {"verbose", 'v', "", {"多说一些", "say more"}, false},
    {"no-progress", 0, "", {"不显示进度", "no progress"}, false},
    {"no-pager", 0, "", {"不分页", "no pager"}, false},
    {"jobs", 'j', "N", {"线程数，默认为处理器数", "threads; as many as processors by default"}, false},
    {"ambiguous-width", 0, "1|2", {"“”…— 在终端上的宽度", "columns of “”…— on this terminal"}, false},
    {"input-format",
     0,
     "F",
     {"输入格式，默认按扩展名与内容：srt vtt …", "format of the input: srt vtt …; else by name and content"},
     false},
    {"encoding",
     0,
     "E",
     {"文件的编码：utf-8 gb18030 big5 utf-16le utf-16be；默认自动识别",
      "encoding of the files: utf-8 gb18030 big5 utf-16le utf-16be; found out by default"},
     false},
    {"text-column", 0, "NAME", {"表格中正文所在的列", "the column that holds the text, in tables"}, false},
    {"stdin-filename", 0, "NAME", {"标准输入的文件名", "name of what standard input holds"}, false},
    {"help", 'h', "", {"显示帮助", "show help"}, false},
}};

void add_to(po::options_description& out, std::span<const OptionSpec> options) {
    for (const OptionSpec& option : options) {
        std::string names(option.name);
        if (option.letter != 0) (names += ',') += option.letter;
        if (option.value.empty()) {
            out.add_options()(names.c_str(), "");
        } else {
            out.add_options()(names.c_str(), po::value<std::vector<std::string>>()->composing(), "");
        }
    }
}

// What Boost says of the line, in both languages.
Error malformed_option(const po::invalid_command_line_syntax& problem) {
    const std::string& given = problem.get_option_name();
    using Kind = po::invalid_syntax::kind_t;
    const Kind kind = problem.kind();
    if (kind == Kind::missing_parameter || kind == Kind::empty_adjacent_parameter)
        return {ErrorCode::invalid_value, {"选项缺少取值：" + given, "option without its value: " + given}, {}, {}};
    if (kind == Kind::extra_parameter)
        return {ErrorCode::invalid_value, {"选项不带取值：" + given, "option takes no value: " + given}, {}, {}};
    const std::string what = problem.what();
    return {ErrorCode::invalid_value, {"命令行有误：" + what, "bad command line: " + what}, {}, {}};
}

Error unknown_option(const std::string& given, std::span<const OptionSpec> command) {
    std::vector<std::string> names;
    for (const OptionSpec& option : command) names.push_back("--" + std::string(option.name));
    for (const OptionSpec& option : kGlobal) names.push_back("--" + std::string(option.name));
    const std::string close = did_you_mean(given, names);
    Message advice;
    if (!close.empty()) advice = {"是不是 " + close + "？", "did you mean " + close + "?"};
    return {ErrorCode::unknown_name, {"没有这个选项：" + given, "no such option: " + given}, advice, {}};
}

std::string synopsis(const OptionSpec& option) {
    std::string out = option.letter != 0 ? std::string("  -") + option.letter + ", " : std::string("      ");
    out += "--" + std::string(option.name);
    if (!option.value.empty()) out += ' ' + std::string(option.value);
    return out;
}

}  // namespace

std::string Args::get(std::string_view option, std::string_view fallback) const {
    const auto it = values_.find(option);
    return it == values_.end() || it->second.empty() ? std::string(fallback) : it->second.back();
}

std::vector<std::string> Args::all(std::string_view option) const {
    const auto it = values_.find(option);
    return it == values_.end() ? std::vector<std::string>() : it->second;
}

std::vector<std::string> Args::list(std::string_view option) const {
    std::vector<std::string> out;
    for (const std::string& value : all(option)) {
        std::size_t at = 0;
        while (at <= value.size()) {
            const std::size_t comma = std::min(value.find(',', at), value.size());
            if (comma > at) out.push_back(value.substr(at, comma - at));
            at = comma + 1;
        }
    }
    return out;
}

std::span<const OptionSpec> global_options() { return kGlobal; }

Result<Args> parse_args(const std::vector<std::string>& line, std::span<const OptionSpec> command) {
    namespace style = po::command_line_style;
    po::options_description known;
    add_to(known, command);
    add_to(known, kGlobal);
    known.add_options()("words", po::value<std::vector<std::string>>());
    po::positional_options_description words;
    words.add("words", -1);
    try {
        const po::parsed_options parsed = po::command_line_parser(line)
                                              .options(known)
                                              .positional(words)
                                              .style(style::unix_style & ~style::allow_guessing)
                                              .run();
        Args args;
        for (const po::option& option : parsed.options) {
            if (option.string_key == "words") {
                args.words.insert(args.words.end(), option.value.begin(), option.value.end());
            } else {
                auto& values = args.values_[option.string_key];
                values.insert(values.end(), option.value.begin(), option.value.end());
            }
        }
        return args;
    } catch (const po::unknown_option& problem) {
        return unknown_option(problem.get_option_name(), command);
    } catch (const po::invalid_command_line_syntax& problem) {
        return malformed_option(problem);
    } catch (const std::exception& problem) {
        const std::string what = problem.what();
        return Error{ErrorCode::invalid_value, {"命令行有误：" + what, "bad command line: " + what}, {}, {}};
    }
}

std::size_t command_word(const std::vector<std::string>& line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string& word = line[i];
        if (word.size() < 2 || word[0] != '-') return i;
        const auto it = std::find_if(kGlobal.begin(), kGlobal.end(), [&](const OptionSpec& option) {
            return word == "--" + std::string(option.name) ||
                   (option.letter != 0 && word.size() == 2 && word[1] == option.letter);
        });
        if (it != kGlobal.end() && !it->value.empty()) ++i;
    }
    return line.size();
}

std::string options_help(std::span<const OptionSpec> options, Lang lang) {
    std::size_t widest = 0;
    for (const OptionSpec& option : options) widest = std::max(widest, synopsis(option).size());
    std::string out;
    for (const OptionSpec& option : options) {
        const std::string head = synopsis(option);
        out += head;
        out.append(widest - head.size() + 2, ' ');
        out += option.help.in(lang) + '\n';
    }
    return out;
}

}  // namespace jiaodui::cli
