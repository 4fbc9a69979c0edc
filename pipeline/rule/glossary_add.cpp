// The file is edited as text, because a YAML writer would lose comments and layout; then it is read again, so a wrong
// guess about the layout becomes an error instead of a broken file. Tested by tests/unit/rule/glossary_lint_test.cpp.
#include <algorithm>

#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/line_index.hpp"

namespace jiaodui {
namespace {

bool is_yaml(const std::string& file) {
    const auto dot = file.rfind('.');
    return dot != std::string::npos && (file.substr(dot) == ".yaml" || file.substr(dot) == ".yml");
}

// A plain scalar that no YAML reader takes for anything else; else in double quotes.
std::string scalar(std::string_view text) {
    bool plain = !text.empty() && text.front() != ' ' && text.back() != ' ';
    for (const char byte : text) {
        const auto ch = static_cast<unsigned char>(byte);
        plain = plain && (ch >= 0x80 || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == ' ' || ch == '.');
    }
    // Latin words alone may mean true or null to some readers.
    plain = plain &&
            std::any_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
    if (plain) return std::string(text);
    std::string out = "\"";
    for (const char byte : text) out += byte == '"' || byte == '\\' ? std::string{'\\', byte} : std::string(1, byte);
    return out + "\"";
}

std::string with_line(std::string_view text, const std::string& line) {
    const bool crlf = text.find("\r\n") != std::string_view::npos;
    const std::string ending = crlf ? "\r\n" : "\n";
    std::string out(text);
    if (!out.empty() && out.back() != '\n') out += ending;
    return out + line + ending;
}

// Puts the form into a `wrong: [ … ]` that stands on one line of the entry; empty when there is none.
std::string into_list(std::string_view text, std::uint32_t first_line, std::uint32_t last_line,
                      std::string_view wrong) {
    const LineIndex index(text);
    for (std::uint32_t number = first_line; number <= std::min(last_line, index.lines()); ++number) {
        const std::string_view line = index.line(number);
        const auto key = line.find("wrong: [");
        if (key == std::string_view::npos || line.find('{', key) != std::string_view::npos) continue;
        const auto close = line.find(']', key);
        if (close == std::string_view::npos) continue;
        const bool empty = line.find_first_not_of(' ', key + 8) == close;
        std::string out(text);
        return out.insert(index.line_begin(number) + close, (empty ? "" : ", ") + scalar(wrong));
    }
    return {};
}

bool says(const GlossaryEntry& entry, std::string_view wrong, std::string_view term) {
    if (entry.term != term) return false;
    const auto is_it = [&](const WrongForm& form) { return form.text == wrong; };
    return wrong.empty() || std::any_of(entry.wrong.begin(), entry.wrong.end(), is_it);
}

Result<std::string> checked(std::string text, const std::string& file, const auto& done) {
    Problems problems;
    const auto entries = glossary_load(text, file, problems);
    if (!problems.empty()) return problems.front();
    if (std::any_of(entries.begin(), entries.end(), done)) return text;
    return Error{ErrorCode::structure,
                 {"没法自动加进这个文件", "cannot be added to this file automatically"},
                 {"请手工添加", "please add it by hand"},
                 {file, 0, 0}};
}

}  // namespace

Result<std::string> glossary_add(std::string_view file_text, const std::string& file, std::string_view wrong,
                                 std::string_view term) {
    Problems problems;
    const auto entries = glossary_load(file_text, file, problems);
    if (!problems.empty()) return problems.front();
    const auto done = [&](const GlossaryEntry& entry) { return says(entry, wrong, term); };
    if (std::any_of(entries.begin(), entries.end(), done)) return std::string(file_text);
    if (!is_yaml(file)) {
        return checked(
            with_line(file_text, wrong.empty() ? std::string(term) : std::string(wrong) + "\t" + std::string(term)),
            file, done);
    }
    for (std::size_t i = 0; i < entries.size() && !wrong.empty(); ++i) {
        if (entries[i].term != term) continue;
        const std::uint32_t last =
            i + 1 < entries.size() ? std::max(entries[i].line, entries[i + 1].line - 1) : 0xFFFFFFFFu;
        std::string text = into_list(file_text, entries[i].line, last, wrong);
        if (!text.empty()) return checked(std::move(text), file, done);
    }
    std::string line = "- term: " + scalar(term);
    if (!wrong.empty()) line = "- {term: " + scalar(term) + ", wrong: [" + scalar(wrong) + "]}";
    return checked(with_line(file_text, line), file, done);
}

Result<std::string> glossary_add_keep(std::string_view file_text, const std::string& file, std::string_view word) {
    const auto done = [&](const GlossaryEntry& entry) {
        return std::find(entry.keep.begin(), entry.keep.end(), word) != entry.keep.end();
    };
    if (!is_yaml(file)) {
        return Error{ErrorCode::invalid_value,
                     {"只有 YAML 术语表能写 keep", "only a YAML glossary can keep words"},
                     {},
                     {file, 0, 0}};
    }
    Problems problems;
    const auto entries = glossary_load(file_text, file, problems);
    if (!problems.empty()) return problems.front();
    if (std::any_of(entries.begin(), entries.end(), done)) return std::string(file_text);
    return checked(with_line(file_text, "- keep: [" + scalar(word) + "]"), file, done);
}

}  // namespace jiaodui
