// Readers of single values, apart from the parser so that nothing here knows the YAML library.
// Tested by tests/unit/conf/yaml_node_test.cpp.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/conf/yaml_node.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, 3> kTrue = {"true", "on", "yes"};
constexpr std::array<std::string_view, 3> kFalse = {"false", "off", "no"};

template <class Words>
bool among(const Words& words, std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

Error unexpected(const YamlNode& node, Message wanted) {
    return problem_at(node, ErrorCode::invalid_value, {"这里应当是" + wanted.zh, "expected " + wanted.en});
}

std::string shortest(double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

}  // namespace

Where YamlNode::where() const { return {file == nullptr ? std::string() : *file, line, column}; }

const YamlNode* YamlNode::find(std::string_view key) const {
    for (const YamlEntry& entry : entries) {
        if (entry.key.text == key) return &entry.value;
    }
    return nullptr;
}

Error problem_at(const YamlNode& node, ErrorCode code, Message message, Message advice) {
    return {code, std::move(message), std::move(advice), node.where()};
}

std::optional<std::string> as_text(const YamlNode& node, Problems& problems) {
    if (node.is_scalar()) return node.text;
    problems.push_back(unexpected(node, {"文本", "text"}));
    return std::nullopt;
}

std::optional<bool> as_bool(const YamlNode& node, Problems& problems) {
    if (node.is_scalar()) {
        std::string text = node.text;
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (among(kTrue, text)) return true;
        if (among(kFalse, text)) return false;
    }
    problems.push_back(unexpected(node, {" true 或 false", "true or false"}));
    return std::nullopt;
}

std::optional<double> as_number(const YamlNode& node, double least, double most, Problems& problems) {
    if (node.is_scalar()) {
        double value = 0;
        const char* end = node.text.data() + node.text.size();
        const auto [rest, failed] = std::from_chars(node.text.data(), end, value);
        if (failed == std::errc() && rest == end && value >= least && value <= most) return value;
    }
    const std::string from = shortest(least);
    const std::string to = shortest(most);
    problems.push_back(
        unexpected(node, {" " + from + " 到 " + to + " 之间的数", "a number from " + from + " to " + to}));
    return std::nullopt;
}

std::optional<int> as_integer(const YamlNode& node, int least, int most, Problems& problems) {
    if (node.is_scalar()) {
        int value = 0;
        const char* end = node.text.data() + node.text.size();
        const auto [rest, failed] = std::from_chars(node.text.data(), end, value);
        if (failed == std::errc() && rest == end && value >= least && value <= most) return value;
    }
    const std::string from = std::to_string(least);
    const std::string to = std::to_string(most);
    problems.push_back(
        unexpected(node, {" " + from + " 到 " + to + " 之间的整数", "a whole number from " + from + " to " + to}));
    return std::nullopt;
}

std::optional<std::vector<std::string>> as_list_of_text(const YamlNode& node, Problems& problems) {
    if (node.is_null()) return std::vector<std::string>{};
    if (node.is_scalar()) return std::vector<std::string>{node.text};
    if (!node.is_list()) {
        problems.push_back(unexpected(node, {"文本或文本的列表", "text or a list of texts"}));
        return std::nullopt;
    }
    std::vector<std::string> out;
    bool good = true;
    for (const YamlNode& item : node.items) {
        if (auto text = as_text(item, problems)) {
            out.push_back(std::move(*text));
        } else {
            good = false;
        }
    }
    if (!good) return std::nullopt;
    return out;
}

bool expect_map(const YamlNode& node, Problems& problems) {
    if (node.is_map()) return true;
    problems.push_back(unexpected(node, {"“键: 值”的组合", "a map of key: value"}));
    return false;
}

void check_keys(const YamlNode& map, std::span<const std::string_view> allowed, Problems& problems) {
    for (const YamlEntry& entry : map.entries) {
        if (among(allowed, entry.key.text)) continue;
        problems.push_back(problem_at(entry.key, ErrorCode::unknown_name,
                                      {"没有“" + entry.key.text + "”这个键", "unknown key \"" + entry.key.text + "\""},
                                      advice_for(entry.key.text, allowed)));
    }
}

std::optional<std::string> as_one_of(const YamlNode& node, std::span<const std::string_view> words,
                                     Problems& problems) {
    const auto text = as_text(node, problems);
    if (!text || among(words, *text)) return text;
    problems.push_back(problem_at(node, ErrorCode::invalid_value,
                                  {"不能是“" + *text + "”", "cannot be \"" + *text + "\""}, advice_for(*text, words)));
    return std::nullopt;
}

}  // namespace jiaodui
