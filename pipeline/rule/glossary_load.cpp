// YAML goes through YamlNode; TSV and .txt through TsvTable. All three end in the same check of an entry.
// Tested by tests/unit/rule/glossary_load_test.cpp.
#include <algorithm>
#include <array>

#include "pipeline/conf/yaml_node.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/rule/glossary_entry.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, 14> entry_keys = {"term",    "wrong",    "alias",  "keep",   "sound",
                                                         "reading", "fuzzy",    "tier",   "casing", "note",
                                                         "source",  "examples", "unless", "near"};
constexpr std::array<std::string_view, 5> wrong_keys = {"text", "before", "after", "near", "unless"};
constexpr std::array<std::string_view, 2> example_keys = {"text", "want"};
constexpr std::array<std::string_view, 3> tier_words = {"safe", "suggest", "hint"};

Error at(const std::string& file, std::uint32_t line, std::uint32_t column, Message message, Message advice = {}) {
    return {ErrorCode::invalid_value, std::move(message), std::move(advice), {file, line, column}};
}

// What a matcher can hold; says why not.
bool check_text(const std::string& text, const std::string& file, std::uint32_t line, std::uint32_t column,
                Problems& problems) {
    if (PhraseMatcher::usable(text)) return true;
    problems.push_back(at(file, line, column, {"词条“" + text + "”不能用", "cannot use the text “" + text + "”"},
                          {"词条须为1到64个字，不含特殊占位符", "a text has 1 to 64 characters and no placeholder"}));
    return false;
}

bool check_wrong(const GlossaryEntry& entry, const WrongForm& form, Problems& problems) {
    if (!check_text(form.text, entry.file, form.line, form.column, problems)) return false;
    const bool accepted = std::find(entry.alias.begin(), entry.alias.end(), form.text) != entry.alias.end();
    if (form.text == entry.term || accepted) {
        problems.push_back(
            at(entry.file, form.line, form.column,
               {"“" + form.text + "”既是对的写法，又是错的写法", "“" + form.text + "” is both right and wrong"},
               {"从 wrong 或 term、alias 中删去一处", "take it out of wrong, or of term and alias"}));
        return false;
    }
    if (utf8::count(form.text) == 1 && form.before.empty() && form.after.empty() && form.near.empty()) {
        problems.push_back(at(entry.file, form.line, form.column,
                              {"一个字的错误写法“" + form.text + "”会到处误中",
                               "the wrong form “" + form.text + "” of one character would hit everywhere"},
                              {"加上 before、after 或 near", "add before, after or near"}));
        return false;
    }
    for (const std::string& longer : form.unless) {
        if (longer.size() > form.text.size() && longer.find(form.text) != std::string::npos) continue;
        problems.push_back(
            at(entry.file, form.line, form.column,
               {"unless 中的“" + longer + "”不包含“" + form.text + "”",
                "“" + longer + "” in unless does not contain “" + form.text + "”"},
               {"unless 写的是包含错误写法的更长的词", "unless lists longer words that contain the wrong form"}));
        return false;
    }
    return true;
}

// Syllables as `reading:` and `sound:` give them: lower-case letters, divided by spaces or `'`, at least one a Han
// character (a term with letters may say how they are spoken).
bool is_reading(const std::string& reading, const std::string& term) {
    std::size_t syllables = 0, han = 0;
    bool inside = false;
    for (const char byte : reading) {
        const bool letter = byte >= 'a' && byte <= 'z';
        if (!letter && byte != ' ' && byte != '\'') return false;
        if (letter && !inside) ++syllables;
        inside = letter;
    }
    for (std::size_t at = 0; at < term.size();) {
        const auto found = utf8::decode(term, at);
        han += is_han(found.ch) ? 1 : 0;
        at += found.length;
    }
    return syllables > 0 && syllables >= han;
}

void check_sound(const GlossaryEntry& entry, Problems& problems) {
    const bool named =
        entry.sound.empty() || entry.sound == "auto" || entry.sound == "off" || is_reading(entry.sound, entry.term);
    if (!named || !(entry.reading.empty() || is_reading(entry.reading, entry.term))) {
        problems.push_back(
            at(entry.file, entry.line, 1,
               {"“" + entry.term + "”的读音不能用", "the reading of “" + entry.term + "” cannot be used"},
               {"每个汉字一个不带声调的音节，如 yue qing；sound 也可以是 auto 或 off",
                "one syllable without tone a Han character, as in yue qing; sound may also be auto or off"}));
    }
    for (const std::string& pair : entry.fuzzy) {
        const auto slash = pair.find('/');
        if (pair == "off" || (slash != std::string::npos && slash > 0 && slash + 1 < pair.size())) continue;
        problems.push_back(at(entry.file, entry.line, 1,
                              {"fuzzy 中的“" + pair + "”不能用", "“" + pair + "” in fuzzy cannot be used"},
                              {"写成一对音，如 an/uan，或 off", "write a pair of sounds, as an/uan, or off"}));
    }
}

