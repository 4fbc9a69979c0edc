// yaml-cpp's event parser (never its node graph, which shares nodes and forgets places) fills a stack of open nodes.
// Its marks count bytes; they are turned into code points by walking from the last mark, so that long lines stay
// linear. Tested by tests/unit/conf/yaml_node_test.cpp.
#include "pipeline/conf/yaml_node.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <new>
#include <sstream>
#include <utility>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kLargest = 16u << 20;  // bytes
constexpr std::size_t kDeepest = 64;         // levels
constexpr std::size_t kMostProblems = 50;    // of one text

// Byte marks → 1-based line and column in code points.
class Places {
  public:
    explicit Places(std::string_view text) : text_(text) {
        begins_.push_back(0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
            begins_.push_back(at + 1);
        }
    }

    std::pair<std::uint32_t, std::uint32_t> at(std::size_t line, std::size_t byte_column) {
        line = std::min(line, begins_.size() - 1);
        const std::size_t byte = std::min(begins_[line] + byte_column, text_.size());
        if (line != line_ || !known_) {
            line_ = line;
            byte_ = begins_[line];
            column_ = 1;
            known_ = true;
        }
        for (; byte_ < byte; ++byte_) column_ += utf8::is_continuation(text_[byte_]) ? 0 : 1;
        for (; byte_ > byte; --byte_) column_ -= utf8::is_continuation(text_[byte_ - 1]) ? 0 : 1;
        return {static_cast<std::uint32_t>(line_ + 1), column_};
    }

    std::pair<std::uint32_t, std::uint32_t> at_byte(std::size_t byte) {
        const auto next = std::upper_bound(begins_.begin(), begins_.end(), byte);
        const auto line = static_cast<std::size_t>(next - begins_.begin()) - 1;
        return at(line, byte - begins_[line]);
    }

  private:
    std::string_view text_;
    std::vector<std::size_t> begins_;
    bool known_ = false;
    std::size_t line_ = 0;
    std::size_t byte_ = 0;
    std::uint32_t column_ = 1;
};

Error refusal(const std::string& file, std::pair<std::uint32_t, std::uint32_t> place, Message message, Message advice) {
    return {ErrorCode::syntax, std::move(message), std::move(advice), {file, place.first, place.second}};
}

// Thrown by the handler to leave the parser early; never leaves this file.
struct TooDeep {};

class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(std::string file, Places& places, Problems& problems)
        : file_(std::make_shared<const std::string>(std::move(file))), places_(places), problems_(problems) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ != 2) return;
        refuse(mark, {"一个文件里只能有一份文档", "a second document in one file"},
               {"删去 --- 及其后的部分；这里没有 --- 的话，看看是否多了逗号或括号",
                "remove the --- and what follows; without one, look for a stray comma or bracket"});
    }
    [[nodiscard]] bool has_second_document() const { return documents_ > 1; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (ready(mark, "", anchor)) put(node_at(mark, YamlNode::Kind::null));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, {"不支持引用（*名称）", "aliases (*name) are not supported"},
               {"把内容写在这里", "write the value out here"});
        if (documents_ < 2) put(node_at(mark, YamlNode::Kind::null));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        if (!ready(mark, tag, anchor)) return;
        YamlNode node = node_at(mark, YamlNode::Kind::scalar);
        node.text = value;
        node.quoted = tag == "!";
        put(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::list);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::map);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override {
        if (documents_ < 2) check_duplicates(stack_.back().node);
        close();
    }

    YamlNode root;

  private:
    struct Open {
        YamlNode node;
        bool has_key = false;
    };

    YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) {
        YamlNode node;
        node.kind = kind;
        node.file = file_;
        std::tie(node.line, node.column) = places_.at(static_cast<std::size_t>(std::max(mark.line, 0)),
                                                      static_cast<std::size_t>(std::max(mark.column, 0)));
        return node;
    }

    void refuse(const YAML::Mark& mark, Message message, Message advice) {
        if (problems_.size() >= kMostProblems) return;
        problems_.push_back(
            problem_at(node_at(mark, YamlNode::Kind::null), ErrorCode::syntax, std::move(message), std::move(advice)));
    }

    // False when the event belongs to a further document.
    bool ready(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (documents_ > 1) return false;
        if (anchor != YAML::NullAnchor) {
            refuse(mark, {"不支持锚点（&名称）", "anchors (&name) are not supported"}, {"删去它", "remove it"});
        }
        if (!tag.empty() && tag != "?" && tag != "!") {
            refuse(mark, {"不支持类型标记（!标记）", "tags (!tag) are not supported"},
                   {"删去它；要写文本请加引号", "remove it; use quotes for text"});
        }
        return true;
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
        if (!ready(mark, tag, anchor)) return;
        if (stack_.size() >= kDeepest) {
            refuse(mark, {"嵌套超过 64 层", "nested deeper than 64 levels"}, {});
            throw TooDeep();
        }
        stack_.push_back({node_at(mark, kind), false});
    }

    void close() {
        if (documents_ > 1) return;
        YamlNode node = std::move(stack_.back().node);
        stack_.pop_back();
        put(std::move(node));
    }

    void put(YamlNode node) {
        if (stack_.empty()) {
            root = std::move(node);
        } else if (Open& parent = stack_.back(); parent.node.is_list()) {
            parent.node.items.push_back(std::move(node));
        } else if (!parent.has_key) {
            if (!node.is_scalar() && problems_.size() < kMostProblems) {
                problems_.push_back(problem_at(node, ErrorCode::syntax, {"键必须是文本", "a key must be text"},
                                               {"给它加上引号", "put it in quotes"}));
            }
            parent.node.entries.push_back({std::move(node), {}});
            parent.has_key = true;
        } else {
            parent.node.entries.back().value = std::move(node);
            parent.has_key = false;
        }
    }

    void check_duplicates(const YamlNode& map) {
        std::vector<const YamlNode*> keys;
        keys.reserve(map.entries.size());
        for (const YamlEntry& entry : map.entries) {
            if (entry.key.is_scalar()) keys.push_back(&entry.key);
        }
        std::stable_sort(keys.begin(), keys.end(),
                         [](const YamlNode* a, const YamlNode* b) { return a->text < b->text; });
        for (std::size_t i = 1; i < keys.size() && problems_.size() < kMostProblems; ++i) {
            if (keys[i]->text != keys[i - 1]->text) continue;
            const std::string line = std::to_string(keys[i - 1]->line);
            problems_.push_back(
                problem_at(*keys[i], ErrorCode::syntax,
                           {"键“" + keys[i]->text + "”重复，第 " + line + " 行已经有了",
                            "the key \"" + keys[i]->text + "\" is repeated; line " + line + " has it already"},
                           {"合并成一处", "merge the two"}));
        }
    }

    std::shared_ptr<const std::string> file_;
    Places& places_;
    Problems& problems_;
    std::vector<Open> stack_;
    int documents_ = 0;
};

