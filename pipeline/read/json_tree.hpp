// JsonTree: a JSON text as a tree whose every value knows where in the file it stands. simdjson's wall.
//
// Strings are left as they are written; decode() gives their text and which bytes of the file each character comes
// from. Errors (syntax, with line and column): anything that RFC 8259 does not allow, deeper nesting than 1,000 levels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/document/piece.hpp"

namespace jiaodui {

struct JsonNode {
    enum class Kind : std::uint8_t { object, array, string, number, other };
    Kind kind = Kind::other;
    std::string_view key;     // as written between its quotes; of members of an object
    SourceSpan at;            // of a string: between its quotes
    std::uint32_t next = 0;   // the sibling after it; 0: none
    std::uint32_t child = 0;  // the first member or element; 0: none
};

class JsonTree {
  public:
    // The bytes must outlive the tree.
    [[nodiscard]] static Result<JsonTree> parse(std::string_view name, std::string_view bytes);

    [[nodiscard]] const JsonNode& root() const { return nodes_[1]; }
    // The member of an object by its key; null when there is none of this kind.
    [[nodiscard]] const JsonNode* find(const JsonNode& object, std::string_view key, JsonNode::Kind kind) const;
    [[nodiscard]] const JsonNode* first(const JsonNode& parent) const {
        return parent.child == 0 ? nullptr : &nodes_[parent.child];
    }
    [[nodiscard]] const JsonNode* after(const JsonNode& node) const {
        return node.next == 0 ? nullptr : &nodes_[node.next];
    }
    [[nodiscard]] std::string_view source(const JsonNode& node) const {
        return bytes_.substr(node.at.begin, node.at.size());
    }

    // The text of a string, and its pieces: `same` where it stands as it is, `coded` for each escape. Half a surrogate
    // pair becomes a U+0000, which no reader shows.
    struct Text {
        std::string decoded;
        std::vector<Piece> pieces;
    };
    [[nodiscard]] Text decode(const JsonNode& string) const;

  private:
    friend class JsonWalk;
    std::string_view bytes_;
    std::vector<JsonNode> nodes_;
};

// The same for a string of any JSON text that is valid.
[[nodiscard]] JsonTree::Text decode_json_string(std::string_view source, SourceSpan string);

// Text as it stands between the quotes of a string: everything above ASCII as it is, or as `\uXXXX` with small or big
// letters; and back.
[[nodiscard]] std::string encode_json(std::string_view text);
[[nodiscard]] std::string encode_json_ascii(std::string_view text);
[[nodiscard]] std::string encode_json_ascii_upper(std::string_view text);
[[nodiscard]] std::string decode_json(std::string_view bytes);

}  // namespace jiaodui