// False after a problem: the entry is then left out.
bool check_entry(const GlossaryEntry& entry, Problems& problems) {
    const std::size_t before = problems.size();
    if (entry.term.empty() && entry.keep.empty()) {
        problems.push_back(at(entry.file, entry.line, 1,
                              {"词条没有 term，也没有 keep", "the entry has neither term nor keep"},
                              {"最短的词条是 “- term: 词”", "the shortest entry is “- term: word”"}));
    } else if (entry.term.empty() && !(entry.wrong.empty() && entry.alias.empty())) {
        problems.push_back(at(entry.file, entry.line, 1,
                              {"有 wrong 或 alias 的词条须有 term", "an entry with wrong or alias needs a term"}));
    }
    if (!entry.term.empty()) check_text(entry.term, entry.file, entry.line, 1, problems);
    for (const auto* list : {&entry.alias, &entry.keep}) {
        for (const std::string& text : *list) check_text(text, entry.file, entry.line, 1, problems);
    }
    for (const WrongForm& form : entry.wrong) check_wrong(entry, form, problems);
    check_sound(entry, problems);
    return problems.size() == before;
}

void read_list(const YamlNode& map, std::string_view key, std::vector<std::string>& out, Problems& problems) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return;
    if (auto list = as_list_of_text(*node, problems)) out = std::move(*list);
}

void read_text(const YamlNode& map, std::string_view key, std::string& out, Problems& problems) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) return;
    if (auto text = as_text(*node, problems)) out = std::move(*text);
}

std::optional<WrongForm> read_wrong(const YamlNode& node, Problems& problems) {
    WrongForm form;
    form.line = node.line;
    form.column = node.column;
    const std::size_t before = problems.size();
    if (node.is_map()) {
        check_keys(node, wrong_keys, problems);
        read_text(node, "text", form.text, problems);
        read_list(node, "before", form.before, problems);
        read_list(node, "after", form.after, problems);
        read_list(node, "near", form.near, problems);
        read_list(node, "unless", form.unless, problems);
    } else if (auto text = as_text(node, problems)) {
        form.text = std::move(*text);
    }
    if (problems.size() != before) return std::nullopt;
    return form;
}

void read_wrongs(const YamlNode& map, GlossaryEntry& entry, Problems& problems) {
    const YamlNode* node = map.find("wrong");
    if (node != nullptr && node->is_list()) {
        for (const YamlNode& item : node->items) {
            if (auto form = read_wrong(item, problems)) entry.wrong.push_back(std::move(*form));
        }
    } else if (node != nullptr && !node->is_null()) {
        if (auto form = read_wrong(*node, problems)) entry.wrong.push_back(std::move(*form));
    }
    // Conditions of the entry are those of every form that they can concern.
    std::vector<std::string> unless, near;
    read_list(map, "unless", unless, problems);
    read_list(map, "near", near, problems);
    for (WrongForm& form : entry.wrong) {
        if (form.near.empty()) form.near = near;
    }
    for (const std::string& longer : unless) {
        bool used = false;
        for (WrongForm& form : entry.wrong) {
            if (longer.size() <= form.text.size() || longer.find(form.text) == std::string::npos) continue;
            form.unless.push_back(longer);
            used = true;
        }
        if (used) continue;
        problems.push_back(problem_at(
            *map.find("unless"), ErrorCode::invalid_value,
            {"unless 中的“" + longer + "”不包含任何错误写法", "“" + longer + "” in unless contains no wrong form"}));
    }
}

void read_examples(const YamlNode& map, GlossaryEntry& entry, Problems& problems) {
    const YamlNode* node = map.find("examples");
    if (node == nullptr || node->is_null()) return;
    if (!node->is_list()) {
        problems.push_back(
            problem_at(*node, ErrorCode::invalid_value, {"examples 应为列表", "examples must be a list"}));
        return;
    }
    for (const YamlNode& item : node->items) {
        GlossaryExample example;
        example.line = item.line;
        if (item.is_map()) {
            check_keys(item, example_keys, problems);
            read_text(item, "text", example.text, problems);
            example.want = example.text;
            read_text(item, "want", example.want, problems);
        } else {
            example.text = example.want = as_text(item, problems).value_or("");
        }
        if (!example.text.empty()) entry.examples.push_back(std::move(example));
    }
}

