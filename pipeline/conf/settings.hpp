// Settings: what a run is asked to do, once configuration file, overrides and flags have been put together.
//
// A Config is a `.jiaodui.yaml` as read: base settings and overrides by path. effective() gives the Settings of one
// file. Plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/base/tier.hpp"

namespace jiaodui {

// One line of `rules:`. The name is a rule's id, its Chinese alias, or a group (`punct/*`).
struct RuleSetting {
    std::string name;
    std::optional<bool> on;  // `off` turns it off; any tier turns it on
    std::optional<Tier> tier;
    std::optional<bool> block;
    std::vector<std::pair<std::string, std::vector<std::string>>> params;
    std::vector<Where> param_places;  // where the name of each is written
    Where where;
    friend bool operator==(const RuleSetting& a, const RuleSetting& b) {
        return a.name == b.name && a.on == b.on && a.tier == b.tier && a.block == b.block && a.params == b.params;
    }
};

struct Settings {
    std::string profile = "wikijs";       // how .md files are read: wikijs | plain (CommonMark)
    std::string input_format;             // a name of the format catalogue; empty: by extension and content
    std::string encoding;                 // of the files; empty: found out
    std::string text_column;              // that holds the text, in formats with columns; empty: by its usual names
    std::string lang;                     // zh-Hans, zh-Hant, or empty: each page's own script
    std::string space_style = "keep";     // none | one | keep: between Han and Latin letters or digits
    std::string quote_style = "keep";     // curly | corner | keep
    std::vector<std::string> stages;      // order of the pipeline; empty: the default order
    std::vector<RuleSetting> rules;       // later lines win
    std::vector<std::string> glossaries;  // files, relative to the project root
    std::optional<std::vector<std::string>> shipped_glossaries;        // names; absent: all
    std::vector<std::string> protect;                                  // RE2 patterns that no stage may touch
    std::vector<std::string> front_matter = {"title", "description"};  // values that are prose
    // What a page holds that has not been proofread yet; `learn` leaves such pages out.
    std::vector<std::string> transcript_notice = {"以下文本为音频转录结果"};
    float min_confidence = 0.5f;  // display threshold for suggestions
    std::map<std::string, std::string>
        review_keys;  // of a review at the terminal: a key → the shipped key that it stands for
    Tier fail_on = Tier::safe;
    bool fail_never = false;  // `fail_on: none`
    friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace jiaodui
