// Every value is visited once by simdjson's on-demand parser, whose tokens are pointers into its padded copy of the
// file: an offset is a difference of pointers. Tested by tests/unit/read/json_test.cpp.
#include "pipeline/read/json_tree.hpp"

#include <simdjson.h>

#include <algorithm>
#include <optional>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

namespace ondemand = simdjson::ondemand;

namespace {

// Each level is a call here; simdjson's own bound, of which it makes sure only when it is being debugged, is 1,024.
constexpr int kMaxDepth = 1000;

std::size_t string_end(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && bytes[at] != '"') at += bytes[at] == '\\' ? 2 : 1;
    return std::min(at, bytes.size());
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Four hexadecimal digits, or nothing.
std::optional<std::uint32_t> hex4(std::string_view text) {
    if (text.size() < 4) return std::nullopt;
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hex_value(text[static_cast<std::size_t>(i)]);
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value;
}

struct Escape {
    char32_t ch = 0;
    std::uint32_t size = 0;  // 0: not an escape
};

Escape escape_at(std::string_view text) {
    if (text.size() < 2) return {};
    constexpr std::string_view kFrom = "\"\\/bfnrt";
    constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    if (const std::size_t which = kFrom.find(text[1]); which != std::string_view::npos)
        return {static_cast<char32_t>(kTo[which]), 2};
    if (text[1] != 'u') return {};
    const auto first = hex4(text.substr(2));
    if (!first) return {};
    if (*first < 0xD800 || *first >= 0xE000) return {static_cast<char32_t>(*first), 6};
    if (*first < 0xDC00 && text.substr(6, 2) == "\\u") {
        const auto second = hex4(text.substr(8));
        if (second && *second >= 0xDC00 && *second < 0xE000) {
            return {static_cast<char32_t>(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00)), 12};
        }
    }
    return {0, 6};
}

bool is_number(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        return at - begin;
    };
    if (at < text.size() && text[at] == '-') ++at;
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        if (digits() == 0) return false;
    }
    return at == text.size();
}

void append_hex4(std::string& out, std::uint32_t value, std::string_view digits) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(value >> shift) & 15];
}

std::string encode_with(std::string_view text, std::string_view digits, bool ascii) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (c.ch == '"' || c.ch == '\\') {
            out += '\\';
            out += static_cast<char>(c.ch);
        } else if (c.ch == '\n' || c.ch == '\r' || c.ch == '\t') {
            out += c.ch == '\n' ? "\\n" : c.ch == '\r' ? "\\r" : "\\t";
        } else if (c.ch < 0x20 || (ascii && c.ch > 0x7E && c.ch < 0x10000)) {
            append_hex4(out, c.ch, digits);
        } else if (ascii && c.ch >= 0x10000) {
            append_hex4(out, 0xD800 + ((c.ch - 0x10000) >> 10), digits);
            append_hex4(out, 0xDC00 + ((c.ch - 0x10000) & 0x3FF), digits);
        } else {
            out += text.substr(at, c.length);
        }
        at += c.length;
    }
    return out;
}

}  // namespace

// One walk; `wrong` is where it stopped.
class JsonWalk {
  public:
    JsonWalk(JsonTree& tree, const simdjson::padded_string& copy)
        : tree_(tree), begin_(copy.data()), size_(copy.size()) {}

    bool run(ondemand::document& document) {
        ondemand::json_type type;
        if (document.type().get(type) != simdjson::SUCCESS) return false;
        if (type != ondemand::json_type::array && type != ondemand::json_type::object) {
            bare = exact = true;
            wrong = 0;
            return false;
        }
        ondemand::value value;
        const bool ok = document.get_value().get(value) == simdjson::SUCCESS && add(value, {}, kMaxDepth);
        // Behind the value there may be nothing; the parser then has no place to tell.
        const char* where = nullptr;
        if (!ok || document.current_location().get(where) != simdjson::SUCCESS) return ok;
        wrong = offset(where);
        return false;
    }

    std::optional<std::size_t> wrong;
    bool exact = false;  // else the parser may have got further
    bool too_deep = false;
    bool bare = false;  // neither an object nor an array

