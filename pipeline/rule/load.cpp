// Tested by tests/unit/rule/load_test.cpp; the shipped rules by tests/data/rules_test.cpp.
#include "pipeline/rule/load.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <system_error>

#include "pipeline/base/file.hpp"
#include "pipeline/conf/yaml_node.hpp"

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargest = 1u << 20;  // bytes of a rule file

constexpr std::array<std::string_view, 11> kKeys = {"id",         "alias",    "stage", "kind",    "on",    "tier",
                                                    "confidence", "priority", "block", "message", "params"};

// group/name, each of small letters, digits and hyphens.
bool is_id(std::string_view id) {
    const std::size_t slash = id.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == id.size()) return false;
    return std::all_of(id.begin(), id.end(), [&](const char& c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || &c == &id[slash];
    });
}

void read_text(const YamlNode& map, std::string_view key, std::string& into, Problems& problems) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) {
        problems.push_back(problem_at(map, ErrorCode::invalid_value,
                                      {"缺少 " + std::string(key), std::string(key) + " is missing"},
                                      {"补上这一行", "add the line"}));
    } else if (auto text = as_text(*node, problems)) {
        if (text->empty()) {
            problems.push_back(problem_at(*node, ErrorCode::invalid_value,
                                          {std::string(key) + " 是空的", std::string(key) + " is empty"}));
        }
        into = std::move(*text);
    }
}

void read_message(const YamlNode& root, Message& message, Problems& problems) {
    static constexpr std::array<std::string_view, 2> kLanguages = {"zh", "en"};
    const YamlNode* node = root.find("message");
    if (node == nullptr) {
        problems.push_back(problem_at(root, ErrorCode::invalid_value, {"缺少 message", "message is missing"},
                                      {"写成 message: {zh: …, en: …}", "write message: {zh: …, en: …}"}));
        return;
    }
    if (!expect_map(*node, problems)) return;
    check_keys(*node, kLanguages, problems);
    read_text(*node, "zh", message.zh, problems);
    read_text(*node, "en", message.en, problems);
}

void read_params(const YamlNode& node, Rule& rule, Problems& problems) {
    if (node.is_null() || !expect_map(node, problems)) return;
    for (const YamlEntry& entry : node.entries) {
        if (auto values = as_list_of_text(entry.value, problems)) {
            rule.params.emplace_back(entry.key.text, std::move(*values));
        }
    }
}

void read_options(const YamlNode& root, Rule& rule, Problems& problems) {
    static constexpr std::array<std::string_view, 3> kTiers = {"safe", "suggest", "hint"};
    if (const YamlNode* node = root.find("alias")) rule.alias = as_text(*node, problems).value_or("");
    if (const YamlNode* node = root.find("on")) rule.on = as_bool(*node, problems).value_or(true);
    if (const YamlNode* node = root.find("block")) rule.block = as_bool(*node, problems).value_or(false);
    if (const YamlNode* node = root.find("tier")) {
        rule.tier = tier_named(as_one_of(*node, kTiers, problems).value_or("")).value_or(Tier::suggest);
    }
    if (const YamlNode* node = root.find("confidence")) {
        rule.confidence = static_cast<float>(as_number(*node, 0, 1, problems).value_or(1));
    }
    if (const YamlNode* node = root.find("priority")) {
        rule.priority = as_integer(*node, -1000, 1000, problems).value_or(0);
    }
    if (const YamlNode* node = root.find("params")) read_params(*node, rule, problems);
}

Error misplaced(const std::string& file, Message message, Message advice) {
    return {ErrorCode::invalid_value, std::move(message), std::move(advice), {file, 0, 0}};
}

// The files with rules in them, as paths relative to the folder, sorted.
std::vector<std::string> rule_files(const std::string& folder, Problems& problems) {
    std::vector<std::string> out;
    std::error_code failed;
    fs::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        const fs::path& path = at->path();
        if (path.filename().string().starts_with('.')) {
            at.disable_recursion_pending();
        } else if (path.extension() == ".yml") {
            problems.push_back(
                misplaced(path.string(), {"规则文件以 .yaml 结尾", "rule files end in .yaml"}, {"改名", "rename it"}));
        } else if (path.extension() == ".yaml") {
            out.push_back(path.lexically_relative(folder).generic_string());
        }
    }
    if (failed) {
        problems.push_back(
            {ErrorCode::io,
             {"规则目录读不了：" + failed.message(), "the rules' folder cannot be read: " + failed.message()},
             {"检查路径", "check the path"},
             {folder, 0, 0}});
    }
    std::sort(out.begin(), out.end());
    return out;
}

// No name may stand for two rules.
void check_names(const RuleBook& book, const std::string& folder, Problems& problems) {
    std::map<std::string_view, const Rule*> names;
    for (const Rule& rule : book.rules) names.emplace(rule.id, &rule);
    for (const Rule& rule : book.rules) {
        if (rule.alias.empty()) continue;
        const auto [known, is_new] = names.emplace(rule.alias, &rule);
        if (is_new) continue;
        problems.push_back(misplaced(folder + "/" + rule.id + ".yaml",
                                     {"别名“" + rule.alias + "”已经属于 " + known->second->id,
                                      "the alias \"" + rule.alias + "\" belongs to " + known->second->id + " already"},
                                     {"换一个", "choose another"}));
    }
}

}  // namespace

Rule parse_rule(std::string_view text, const std::string& id, const std::string& file, Problems& problems) {
    Rule rule;
    rule.id = id;
    rule.file = file;
    const auto root = parse_yaml(text, file, problems);
    if (!root || !expect_map(*root, problems)) return rule;
    check_keys(*root, kKeys, problems);
    std::string written;
    read_text(*root, "id", written, problems);
    if (const YamlNode* node = root->find("id"); node != nullptr && !written.empty() && written != id) {
        problems.push_back(problem_at(*node, ErrorCode::invalid_value,
                                      {"id 与文件的位置不符", "the id is not where the file lies"},
                                      {"写成 id: " + id + "，或把文件移到 " + written + ".yaml",
                                       "write id: " + id + ", or move the file to " + written + ".yaml"}));
    }
    read_text(*root, "stage", rule.stage, problems);
    read_text(*root, "kind", rule.kind, problems);
    read_message(*root, rule.message, problems);
    read_options(*root, rule, problems);
    return rule;
}

RuleBook load_rules(const std::string& folder, Problems& problems) {
    RuleBook book;
    for (const std::string& relative : rule_files(folder, problems)) {
        const std::string path = folder + "/" + relative;
        const std::string id = relative.substr(0, relative.size() - std::string_view(".yaml").size());
        if (!is_id(id)) {
            problems.push_back(misplaced(path,
                                         {"规则文件应当是 <组>/<名>.yaml", "a rule file is called <group>/<name>.yaml"},
                                         {"只用小写字母、数字和连字符", "use small letters, digits and hyphens"}));
            continue;
        }
        const auto text = read_file(path, kLargest);
        if (!text) {
            problems.push_back(text.error());
            continue;
        }
        Rule rule = parse_rule(*text, id, path, problems);
        rule.file = "rules/" + relative;
        book.rules.push_back(std::move(rule));
    }
    std::sort(book.rules.begin(), book.rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
    check_names(book, folder, problems);
    return book;
}

Result<RuleBook> load_rules(const std::string& folder) {
    Problems problems;
    RuleBook book = load_rules(folder, problems);
    if (!problems.empty()) return fold(problems);
    return book;
}

}  // namespace jiaodui
