// One function a key; the table at the end is the list of keys. Tested by tests/unit/conf/config_test.cpp.
#include "pipeline/conf/config_read.hpp"

#include <algorithm>
#include <array>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

using Words = std::span<const std::string_view>;

std::optional<std::vector<Located>> located_list(const YamlNode& node, Problems& problems) {
    const auto texts = as_list_of_text(node, problems);
    if (!texts) return std::nullopt;
    std::vector<Located> out;
    for (std::size_t i = 0; i < texts->size(); ++i) {
        out.push_back({(*texts)[i], node.is_list() ? node.items[i].where() : node.where()});
    }
    return out;
}

void read_globs(const YamlNode& node, GlobList& globs, Problems& problems) {
    for (const Located& pattern : located_list(node, problems).value_or(std::vector<Located>{})) {
        if (const auto added = globs.add(pattern.text); !added) {
            problems.push_back(added.error());
            problems.back().where = pattern.where;
        }
    }
}

// A word of a fixed list into a patch.
void read_word(const YamlNode& node, Words words, std::optional<std::string>& into, Problems& problems) {
    if (auto word = as_one_of(node, words, problems)) into = std::move(word);
}

// False for `key:` with nothing, and after a problem.
bool known_map(const YamlNode& node, Words keys, Problems& problems) {
    if (node.is_null() || !expect_map(node, problems)) return false;
    check_keys(node, keys, problems);
    return true;
}

// ---- rules

// `off`, `on`, a tier. YAML's other words for true and false are accepted too.
void read_tier_word(const YamlNode& node, RuleSetting& setting, Problems& problems) {
    static constexpr std::array<std::string_view, 5> kWords = {"safe", "suggest", "hint", "off", "on"};
    const std::string& word = node.text;
    if (node.is_scalar() && tier_named(word)) {
        setting.tier = tier_named(word);
        setting.on = true;
        return;
    }
    Problems unsaid;
    if (const auto on = as_bool(node, unsaid)) {
        setting.on = on;
        return;
    }
    (void)as_one_of(node, kWords, problems);
}

void read_rule_key(const YamlEntry& entry, RuleSetting& setting, Problems& problems) {
    static constexpr std::array<std::string_view, 7> kFixed = {"id",       "alias",   "stage",     "kind",
                                                               "priority", "message", "confidence"};
    const std::string& key = entry.key.text;
    if (std::find(kFixed.begin(), kFixed.end(), key) != kFixed.end()) {
        problems.push_back(problem_at(entry.key, ErrorCode::invalid_value,
                                      {"规则的 " + key + " 不能改", "a rule's " + key + " cannot be changed"},
                                      {"能改的有 tier、on、block 和规则自己的参数",
                                       "what can be: tier, on, block, and the rule's own parameters"}));
    } else if (key == "tier") {
        read_tier_word(entry.value, setting, problems);
    } else if (key == "on") {
        if (const auto on = as_bool(entry.value, problems)) setting.on = on;
    } else if (key == "block") {
        if (const auto block = as_bool(entry.value, problems)) setting.block = block;
    } else if (auto values = as_list_of_text(entry.value, problems)) {
        setting.params.emplace_back(key, std::move(*values));
        setting.param_places.push_back(entry.key.where());
    }
}

void read_rules(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    if (node.is_null() || !expect_map(node, problems)) return;
    for (const YamlEntry& entry : node.entries) {
        RuleSetting setting;
        setting.name = entry.key.text;
        setting.where = entry.key.where();
        if (entry.value.is_map()) {
            // A tier turns the rule on, unless `on` says otherwise.
            for (const bool switches : {false, true}) {
                for (const YamlEntry& inner : entry.value.entries) {
                    if ((inner.key.text == "on") == switches) read_rule_key(inner, setting, problems);
                }
            }
        } else {
            read_tier_word(entry.value, setting, problems);
        }
        patch.rules.push_back(std::move(setting));
    }
}

// ---- the other settings

