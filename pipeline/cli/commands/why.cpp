// why: what every stage thought of one place, what was kept from the report included. Tested by
// tests/cli/why.md.
#include <charconv>
#include <cmath>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/line_index.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

struct Place {
    std::string file;
    LineColumn at;
};

std::optional<std::uint32_t> number_in(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Place> place_in(std::string_view text) {
    const std::size_t column = text.rfind(':');
    const std::size_t line = column == std::string_view::npos || column == 0 ? column : text.rfind(':', column - 1);
    if (line == std::string_view::npos) return std::nullopt;
    const auto l = number_in(text.substr(line + 1, column - line - 1));
    const auto c = number_in(text.substr(column + 1));
    if (!l || !c || line == 0) return std::nullopt;
    return Place{std::string(text.substr(0, line)), {*l, *c}};
}

std::string fate_text(Fate fate, Lang lang) {
    const bool zh = lang == Lang::zh;
    switch (fate) {
        case Fate::applied: return zh ? "fix 会改" : "fix applies it";
        case Fate::awaits_review: return zh ? "等人决定" : "waits for a person";
        case Fate::shadowed: return zh ? "让位" : "gave way";
        case Fate::cuts_markup: return zh ? "会改动标记" : "would cut markup";
        case Fate::locked: return zh ? "此处受保护" : "the place is protected";
        case Fate::silenced: return zh ? "已由注释停用" : "silenced by a comment";
        case Fate::declined: return zh ? "低于显示阈值或已决定" : "below the threshold, or decided";
        case Fate::baselined: return zh ? "已在基线中" : "in the baseline";
        case Fate::unstable: return zh ? "改后不稳定" : "does not come to rest";
    }
    return {};
}

std::string fix_text(const Outcome& outcome, const Record& record) {
    std::string out = printable(slice(outcome.document->bytes, record.source));
    if (!record.finding.fix) return out;
    out += "→";
    for (const Edit& edit : record.finding.fix->edits) {
        if (&edit != &record.finding.fix->edits.front()) out += "…";
        out += printable(edit.text);
    }
    for (const std::string& other : record.finding.others) out += "｜" + printable(other);
    return out;
}

void describe_record(std::string& out, const Context& context, const Outcome& outcome, const Record& record) {
    const Finding& finding = record.finding;
    out += "  " + std::string(record.stage) + "  ";
    paint(out, finding.rule, Ink::bold, context.colour);
    out += "  " + label_of(finding.tier).in(context.lang) + ' ' +
           std::to_string(std::lround(finding.confidence * 100)) + "  " + fix_text(outcome, record) + '\n';
    out += "      " + fate_text(record.fate, context.lang);
    if (record.by) {
        const Record& winner = outcome.records[*record.by];
        out += context.say("，因为 ", ", because of ") + std::string(winner.finding.rule) + ' ' +
               fix_text(outcome, winner);
    }
    if (record.round > 1)
        out += context.say("；第 ", "; round ") + std::to_string(record.round) + context.say(" 轮", "");
    out += '\n';
    const std::string message = printable(finding.message.in(context.lang));
    if (!message.empty()) out += "      " + message + '\n';
    const Evidence& why = finding.evidence;
    if (why.file.empty() && why.key.empty() && why.facts.empty()) return;
    out += context.say("      依据：", "      evidence: ") + printable(why.file);
    if (why.line != 0) out += ':' + std::to_string(why.line);
    if (!why.key.empty()) out += ' ' + printable(why.key);
    for (const auto& [name, value] : why.facts) out += ' ' + printable(name) + '=' + printable(value);
    out += '\n';
}

// In the view of the document: prose, or why no stage reads it.
std::string standing(const Context& context, const Document& document, std::uint32_t byte) {
    for (const Piece& piece : document.pieces) {
        if (byte < piece.source.begin || byte >= piece.source.end) continue;
        if (piece.kind == PieceKind::point || piece.kind == PieceKind::locked) {
            return context.say("此处是标记或受保护的文字，不参与校对。\n",
                               "This is markup or protected text; no stage reads it.\n");
        }
    }
    return {};
}

int explain_place(Context& context, const Place& place, const Outcome& outcome) {
    const Document& document = *outcome.document;
    const LineIndex lines(document.bytes);
    const auto byte = lines.byte_of(place.at);
    if (!byte) {
        context.complain({ErrorCode::invalid_value,
                          {"没有这个位置", "there is no such place"},
                          {},
                          {place.file, place.at.line, place.at.column}});
        return kFailed;
    }
    std::string out = printable(lines.line(place.at.line)) + '\n' + standing(context, document, *byte);
    std::size_t found = 0;
    for (const Record& record : outcome.records) {
        const SourceSpan at = record.source;
        const bool hit = at.empty() ? at.begin == *byte : at.begin <= *byte && *byte < at.end;
        if (!hit) continue;
        ++found;
        describe_record(out, context, outcome, record);
    }
    if (found == 0) out += context.say("没有规则在此处提出过什么。\n", "No rule had anything to say here.\n");
    context.out.stream() << out;
    return kDone;
}

int run(Context& context) {
    const auto place = context.args.words.size() == 1 ? place_in(context.args.words.front()) : std::nullopt;
    if (!place) {
        context.complain({ErrorCode::invalid_value, {"请给出 文件:行:列", "name a place as FILE:LINE:COLUMN"}, {}, {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const std::string name = place->file == "-" ? context.args.get("stdin-filename", "-") : place->file;
    int status = kFailed;
    const auto done = [&](const Input&, const Settings&, const Outcome& outcome) {
        status = explain_place(context, *place, outcome);
    };
    const std::size_t failed = proofread_files(context, *project, {{place->file, name}}, Policy{}, done);
    return failed > 0 ? kFailed : status;
}

}  // namespace

Command why_command() {
    return {"why",
            "FILE:LINE:COLUMN",
            {"各阶段对某处的看法，包括未报告的", "what every stage thought of a place, unreported findings included"},
            "jiaodui why opinion/13.md:29:11",
            {},
            run};
}

}  // namespace jiaodui::cli
