// Options: what the words of a command line mean. The only user of the option library; what
// commands see is Args.
//
// A command states its options as data; the same data parse the line and write the help, in both
// languages. Unknown options are errors with "did you mean"; options may not be abbreviated, so
// that a script keeps its meaning when an option is added.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/base/result.hpp"

namespace jiaodui::cli {

struct OptionSpec {
    std::string_view name;   // without dashes
    char letter = 0;         // of the short form; 0: none
    std::string_view value;  // what help calls the value; empty: a flag
    Message help;
    bool repeats = false;  // may be given several times
};

class Args {
  public:
    [[nodiscard]] bool has(std::string_view option) const { return values_.find(option) != values_.end(); }
    // The last value given, else the fallback.
    [[nodiscard]] std::string get(std::string_view option, std::string_view fallback = {}) const;
    // Every value given; lists with commas are taken apart.
    [[nodiscard]] std::vector<std::string> list(std::string_view option) const;
    // Every value given, as given.
    [[nodiscard]] std::vector<std::string> all(std::string_view option) const;

    std::vector<std::string> words;  // what is no option
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

[[nodiscard]] std::span<const OptionSpec> global_options();

// The options of the command and the global ones may stand in any order; after `--` everything is a
// word.
[[nodiscard]] Result<Args> parse_args(const std::vector<std::string>& line, std::span<const OptionSpec> command);

// The place of the first word that is no global option nor the value of one: the command's name.
// The size of the line when there is none.
[[nodiscard]] std::size_t command_word(const std::vector<std::string>& line);

// The options as help lists them.
[[nodiscard]] std::string options_help(std::span<const OptionSpec> options, Lang lang);

}  // namespace jiaodui::cli
