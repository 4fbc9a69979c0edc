// Config: a project's `.jiaodui.yaml`, as read, every problem in it found at once.
//
// A Config is a pile of patches: the file's own keys, its `overrides` by path, and what `--set` adds on the command
// line. effective() lays those that concern a file on top of the defaults, in that order. Single values are replaced;
// `rules`, `glossary` and `protect.extra` are added to, later rules winning. Names of rules and stages cannot be judged
// here: check_rule_names (rule/configure.hpp) and check_stage_names do that, with the places that the patches keep.
//
// The file may come from a stranger's repository: the paths in it stay inside the project.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/glob.hpp"
#include "pipeline/conf/settings.hpp"

namespace jiaodui {

struct Located {
    std::string text;
    Where where;
};

// `fail_on: none` is no tier.
struct FailOn {
    Tier tier = Tier::safe;
    bool never = false;
};

// Some settings; what is absent leaves the value below as it is.
struct SettingsPatch {
    std::optional<std::string> profile;
    std::optional<std::string> input_format;
    std::optional<std::string> encoding;
    std::optional<std::string> text_column;
    std::optional<std::string> lang;  // empty for `auto`
    std::optional<std::string> space_style;
    std::optional<std::string> quote_style;
    std::optional<std::vector<Located>> stages;
    std::vector<RuleSetting> rules;
    std::vector<Located> glossaries;  // paths or patterns, relative to the root, inside it
    std::optional<std::vector<Located>> shipped_glossaries;
    std::vector<Located> protect;
    std::optional<std::vector<std::string>> front_matter;
    std::optional<std::vector<std::string>> transcript_notice;
    std::optional<float> min_confidence;
    std::optional<std::map<std::string, std::string>> review_keys;
    std::optional<FailOn> fail_on;

    void apply_to(Settings& settings) const;
};

struct Override {
    GlobList files;
    SettingsPatch patch;
};

struct Config {
    std::string file;  // as given; empty when there is none
    std::string root;  // the folder that its paths start from
    GlobList include;  // files that a walk takes; empty: the default extensions
    GlobList exclude;
    SettingsPatch base;
    std::vector<Override> overrides;
    SettingsPatch flags;  // of the command line: above everything

    // Every patch, whichever files it concerns.
    [[nodiscard]] std::vector<const SettingsPatch*> patches() const;
};

// What of the file can be read, whatever is wrong with the rest; nothing where it is no YAML. All problems are appended.
// Missing glossaries are problems.
[[nodiscard]] std::optional<Config> read_config(const std::string& path, Problems& problems);
// Nothing but a file without a problem; all of them are folded into one Error.
[[nodiscard]] Result<Config> load_config(const std::string& path);
// The text of a configuration file; touches no disk. Nothing when there was a problem.
[[nodiscard]] std::optional<Config> parse_config(std::string_view text, const std::string& file, Problems& problems);

// `key.path=value`, the value in YAML: `rules.punct/halfwidth=off`, `style={quotes: curly}`. Leaves the Config as it
// was when there is a problem.
[[nodiscard]] Result<void> set_value(Config& config, std::string_view assignment);

// The settings of one file; the path is relative to the root (a path outside is only matched by `**` patterns).
[[nodiscard]] Settings effective(const Config& config, std::string_view path);

// Stages in `pipeline` that do not exist, or stand there twice.
void check_stage_names(const Config& config, std::span<const std::string_view> known, Problems& problems);

}  // namespace jiaodui