  private:
    std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - begin_); }

    // The value and all below it, `depth` levels at most; false on the first mistake.
    bool add(ondemand::value value, std::string_view key, int depth) {
        const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
        tree_.nodes_.push_back({});
        tree_.nodes_[index].key = key;
        const std::string_view token = value.raw_json_token();
        const std::size_t at = offset(token.data());
        if (at >= size_) return false;
        wrong = at;
        too_deep = exact = depth == 0;
        if (too_deep) return false;
        switch (begin_[at]) {
            case '{': return add_object(value, index, at, depth);
            case '[': return add_array(value, index, at, depth);
            case '"': return add_string(value, index, at);
            default: return add_scalar(value, index, at, token);
        }
    }

    void link(std::uint32_t parent, std::uint32_t& last, std::uint32_t child) {
        (last == 0 ? tree_.nodes_[parent].child : tree_.nodes_[last].next) = child;
        last = child;
    }

    bool add_object(ondemand::value value, std::uint32_t index, std::size_t at, int depth) {
        tree_.nodes_[index].kind = JsonNode::Kind::object;
        tree_.nodes_[index].at.begin = static_cast<std::uint32_t>(at);
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) return false;
        std::uint32_t last = 0;
        for (auto member : object) {
            ondemand::field field;
            if (std::move(member).get(field) != simdjson::SUCCESS) return false;
            const std::size_t name = offset(field.key().raw());
            const std::string_view bytes(begin_, size_);
            const std::string_view key = tree_.bytes_.substr(name, string_end(bytes, name) - name);
            const auto child = static_cast<std::uint32_t>(tree_.nodes_.size());
            wrong = name;
            if (!add(field.value(), key, depth - 1)) return false;
            link(index, last, child);
        }
        return true;
    }

    bool add_array(ondemand::value value, std::uint32_t index, std::size_t at, int depth) {
        tree_.nodes_[index].kind = JsonNode::Kind::array;
        tree_.nodes_[index].at.begin = static_cast<std::uint32_t>(at);
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) return false;
        std::uint32_t last = 0;
        for (auto element : array) {
            ondemand::value one;
            if (std::move(element).get(one) != simdjson::SUCCESS) return false;
            const auto child = static_cast<std::uint32_t>(tree_.nodes_.size());
            if (!add(one, {}, depth - 1)) return false;
            link(index, last, child);
        }
        return true;
    }

    bool add_string(ondemand::value value, std::uint32_t index, std::size_t at) {
        ondemand::raw_json_string raw;
        if (value.get_raw_json_string().get(raw) != simdjson::SUCCESS) return false;
        const std::string_view bytes(begin_, size_);
        const std::size_t end = string_end(bytes, at + 1);
        for (std::size_t i = at + 1; i < end; ++i) {
            if (begin_[i] != '\\') continue;
            const std::uint32_t length = escape_at(bytes.substr(i, end - i)).size;
            if (length == 0) {
                wrong = i;
                exact = true;
                return false;
            }
            i += length - 1;
        }
        tree_.nodes_[index].kind = JsonNode::Kind::string;
        tree_.nodes_[index].at = {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(end)};
        return true;
    }

    bool add_scalar(ondemand::value value, std::uint32_t index, std::size_t at, std::string_view token) {
        token = token.substr(0, std::min(token.find_first_of(" \t\r\n"), token.size()));
        const bool word = token == "true" || token == "false" || token == "null";
        if (!word && !is_number(token)) return false;
        // The parser goes on behind a value once it has been asked for.
        if (word) {
            bool truth = false;
            const auto failed = token == "null" ? value.is_null().get(truth) : value.get_bool().get(truth);
            if (failed != simdjson::SUCCESS) return false;
        } else {
            double number = 0;
            if (const auto failed = value.get_double().get(number);
                failed != simdjson::SUCCESS && failed != simdjson::NUMBER_ERROR)
                return false;
        }
        tree_.nodes_[index].kind = word ? JsonNode::Kind::other : JsonNode::Kind::number;
        tree_.nodes_[index].at = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + token.size())};
        return true;
    }

    JsonTree& tree_;
    const char* begin_;
    std::size_t size_;
};

