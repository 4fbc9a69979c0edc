// The table of stages, in their default order. A stage without a maker of its own is nothing but its rules.
// Tested by tests/cli/config.md.
#include "pipeline/stage/catalog.hpp"

#include <algorithm>
#include <array>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/rule/matcher.hpp"
#include "pipeline/stage/glossary.hpp"
#include "pipeline/stage/homophone.hpp"
#include "pipeline/stage/matcher_stage.hpp"
#include "pipeline/stage/protect.hpp"
#include "pipeline/stage/regex.hpp"
#include "pipeline/stage/script.hpp"
#include "pipeline/stage/segment.hpp"

namespace jiaodui {
namespace {

using Maker = std::unique_ptr<const Stage> (*)(const StageInput&, Problems&);

// The exceptions are the first column of a table that is also part of what the stage `protect` locks.
std::unique_ptr<const Stage> make_script(const StageInput& input, Problems& problems) {
    constexpr std::string_view kTable = "dictionaries/protected/script_exceptions.tsv";
    const auto text = input.resources.read_text(kTable);
    if (!text) {
        problems.push_back(text.error());
        return nullptr;
    }
    const TsvTable table(*text, kTable, 1, 3, problems);
    std::vector<std::string> exceptions;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::string_view word = table.row(i).cell(0);
        if (i > 0 || word != "text") exceptions.emplace_back(word);  // the first row names the columns
    }
    Result<std::unique_ptr<Stage>> stage = make_script_stage(input.rules, exceptions, input.words);
    if (stage) return std::move(*stage);
    problems.push_back(stage.error());
    return nullptr;
}

struct StageEntry {
    std::string_view name;
    Maker make;  // null: a MatcherStage
    bool first_round_only = false;
    bool wants_archive = false;
    bool slow_to_make = false;
};

constexpr StageEntry kStages[] = {
    {"protect", make_protect_stage},
    {"invisible", nullptr},
    {"width", nullptr},
    {"script", make_script},
    {"punct", nullptr},
    {"space", nullptr},
    {"number", nullptr},
    {"glossary", make_glossary_stage, false, true},
    {"repeat", nullptr},
    {"homophone", make_homophone_stage, false, true, true},
    {"regex", make_regex_stage},
    {"page", nullptr, true},
    {"markdown", nullptr, true},
    {"segment", make_segment_stage, true, true},
};

constexpr auto kNames = [] {
    std::array<std::string_view, std::size(kStages)> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kStages[i].name;
    return names;
}();

// Kinds that no stage runs: the engine's own remarks, and what compares the pages of a whole run.
bool runs_in_a_stage(const Rule& rule) { return rule.kind != "engine" && rule.kind != "same-body"; }

std::unique_ptr<const Stage> make_matcher_stage(const StageEntry& entry, const StageInput& input, Problems& problems) {
    const MatcherSources from{
        [&](std::string_view path) { return input.resources.read_text("dictionaries/" + std::string(path)); },
        input.words};
    std::vector<MatcherStage::Asked> matchers;
    for (const Rule& rule : input.rules.rules) {
        if (!rule.on || rule.stage != entry.name || !runs_in_a_stage(rule)) continue;
        if (auto matcher = compile(rule, from, problems))
            matchers.push_back({std::move(matcher), wanted_signs(rule.kind)});
    }
    return std::make_unique<MatcherStage>(entry.name, std::move(matchers), entry.first_round_only);
}

}  // namespace

std::span<const std::string_view> stage_names() { return kNames; }

bool wants_archive(std::span<const std::string> stages) {
    return std::any_of(std::begin(kStages), std::end(kStages), [&](const StageEntry& entry) {
        return entry.wants_archive &&
               (stages.empty() || std::find(stages.begin(), stages.end(), entry.name) != stages.end());
    });
}

bool is_slow_to_make(std::string_view name) {
    return std::any_of(std::begin(kStages), std::end(kStages),
                       [&](const StageEntry& entry) { return entry.name == name && entry.slow_to_make; });
}

std::unique_ptr<const Stage> make_stage(std::string_view name, const StageInput& input, Problems& problems) {
    for (const StageEntry& entry : kStages) {
        if (entry.name != name) continue;
        return entry.make != nullptr ? entry.make(input, problems) : make_matcher_stage(entry, input, problems);
    }
    problems.push_back({ErrorCode::unknown_name,
                        {"没有阶段“" + std::string(name) + "”", "there is no stage \"" + std::string(name) + "\""},
                        {"阶段见 docs/architecture.md", "the stages are listed in docs/architecture.md"},
                        {}});
    return nullptr;
}

}  // namespace jiaodui
