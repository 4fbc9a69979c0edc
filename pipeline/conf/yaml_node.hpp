// YamlNode: a YAML text as a tree whose every node knows where it is written.
//
// The only user of the YAML library; none of its types or exceptions pass this wall. Files come from repositories that
// nobody has vetted, so what can hurt is refused, with the place: anchors, aliases and tags (a small file that unfolds
// to gigabytes), more than one document, keys that occur twice in one map (the second would silently win), more than
// 64 levels, more than 16 MiB, control characters, bytes that are not UTF-8.
// Scalars stay text; what they mean is decided by whoever reads them (`no` is a Norwegian, a word, or false).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

struct YamlEntry;

struct YamlNode {
    enum class Kind : std::uint8_t { null, scalar, list, map };  // null: `key:` with nothing, ~, null

    Kind kind = Kind::null;
    bool quoted = false;             // a scalar written with quotes or as a block: always text
    std::string text;                // of a scalar
    std::vector<YamlNode> items;     // of a list
    std::vector<YamlEntry> entries;  // of a map, in the order written; keys are unique
    std::uint32_t line = 0;          // 1-based; columns count code points
    std::uint32_t column = 0;
    std::shared_ptr<const std::string> file;

    [[nodiscard]] bool is_null() const { return kind == Kind::null; }
    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] Where where() const;
    // The value of a key; null when this is no map or has no such key.
    [[nodiscard]] const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
    YamlNode key;  // a scalar
    YamlNode value;
};

// The tree, or nothing after a problem; every problem found is appended. An empty text is a null node.
[[nodiscard]] std::optional<YamlNode> parse_yaml(std::string_view text, std::string file, Problems& problems);

// Readers: the value, or nothing after a located problem.
[[nodiscard]] std::optional<std::string> as_text(const YamlNode& node, Problems& problems);
// true on yes, false off no.
[[nodiscard]] std::optional<bool> as_bool(const YamlNode& node, Problems& problems);
// A decimal number within [least, most].
[[nodiscard]] std::optional<double> as_number(const YamlNode& node, double least, double most, Problems& problems);
[[nodiscard]] std::optional<int> as_integer(const YamlNode& node, int least, int most, Problems& problems);
// A scalar counts as a list of one, null as an empty list.
[[nodiscard]] std::optional<std::vector<std::string>> as_list_of_text(const YamlNode& node, Problems& problems);

// False after a problem when the node is no map.
[[nodiscard]] bool expect_map(const YamlNode& node, Problems& problems);
// Every key of the map that is not allowed is a problem, with the key that was probably meant.
void check_keys(const YamlNode& map, std::span<const std::string_view> allowed, Problems& problems);
// One of the words; a problem with advice otherwise.
[[nodiscard]] std::optional<std::string> as_one_of(const YamlNode& node, std::span<const std::string_view> words,
                                                   Problems& problems);

[[nodiscard]] Error problem_at(const YamlNode& node, ErrorCode code, Message message, Message advice = {});

}  // namespace jiaodui
