// A table for a spreadsheet, whose first column is to be marked: 接受 or 拒绝 (y, n), and whose fourth, what should
// stand there, may be typed over. `apply` takes it back.
//
// UTF-8 with a byte order mark, without which spreadsheets take it for something else. In a cell `\t`, `\n`, `\r` and
// `\\` stand for tab, line feed, carriage return and backslash. A cell that a spreadsheet would compute (it begins with
// = + - @) gets an apostrophe before it, as does one that begins with an apostrophe; whoever reads the table takes one
// off. Tested by tests/unit/emit/exports_test.cpp.
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/context.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/emit/formats.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<std::array<std::string_view, 2>, 18> kColumns{{{"决定", "decision"},
                                                                    {"上文", "left"},
                                                                    {"原文", "old"},
                                                                    {"改为", "new"},
                                                                    {"下文", "right"},
                                                                    {"等级", "tier"},
                                                                    {"置信", "confidence"},
                                                                    {"说明", "message"},
                                                                    {"规则", "rule"},
                                                                    {"文件", "file"},
                                                                    {"行", "line"},
                                                                    {"列", "column"},
                                                                    {"其他候选", "others"},
                                                                    {"序", "nth"},
                                                                    {"始", "byte_start"},
                                                                    {"止", "byte_end"},
                                                                    {"id", "id"},
                                                                    {"字幕", "cue"}}};

std::string cell(std::string_view text) {
    std::string out;
    if (!text.empty() && std::string_view("=+-@'").find(text.front()) != std::string_view::npos) out += '\'';
    for (const char c : text) {
        switch (c) {
            case '\t': out += "\\t"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\\': out += "\\\\"; break;
            default: out += c;
        }
    }
    return out;
}

class Tsv : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo&) override {
        std::string out(kByteOrderMark);
        for (const auto& names : kColumns) {
            if (out.size() > kByteOrderMark.size()) out += '\t';
            out += names[options_.lang == Lang::zh ? 0 : 1];
        }
        write(out + '\n');
    }

    void file(const Outcome& outcome) override {
        const Document& document = *outcome.document;
        Places places(document.bytes);
        std::map<std::tuple<std::string, std::string, std::string, std::string>, std::uint32_t> seen;
        std::string out;
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            const Entry& entry = found.entry;
            const Finding& finding = found.record->finding;
            const bool bytes = finding.in_markup || document.pieces.empty();
            const Contexts context = contexts_of(bytes ? document.bytes : document.view,
                                                 bytes ? Span(entry.at) : view_of(document, entry.at));
            const std::string from = as_read(document, entry.old_text);
            const std::string to = entry.new_texts.empty() ? std::string() : as_read(document, entry.new_texts.front());
            std::string others;
            for (std::size_t i = 1; i < entry.new_texts.size(); ++i)
                others += (i > 1 ? std::string(" | ") : std::string()) += as_read(document, entry.new_texts[i]);
            const LineColumn at = places.at(entry.at.begin);
            const std::string cue = cue_label(document, entry.at.begin);
            const std::uint32_t nth =
                ++seen[{from, entry.new_texts.empty() ? std::string(finding.rule) : to, context.left, context.right}];
            const std::array<std::string, kColumns.size()> row{"",
                                                               context.left,
                                                               from,
                                                               to,
                                                               context.right,
                                                               label_of(entry.tier).in(options_.lang),
                                                               std::to_string(std::lround(entry.confidence * 100)),
                                                               finding.message.in(options_.lang),
                                                               std::string(finding.rule),
                                                               document.name,
                                                               std::to_string(at.line),
                                                               std::to_string(at.column),
                                                               others,
                                                               std::to_string(nth),
                                                               std::to_string(entry.at.begin),
                                                               std::to_string(entry.at.end),
                                                               entry.id,
                                                               cue.substr(cue.empty() ? 0 : 1)};
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (i > 0) out += '\t';
                out += cell(row[i]);
            }
            out += '\n';
        }
        write(out);
    }
};

}  // namespace

std::unique_ptr<Emitter> make_tsv(std::ostream& out, EmitOptions options) {
    return std::make_unique<Tsv>(out, std::move(options));
}

}  // namespace jiaodui