Result<JsonTree> JsonTree::parse(std::string_view name, std::string_view bytes) {
    JsonTree tree;
    tree.bytes_ = bytes;
    tree.nodes_.push_back({});  // number 0 means none
    const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::string blanked(bytes);  // the parser wants no byte order mark
    std::fill_n(blanked.begin(), mark, ' ');
    const simdjson::padded_string copy(blanked);
    ondemand::parser parser;
    ondemand::document document;
    const auto failed = parser.iterate(copy).get(document);
    JsonWalk walk(tree, copy);
    if (failed == simdjson::SUCCESS && walk.run(document) && tree.nodes_.size() > 1) return tree;
    std::size_t at = bytes.size();
    if (failed == simdjson::SUCCESS && walk.wrong) {
        at = *walk.wrong;
        const char* where = nullptr;
        if (!walk.exact && document.current_location().get(where) == simdjson::SUCCESS && where >= copy.data()) {
            at = std::max(at, std::min<std::size_t>(static_cast<std::size_t>(where - copy.data()), bytes.size()));
        }
    } else if (failed == simdjson::UNESCAPED_CHARS) {
        bool inside = false;
        for (at = 0; at < bytes.size(); ++at) {
            if (inside && static_cast<unsigned char>(bytes[at]) < 0x20) break;
            if (inside && bytes[at] == '\\') {
                ++at;
            } else if (bytes[at] == '"') {
                inside = !inside;
            }
        }
    }
    if (walk.too_deep)
        return malformed(name, bytes, at, {"JSON 嵌套超过 1,000 层", "JSON nested deeper than 1,000 levels"}, {});
    if (walk.bare)
        return malformed(name, bytes, at, {"JSON 应当是对象或数组", "a JSON object or array is expected"},
                         {"识别程序写出的结果都是", "what recognisers write is one of these"});
    return malformed(name, bytes, at, {"不是完整的 JSON", "not valid JSON"},
                     {"文件可能被截断；python3 -m json.tool 也能查出位置",
                      "the file may be cut off; python3 -m json.tool tells too"});
}

const JsonNode* JsonTree::find(const JsonNode& object, std::string_view key, JsonNode::Kind kind) const {
    if (object.kind != JsonNode::Kind::object) return nullptr;
    for (const JsonNode* node = first(object); node != nullptr; node = after(*node)) {
        if (node->key == key && node->kind == kind) return node;
    }
    return nullptr;
}

JsonTree::Text JsonTree::decode(const JsonNode& string) const { return decode_json_string(bytes_, string.at); }

JsonTree::Text decode_json_string(std::string_view source, SourceSpan string) {
    JsonTree::Text out;
    for (std::uint32_t at = string.begin; at < string.end;) {
        const auto begin = static_cast<std::uint32_t>(out.decoded.size());
        if (source[at] != '\\') {
            const std::size_t found = source.substr(0, string.end).find('\\', at);
            const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, string.end));
            out.decoded += source.substr(at, end - at);
            out.pieces.push_back({PieceKind::same, {begin, begin + (end - at)}, {at, end}});
            at = end;
        } else {
            const Escape escape = escape_at(source.substr(at, string.end - at));
            const std::uint32_t size = std::max(escape.size, 1u);
            if (escape.ch == 0) {
                out.decoded += '\0';
            } else {
                utf8::append(out.decoded, escape.ch);
            }
            out.pieces.push_back(
                {PieceKind::coded, {begin, static_cast<std::uint32_t>(out.decoded.size())}, {at, at + size}});
            at += size;
        }
    }
    return out;
}

std::string encode_json(std::string_view text) { return encode_with(text, "0123456789abcdef", false); }
std::string encode_json_ascii(std::string_view text) { return encode_with(text, "0123456789abcdef", true); }
std::string encode_json_ascii_upper(std::string_view text) { return encode_with(text, "0123456789ABCDEF", true); }

std::string decode_json(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const Escape escape = bytes[at] == '\\' ? escape_at(bytes.substr(at)) : Escape{};
        if (escape.size == 0 || escape.ch == 0) {
            out += bytes[at++];
        } else {
            utf8::append(out, escape.ch);
            at += escape.size;
        }
    }
    return out;
}

}  // namespace jiaodui