GlossaryEntry read_entry(const YamlNode& node, const std::string& file, Problems& problems) {
    GlossaryEntry entry;
    entry.file = file;
    entry.line = node.line;
    check_keys(node, entry_keys, problems);
    read_text(node, "term", entry.term, problems);
    read_list(node, "alias", entry.alias, problems);
    read_list(node, "keep", entry.keep, problems);
    read_text(node, "reading", entry.reading, problems);
    read_text(node, "sound", entry.sound, problems);
    read_list(node, "fuzzy", entry.fuzzy, problems);
    read_text(node, "note", entry.note, problems);
    read_text(node, "source", entry.source, problems);
    if (const YamlNode* tier = node.find("tier")) {
        if (auto word = as_one_of(*tier, tier_words, problems)) entry.tier = tier_named(*word);
    }
    if (const YamlNode* casing = node.find("casing")) entry.casing = as_bool(*casing, problems).value_or(false);
    read_wrongs(node, entry, problems);
    read_examples(node, entry, problems);
    return entry;
}

}  // namespace

bool GlossaryEntry::proven() const {
    const auto changes = [](const GlossaryExample& example) { return example.text != example.want; };
    return std::any_of(examples.begin(), examples.end(), changes) &&
           !std::all_of(examples.begin(), examples.end(), changes);
}

std::vector<GlossaryEntry> glossary_load_yaml(std::string_view text, const std::string& file, Problems& problems) {
    std::vector<GlossaryEntry> entries;
    const auto root = parse_yaml(text, file, problems);
    if (!root || root->is_null()) return entries;
    if (!root->is_list()) {
        problems.push_back(problem_at(*root, ErrorCode::invalid_value, {"术语表应为列表", "a glossary is a list"},
                                      {"每条以 “- term: 词” 开头", "each entry begins with “- term: word”"}));
        return entries;
    }
    for (const YamlNode& item : root->items) {
        const std::size_t before = problems.size();
        if (!expect_map(item, problems)) continue;
        GlossaryEntry entry = read_entry(item, file, problems);
        if (problems.size() == before && check_entry(entry, problems)) entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<GlossaryEntry> glossary_load_tsv(std::string_view text, const std::string& file, Problems& problems) {
    std::vector<GlossaryEntry> entries;
    const TsvTable table(text, file, 2, 4, problems);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const TsvRow row = table.row(i);
        GlossaryEntry entry;
        entry.file = file;
        entry.line = row.line;
        entry.term = row.cell(1);
        entry.note = row.cell(3);
        entry.wrong.push_back({std::string(row.cell(0)), {}, {}, {}, {}, row.line, 1});
        if (!row.cell(2).empty()) {
            entry.tier = tier_named(row.cell(2));
            if (!entry.tier) {
                problems.push_back(at(file, row.line, 1,
                                      {"没有“" + std::string(row.cell(2)) + "”这一档",
                                       "there is no tier “" + std::string(row.cell(2)) + "”"},
                                      {"第三列是 safe、suggest 或 hint", "the third cell is safe, suggest or hint"}));
                continue;
            }
        }
        if (check_entry(entry, problems)) entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<GlossaryEntry> glossary_load_txt(std::string_view text, const std::string& file, Problems& problems) {
    std::vector<GlossaryEntry> entries;
    const TsvTable table(text, file, 1, 1, problems);
    for (std::size_t i = 0; i < table.size(); ++i) {
        GlossaryEntry entry;
        entry.file = file;
        entry.line = table.row(i).line;
        entry.term = table.row(i).cell(0);
        if (check_entry(entry, problems)) entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<GlossaryEntry> glossary_load(std::string_view text, const std::string& file, Problems& problems) {
    const auto dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : folded(file.substr(dot));
    if (ending == ".yaml" || ending == ".yml") return glossary_load_yaml(text, file, problems);
    if (ending == ".tsv") return glossary_load_tsv(text, file, problems);
    if (ending == ".txt") return glossary_load_txt(text, file, problems);
    problems.push_back(at(file, 0, 0, {"不认识的术语表格式", "unknown kind of glossary"},
                          {"用 .yaml、.tsv 或 .txt", "use .yaml, .tsv or .txt"}));
    return {};
}

}  // namespace jiaodui