// yaml-cpp's words for the commonest mistakes, in Chinese.
std::string in_chinese(const std::string& words) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kWords = {{
        {"end of map not found", "这里的缩进与上面的键不一致，或冒号后缺空格"},
        {"end of map flow not found", "缺少右花括号 }"},
        {"end of sequence not found", "这里的缩进与上面的 - 不一致"},
        {"end of sequence flow not found", "缺少右方括号 ]"},
        {"illegal map value", "这里不能再有冒号；含冒号的文本请加引号"},
        {"illegal block entry", "- 不能写在这里"},
        {"illegal EOF in scalar", "引号没有结束"},
        {"unknown token", "不认识的符号；以特殊符号开头的文本请加引号"},
        {"illegal map key", "键不能写在这里"},
    }};
    for (const auto& [en, zh] : kWords) {
        if (words == en) return std::string(zh);
    }
    return words;
}

// True when the text may be given to the parser.
bool fit_to_parse(std::string_view text, const std::string& file, Places& places, Problems& problems) {
    if (const auto bad = utf8::first_invalid(text)) {
        problems.push_back({ErrorCode::encoding,
                            {"不是 UTF-8 文本", "this is not UTF-8"},
                            {"把文件另存为 UTF-8", "save the file as UTF-8"},
                            {file, places.at_byte(*bad).first, places.at_byte(*bad).second}});
        return false;
    }
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
    });
    if (control == text.end()) return true;
    problems.push_back(refusal(file, places.at_byte(static_cast<std::size_t>(control - text.begin())),
                               {"含有控制字符", "a control character"}, {"删去它", "remove it"}));
    return false;
}

}  // namespace

std::optional<YamlNode> parse_yaml(std::string_view text, std::string file, Problems& problems) {
    if (text.size() > kLargest) {
        problems.push_back({ErrorCode::too_large,
                            {"文件超过 16 MiB", "the file is larger than 16 MiB"},
                            {"拆成几个文件", "split it into several files"},
                            {std::move(file), 0, 0}});
        return std::nullopt;
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Places places(text);
    if (!fit_to_parse(text, file, places, problems)) return std::nullopt;
    Problems own;
    TreeBuilder builder(file, places, own);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        // At a stray comma the parser finds empty documents without end, so the second one is the last that is looked
        // at.
        while (!builder.has_second_document() && parser.HandleNextDocument(builder)) {
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const TooDeep&) {
        // Said already.
    } catch (const YAML::Exception& caught) {
        const bool placed = !caught.mark.is_null() && caught.mark.line >= 0 && caught.mark.column >= 0;
        const auto place =
            placed ? places.at(static_cast<std::size_t>(caught.mark.line), static_cast<std::size_t>(caught.mark.column))
                   : std::pair<std::uint32_t, std::uint32_t>{0, 0};
        own.push_back(refusal(file, place, {"YAML 写法有误：" + in_chinese(caught.msg), "YAML: " + caught.msg}, {}));
    } catch (const std::exception& caught) {
        const std::string words = caught.what();
        own.push_back(refusal(file, {0, 0}, {"YAML 写法有误：" + words, "YAML: " + words}, {}));
    }
    const bool good = own.empty();
    problems.insert(problems.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    if (!good) return std::nullopt;
    if (builder.root.file == nullptr) builder.root.file = std::make_shared<const std::string>(std::move(file));
    return std::move(builder.root);
}

}  // namespace jiaodui