void read_glossary(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    for (Located& path : located_list(node, problems).value_or(std::vector<Located>{})) {
        if (auto why = strays(path.text)) {
            problems.push_back({ErrorCode::invalid_value,
                                {why->zh + "：" + path.text, why->en + ": " + path.text},
                                {"写成相对于本文件所在目录的路径", "write it relative to this file's folder"},
                                path.where});
        } else if (const auto glob = Glob::parse(path.text); !glob) {
            problems.push_back(glob.error());
            problems.back().where = path.where;
        } else {
            patch.glossaries.push_back(std::move(path));
        }
    }
}

void read_style(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 2> kKeys = {"cjk_latin_space", "quotes"};
    static constexpr std::array<std::string_view, 3> kSpaces = {"none", "one", "keep"};
    static constexpr std::array<std::string_view, 3> kQuotes = {"curly", "corner", "keep"};
    if (!known_map(node, kKeys, problems)) return;
    if (const auto* space = node.find("cjk_latin_space")) read_word(*space, kSpaces, patch.space_style, problems);
    if (const auto* quotes = node.find("quotes")) read_word(*quotes, kQuotes, patch.quote_style, problems);
}

void read_front_matter(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 1> kKeys = {"check"};
    if (!known_map(node, kKeys, problems)) return;
    if (const auto* check = node.find("check")) {
        if (auto keys = as_list_of_text(*check, problems)) patch.front_matter = std::move(keys);
    }
}

void read_protect(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 1> kKeys = {"extra"};
    if (!known_map(node, kKeys, problems)) return;
    if (const auto* extra = node.find("extra")) {
        for (Located& pattern : located_list(*extra, problems).value_or(std::vector<Located>{})) {
            patch.protect.push_back(std::move(pattern));
        }
    }
}

// `{m: y}`: m does what y does.
void read_review_keys(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::string_view kKnown = "ynadA!ewslujkg/foq?123456789+-p,.";
    if (!expect_map(node, problems)) return;
    std::map<std::string, std::string> keys;
    for (const YamlEntry& entry : node.entries) {
        const auto stands_for = as_text(entry.value, problems);
        if (!stands_for) continue;
        const bool known = stands_for->size() == 1 && kKnown.find(*stands_for) != std::string_view::npos;
        if (!known || utf8::count(entry.key.text) != 1) {
            problems.push_back(
                problem_at(entry.key, ErrorCode::invalid_value, {"不是审校的按键", "no key of a review"},
                           {"写成 键: 原来的键，例如 m: y；原来的键见 jiaodui review 里的 ?",
                            "write key: shipped key, as in m: y; ? in a review lists the shipped keys"}));
            continue;
        }
        keys[entry.key.text] = *stands_for;
    }
    patch.review_keys = std::move(keys);
}

void read_review(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 2> kKeys = {"min_confidence", "keys"};
    if (!known_map(node, kKeys, problems)) return;
    if (const auto* keys = node.find("keys")) read_review_keys(*keys, patch, problems);
    if (const auto* least = node.find("min_confidence")) {
        if (const auto value = as_number(*least, 0, 1, problems)) patch.min_confidence = static_cast<float>(*value);
    }
}

void read_notice(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    if (auto texts = as_list_of_text(node, problems)) patch.transcript_notice = std::move(texts);
}

void read_fail_on(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 4> kWords = {"safe", "suggest", "hint", "none"};
    const auto word = as_one_of(node, kWords, problems);
    if (!word) return;
    const auto tier = tier_named(*word);
    if (tier || *word == "none") patch.fail_on = FailOn{tier.value_or(Tier::safe), !tier};
}

void read_profile(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 2> kWords = {"wikijs", "plain"};
    read_word(node, kWords, patch.profile, problems);
}

void read_input(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 3> kKeys = {"format", "encoding", "text_column"};
    if (!known_map(node, kKeys, problems)) return;
    const auto read_text = [&](std::string_view key, std::optional<std::string>& into) {
        const YamlNode* value = node.find(key);
        if (value == nullptr) return;
        const auto text = as_list_of_text(*value, problems);
        if (text && text->size() == 1) into = text->front() == "auto" ? std::string() : text->front();
    };
    read_text("format", patch.input_format);
    read_text("encoding", patch.encoding);
    read_text("text_column", patch.text_column);
}

