// Tested by tests/unit/conf/config_test.cpp.
#include "pipeline/conf/config.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/base/file.hpp"
#include "pipeline/conf/config_read.hpp"
#include "pipeline/conf/project.hpp"

namespace jiaodui {
namespace {

constexpr std::uint64_t kLargest = 1u << 20;  // bytes of a configuration file

std::vector<std::string> texts_of(const std::vector<Located>& located) {
    std::vector<std::string> out;
    for (const Located& item : located) out.push_back(item.text);
    return out;
}

template <class T>
void set_if(const std::optional<T>& value, T& into) {
    if (value) into = *value;
}

void append(const std::vector<Located>& more, std::vector<std::string>& into) {
    for (const Located& item : more) {
        if (std::find(into.begin(), into.end(), item.text) == into.end()) into.push_back(item.text);
    }
}

void check_glossaries(const Config& config, Problems& problems) {
    for (const SettingsPatch* patch : config.patches()) {
        for (const Located& glossary : patch->glossaries) {
            const auto found = files_named(config.root, glossary.text);
            if (found) continue;
            problems.push_back(found.error());
            problems.back().where = glossary.where;
        }
    }
}

// `a.b=value` → {a: {b: value}}
Result<YamlNode> node_of(std::string_view assignment) {
    const auto malformed = [&] {
        return Error{ErrorCode::invalid_value,
                     {"写法有误：" + std::string(assignment), "cannot be read: " + std::string(assignment)},
                     {"写成 键=值，例如 rules.punct/halfwidth=off", "write key=value, as in rules.punct/halfwidth=off"},
                     {"--set", 0, 0}};
    };
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos) return malformed();
    Problems problems;
    auto value = parse_yaml(assignment.substr(equals + 1), "--set " + std::string(assignment), problems);
    if (!value) return fold(problems);
    YamlNode node = std::move(*value);
    std::string_view path = assignment.substr(0, equals);
    if (std::count(path.begin(), path.end(), '.') > 8) return malformed();
    while (true) {
        const std::size_t dot = path.rfind('.');
        YamlNode key;
        key.kind = YamlNode::Kind::scalar;
        key.text = path.substr(dot == std::string_view::npos ? 0 : dot + 1);
        key.file = node.file;
        if (key.text.empty()) return malformed();
        YamlNode map;
        map.kind = YamlNode::Kind::map;
        map.file = node.file;
        map.entries.push_back({std::move(key), std::move(node)});
        node = std::move(map);
        if (dot == std::string_view::npos) return node;
        path = path.substr(0, dot);
    }
}

// What `more` says, on top of what `patch` says.
void lay_over(SettingsPatch& patch, SettingsPatch more) {
    const auto take = [](auto& into, auto& from) {
        if (from) into = std::move(from);
    };
    const auto add = [](auto& into, auto& from) {
        into.insert(into.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    take(patch.profile, more.profile);
    take(patch.lang, more.lang);
    take(patch.space_style, more.space_style);
    take(patch.quote_style, more.quote_style);
    take(patch.stages, more.stages);
    add(patch.rules, more.rules);
    add(patch.glossaries, more.glossaries);
    take(patch.shipped_glossaries, more.shipped_glossaries);
    add(patch.protect, more.protect);
    take(patch.front_matter, more.front_matter);
    take(patch.transcript_notice, more.transcript_notice);
    take(patch.input_format, more.input_format);
    take(patch.encoding, more.encoding);
    take(patch.text_column, more.text_column);
    take(patch.min_confidence, more.min_confidence);
    take(patch.review_keys, more.review_keys);
    take(patch.fail_on, more.fail_on);
}

}  // namespace

void SettingsPatch::apply_to(Settings& settings) const {
    set_if(profile, settings.profile);
    set_if(input_format, settings.input_format);
    set_if(encoding, settings.encoding);
    set_if(text_column, settings.text_column);
    set_if(lang, settings.lang);
    set_if(space_style, settings.space_style);
    set_if(quote_style, settings.quote_style);
    if (stages) settings.stages = texts_of(*stages);
    settings.rules.insert(settings.rules.end(), rules.begin(), rules.end());
    append(glossaries, settings.glossaries);
    if (shipped_glossaries) settings.shipped_glossaries = texts_of(*shipped_glossaries);
    append(protect, settings.protect);
    set_if(front_matter, settings.front_matter);
    set_if(transcript_notice, settings.transcript_notice);
    set_if(min_confidence, settings.min_confidence);
    set_if(review_keys, settings.review_keys);
    if (fail_on) {
        settings.fail_on = fail_on->tier;
        settings.fail_never = fail_on->never;
    }
}

std::vector<const SettingsPatch*> Config::patches() const {
    std::vector<const SettingsPatch*> out = {&base};
    for (const Override& override : overrides) out.push_back(&override.patch);
    out.push_back(&flags);
    return out;
}

namespace {

std::optional<Config> read_config_text(std::string_view text, const std::string& file, Problems& problems) {
    const auto root = parse_yaml(text, file, problems);
    if (!root) return std::nullopt;
    Config config;
    config.file = file;
    if (!root->is_null() && expect_map(*root, problems)) {
        read_config_map(*root, KeySet::file, config, config.base, problems);
    }
    return config;
}

}  // namespace

std::optional<Config> parse_config(std::string_view text, const std::string& file, Problems& problems) {
    const std::size_t before = problems.size();
    auto config = read_config_text(text, file, problems);
    if (problems.size() != before) return std::nullopt;
    return config;
}

std::optional<Config> read_config(const std::string& path, Problems& problems) {
    const auto text = read_file(path, kLargest);
    if (!text) {
        problems.push_back(text.error());
        return std::nullopt;
    }
    auto config = read_config_text(*text, path, problems);
    if (!config) return std::nullopt;
    std::error_code failed;
    config->root = std::filesystem::absolute(path, failed).parent_path().lexically_normal().string();
    check_glossaries(*config, problems);
    return config;
}

Result<Config> load_config(const std::string& path) {
    Problems problems;
    auto config = read_config(path, problems);
    if (!problems.empty()) return fold(problems);
    return std::move(*config);
}

Result<void> set_value(Config& config, std::string_view assignment) {
    const auto node = node_of(assignment);
    if (!node) return node.error();
    Config changed = config;
    SettingsPatch patch;
    Problems problems;
    read_config_map(*node, KeySet::flag, changed, patch, problems);
    if (!problems.empty()) return fold(problems);
    config = std::move(changed);
    lay_over(config.flags, std::move(patch));
    return {};
}

Settings effective(const Config& config, std::string_view path) {
    Settings settings;
    config.base.apply_to(settings);
    for (const Override& override : config.overrides) {
        if (override.files.covers(path)) override.patch.apply_to(settings);
    }
    config.flags.apply_to(settings);
    return settings;
}

void check_stage_names(const Config& config, std::span<const std::string_view> known, Problems& problems) {
    for (const SettingsPatch* patch : config.patches()) {
        if (!patch->stages) continue;
        std::vector<std::string_view> seen;
        for (const Located& stage : *patch->stages) {
            if (std::find(known.begin(), known.end(), stage.text) == known.end()) {
                problems.push_back({ErrorCode::unknown_name,
                                    {"没有“" + stage.text + "”这个环节", "no stage is called \"" + stage.text + "\""},
                                    advice_for(stage.text, known),
                                    stage.where});
            } else if (std::find(seen.begin(), seen.end(), stage.text) != seen.end()) {
                problems.push_back(
                    {ErrorCode::invalid_value,
                     {"环节“" + stage.text + "”写了两次", "the stage \"" + stage.text + "\" is named twice"},
                     {"每个环节只运行一次", "each stage runs once"},
                     stage.where});
            }
            seen.push_back(stage.text);
        }
    }
}

}  // namespace jiaodui
