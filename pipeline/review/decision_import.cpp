// Tested by tests/unit/review/decision_import_test.cpp and tests/cli/apply.md.
#include "pipeline/review/decision_import.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/decision_file.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

Error problem(const std::string& name, std::uint32_t line, std::string zh, std::string en) {
    return {ErrorCode::syntax, {std::move(zh), std::move(en)}, {}, {name, line}};
}

// --- a table ---

// UTF-16 with a byte order mark as UTF-8; anything else as it is.
std::string as_utf8(std::string_view text) {
    const bool little = text.starts_with("\xFF\xFE");
    const bool big = text.starts_with("\xFE\xFF");
    if (!little && !big) return std::string(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
    std::string out;
    const auto unit = [&](std::size_t at) -> char32_t {
        const auto a = static_cast<unsigned char>(text[at]);
        const auto b = static_cast<unsigned char>(text[at + 1]);
        return little ? static_cast<char32_t>(a | (b << 8)) : static_cast<char32_t>(b | (a << 8));
    };
    for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
        char32_t ch = unit(at);
        if (ch >= 0xD800 && ch < 0xDC00 && at + 3 < text.size() && (unit(at + 2) & 0xFC00) == 0xDC00) {
            ch = 0x10000 + ((ch - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        } else if (ch >= 0xD800 && ch < 0xE000) {
            ch = 0xFFFD;
        }
        utf8::append(out, ch);
    }
    return out;
}

struct Row {
    std::vector<std::string> cells;
    std::uint32_t line = 1;
};

// Cells between tabs; a cell may stand in quotes, with quotes inside doubled and line feeds allowed.
std::vector<Row> rows_of(std::string_view text) {
    std::vector<Row> rows;
    std::uint32_t line = 1;
    std::size_t at = 0;
    while (at < text.size()) {
        Row row;
        row.line = line;
        for (bool more = true; more;) {
            std::string cell;
            if (at < text.size() && text[at] == '"') {
                for (++at; at < text.size(); ++at) {
                    if (text[at] == '"' && (at + 1 >= text.size() || text[at + 1] != '"')) break;
                    if (text[at] == '"') ++at;
                    line += text[at] == '\n' ? 1 : 0;
                    cell += text[at];
                }
                if (at < text.size()) ++at;
            }
            while (at < text.size() && text[at] != '\t' && text[at] != '\n') cell += text[at++];
            if (cell.ends_with('\r')) cell.pop_back();
            row.cells.push_back(std::move(cell));
            more = at < text.size() && text[at] == '\t';
            if (at < text.size()) ++at;
        }
        ++line;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string unescaped(std::string_view cell) {
    if (cell.starts_with('\'')) cell.remove_prefix(1);
    std::string out;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] != '\\' || i + 1 == cell.size()) {
            out += cell[i];
            continue;
        }
        switch (cell[++i]) {
            case 't': out += '\t'; break;
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case '\\': out += '\\'; break;
            default: out += '\\'; out += cell[i];
        }
    }
    return out;
}

constexpr std::array<std::array<std::string_view, 2>, 10> kColumns{{{"决定", "decision"},
                                                                    {"上文", "left"},
                                                                    {"原文", "old"},
                                                                    {"改为", "new"},
                                                                    {"下文", "right"},
                                                                    {"规则", "rule"},
                                                                    {"文件", "file"},
                                                                    {"序", "nth"},
                                                                    {"始", "byte_start"},
                                                                    {"止", "byte_end"}}};
enum Column : std::size_t { kDecision, kLeft, kOld, kNew, kRight, kRule, kFile, kNth, kBegin, kEnd };

std::optional<std::uint32_t> number_in(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Answer> answer_in(std::string_view cell) {
    std::string low;
    for (const char c : cell) {
        if (c == ' ') continue;
        low += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const std::string_view yes : {"接受", "y", "yes", "是", "accept", "ｙ", "1"}) {
        if (low == yes) return Answer::accept;
    }
    for (const std::string_view no : {"拒绝", "n", "no", "否", "reject", "ｎ", "0"}) {
        if (low == no) return Answer::reject;
    }
    return std::nullopt;
}

Imported import_table(std::string_view text, const std::string& name) {
    Imported out;
    const std::vector<Row> rows = rows_of(text);
    std::array<std::size_t, kColumns.size()> where{};
    where.fill(std::string::npos);
    for (std::size_t i = 0; !rows.empty() && i < rows[0].cells.size(); ++i) {
        for (std::size_t c = 0; c < kColumns.size(); ++c) {
            if (rows[0].cells[i] == kColumns[c][0] || rows[0].cells[i] == kColumns[c][1]) where[c] = i;
        }
    }
    for (const Column needed : {kDecision, kLeft, kOld, kNew, kRight, kFile}) {
        if (where[needed] == std::string::npos) {
            out.problems.push_back(problem(name, 1, "缺少列：" + std::string(kColumns[needed][0]),
                                           "no such column: " + std::string(kColumns[needed][1])));
        }
    }
    if (!out.problems.empty()) return out;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const Row& row = rows[r];
        const auto cell = [&](Column c) {
            return where[c] < row.cells.size() ? unescaped(row.cells[where[c]]) : std::string();
        };
        const std::string said = cell(kDecision);
        if (said.empty()) continue;
        const auto answer = answer_in(said);
        if (!answer) {
            out.problems.push_back(problem(name, row.line, "不懂这个决定：" + said, "no such decision: " + said));
            continue;
        }
        ImportedDecision one;
        Decision& d = one.decision;
        d.answer = *answer;
        d.rule = cell(kRule);
        d.from = cell(kOld);
        d.to = cell(kNew);
        d.file = cell(kFile);
        d.source = d.decided = {cell(kLeft), cell(kRight)};
        if (const auto nth = number_in(cell(kNth)); nth && *nth > 0) d.nth = *nth;
        const auto begin = number_in(cell(kBegin));
        const auto end = number_in(cell(kEnd));
        if (begin && end && *begin <= *end) d.hint = Hint{*begin, *end};
        one.if_suggested = d.to->empty();
        if (utf8::first_invalid(d.from + *d.to + d.file + d.source.left + d.source.right)) {
            out.problems.push_back(problem(name, row.line, "不是 UTF-8", "not UTF-8"));
        } else {
            out.decisions.push_back(std::move(one));
        }
    }
    return out;
}

// --- CriticMarkup ---

struct Mark {
    std::size_t begin = 0;  // in the text without marks
    std::string from, to;
};

struct Page {
    std::string file;
    std::string text;  // with every change refused
    std::vector<Mark> marks;
    std::uint32_t line = 1;
};

class CriticReader {
  public:
    CriticReader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

    std::vector<Page> pages(Problems& problems) {
        while (at_ < text_.size()) {
            if (header() || mark(problems)) continue;
            plain();
        }
        return std::move(pages_);
    }

  private:
    [[nodiscard]] std::uint32_t line() const {
        return static_cast<std::uint32_t>(
                   std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n')) +
               1;
    }

    bool header() {
        constexpr std::string_view kHead = "{>>jiaodui ";
        if (at_ > 0 && text_[at_ - 1] != '\n') return false;
        if (text_.substr(at_, kHead.size()) != kHead) return false;
        const std::size_t end = text_.find("<<}", at_);
        if (end == std::string_view::npos) return false;
        Page page;
        page.file = text_.substr(at_ + kHead.size(), end - at_ - kHead.size());
        page.line = line();
        pages_.push_back(std::move(page));
        at_ = end + 3;
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        return true;
    }

    void plain() {
        const std::size_t next = std::min(text_.find('{', at_ + 1), text_.size());
        if (!pages_.empty()) pages_.back().text += text_.substr(at_, next - at_);
        at_ = next;
    }

    // One mark; false where none begins.
    bool mark(Problems& problems) {
        static constexpr std::array<std::array<std::string_view, 2>, 5> kMarks{
            {{"{~~", "~~}"}, {"{++", "++}"}, {"{--", "--}"}, {"{==", "==}"}, {"{>>", "<<}"}}};
        for (std::size_t m = 0; m < kMarks.size(); ++m) {
            if (text_.substr(at_, 3) != kMarks[m][0]) continue;
            const std::size_t end = text_.find(kMarks[m][1], at_ + 3);
            if (end == std::string_view::npos) {
                problems.push_back(problem(name_, line(), "标记没有结束", "a mark that does not end"));
                return false;
            }
            const std::string_view inside = text_.substr(at_ + 3, end - at_ - 3);
            if (!pages_.empty() && !take(m, inside))
                problems.push_back(problem(name_, line(), "替换标记里没有 ~>", "no ~> in a substitution"));
            at_ = end + 3;
            return true;
        }
        return false;
    }

    bool take(std::size_t kind, std::string_view inside) {
        Page& page = pages_.back();
        Mark mark;
        mark.begin = page.text.size();
        if (kind == 0) {
            const std::size_t arrow = inside.find("~>");
            if (arrow == std::string_view::npos) {
                page.text += inside;
                return false;
            }
            mark.from = inside.substr(0, arrow);
            mark.to = inside.substr(arrow + 2);
        } else if (kind == 1) {
            mark.to = inside;
        } else if (kind == 2) {
            mark.from = inside;
        } else {
            if (kind == 3) page.text += inside;  // only told about
            return true;
        }
        page.text += mark.from;
        page.marks.push_back(std::move(mark));
        return true;
    }

    std::string_view text_;
    const std::string& name_;
    std::size_t at_ = 0;
    std::vector<Page> pages_;
};

Imported import_critic(std::string_view text, const std::string& name) {
    Imported out;
    std::vector<Page> pages = CriticReader(text, name).pages(out.problems);
    if (pages.empty()) {
        out.problems.push_back(problem(name, 1, "认不出这个文件：不是决定、表格或 CriticMarkup",
                                       "neither decisions, nor a table, nor CriticMarkup"));
    }
    for (const Page& page : pages) {
        const Result<Document> document = read(page.file, page.text, format_of_file(page.file));
        if (!document) {
            out.problems.push_back(document.error());
            continue;
        }
        for (const Mark& mark : page.marks) {
            ImportedDecision one;
            Decision& d = one.decision;
            d.answer = Answer::accept;
            d.from = as_read(*document, mark.from);
            d.to = as_read(*document, mark.to);
            d.file = page.file;
            const SourceSpan at{static_cast<std::uint32_t>(mark.begin),
                                static_cast<std::uint32_t>(mark.begin + mark.from.size())};
            d.source = d.decided = contexts_of(document->view, view_of(*document, at));
            d.hint = Hint{at.begin, at.end};
            out.decisions.push_back(std::move(one));
        }
    }
    return out;
}

}  // namespace

Imported import_decisions(std::string_view bytes, const std::string& name) {
    const std::string text = as_utf8(bytes);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    if (text.compare(first, 3, "{\"v") == 0 || text.compare(first, 2, "{\"") == 0) {
        Imported out;
        DecisionFile file = DecisionFile::parse(text, name);
        out.problems = std::move(file.problems);
        for (Decision& d : file.decisions) out.decisions.push_back({std::move(d), false});
        return out;
    }
    const std::string_view head = std::string_view(text).substr(0, text.find('\n'));
    if (head.find('\t') != std::string_view::npos &&
        (head.find("决定") != std::string_view::npos || head.find("decision") != std::string_view::npos)) {
        return import_table(text, name);
    }
    return import_critic(text, name);
}

}  // namespace jiaodui