void read_lang(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    static constexpr std::array<std::string_view, 3> kWords = {"zh-Hans", "zh-Hant", "auto"};
    read_word(node, kWords, patch.lang, problems);
    if (patch.lang == "auto") patch.lang = "";
}

void read_pipeline(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    if (auto stages = located_list(node, problems)) patch.stages = std::move(stages);
}

void read_shipped(const YamlNode& node, SettingsPatch& patch, Problems& problems) {
    if (auto names = located_list(node, problems)) patch.shipped_glossaries = std::move(names);
}

struct SettingKey {
    std::string_view name;
    void (*read)(const YamlNode&, SettingsPatch&, Problems&);
};

constexpr std::array<SettingKey, 13> kSettingKeys = {{
    {"profile", read_profile},
    {"input", read_input},
    {"lang", read_lang},
    {"style", read_style},
    {"pipeline", read_pipeline},
    {"rules", read_rules},
    {"glossary", read_glossary},
    {"shipped_glossaries", read_shipped},
    {"frontmatter", read_front_matter},
    {"protect", read_protect},
    {"transcript_notice", read_notice},
    {"review", read_review},
    {"fail_on", read_fail_on},
}};

// ---- what is no setting

void read_files(const YamlNode& node, Config& config, Problems& problems) {
    static constexpr std::array<std::string_view, 2> kKeys = {"include", "exclude"};
    if (!known_map(node, kKeys, problems)) return;
    if (const auto* include = node.find("include")) read_globs(*include, config.include, problems);
    if (const auto* exclude = node.find("exclude")) read_globs(*exclude, config.exclude, problems);
}

void read_version(const YamlNode& node, Problems& problems) {
    if (node.is_scalar() && node.text == "1") return;
    problems.push_back(problem_at(
        node, ErrorCode::invalid_value, {"不认识这个版本的配置", "this version of the configuration is not known"},
        {"写 version: 1；更高的版本需要更新的 jiaodui", "write version: 1; a higher one needs a newer jiaodui"}));
}

void read_overrides(const YamlNode& node, Config& config, Problems& problems) {
    if (node.is_null()) return;
    if (!node.is_list()) {
        problems.push_back(problem_at(node, ErrorCode::invalid_value, {"这里应当是列表", "expected a list"},
                                      {"每一项写成 - files: 模式", "write each as - files: pattern"}));
        return;
    }
    for (const YamlNode& item : node.items) {
        if (!expect_map(item, problems)) continue;
        Override override;
        const YamlNode* files = item.find("files");
        if (files == nullptr) {
            problems.push_back(problem_at(item, ErrorCode::invalid_value, {"缺少 files", "files is missing"},
                                          {"写明对哪些文件生效", "say which files it concerns"}));
        } else {
            read_globs(*files, override.files, problems);
        }
        read_config_map(item, KeySet::override, config, override.patch, problems);
        config.overrides.push_back(std::move(override));
    }
}

std::vector<std::string_view> allowed_keys(KeySet keys) {
    std::vector<std::string_view> out;
    if (keys == KeySet::file) out.emplace_back("version");
    out.emplace_back("files");
    for (const SettingKey& key : kSettingKeys) out.push_back(key.name);
    if (keys == KeySet::file) out.emplace_back("overrides");
    return out;
}

}  // namespace

void read_config_map(const YamlNode& map, KeySet keys, Config& config, SettingsPatch& patch, Problems& problems) {
    check_keys(map, allowed_keys(keys), problems);
    for (const YamlEntry& entry : map.entries) {
        const std::string& name = entry.key.text;
        if (name == "files" && keys != KeySet::override) read_files(entry.value, config, problems);
        if (name == "version" && keys == KeySet::file) read_version(entry.value, problems);
        if (name == "overrides" && keys == KeySet::file) read_overrides(entry.value, config, problems);
        const auto key =
            std::find_if(kSettingKeys.begin(), kSettingKeys.end(), [&](const SettingKey& k) { return k.name == name; });
        if (key != kSettingKeys.end()) key->read(entry.value, patch, problems);
    }
}

}  // namespace jiaodui
