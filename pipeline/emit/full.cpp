// The report for people: a heading a file, two lines a finding (what it says; the text with the
// change marked), repeated pairs folded after the first, a summary at the end. Tested by
// tests/unit/emit/emit_test.cpp.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

// A finding as a row of the file's table.
struct Row {
    const ShownFinding* found = nullptr;
    LineColumn place;
    std::string position;
    std::size_t folded = 0;  // later findings of the same pair
};

std::size_t widest(const std::vector<Row>& rows, const auto& of) {
    std::size_t most = 0;
    for (const Row& row : rows) most = std::max(most, of(row));
    return most;
}

class Full : public Emitter {
  public:
    using Emitter::Emitter;

    void file(const Outcome& outcome) override {
        const std::vector<ShownFinding> found = shown_findings(outcome, options_.shown);
        if (found.empty()) return;
        std::string out;
        paint(out, printable(outcome.document->name), Ink::bold, options_.colour);
        out += '\n';
        Places places(outcome.document->bytes);
        const std::vector<Row> rows = rows_of(*outcome.document, found, places);
        const std::size_t at_width = widest(rows, [](const Row& row) { return row.position.size(); });
        const std::size_t rule_width =
            widest(rows, [](const Row& row) { return row.found->record->finding.rule.size(); });
        for (const Row& row : rows) {
            heading(out, row, at_width, rule_width, outcome.document->decode);
            if (!row.found->entry.edits.empty()) excerpt(out, *outcome.document, row, places.lines(), at_width);
            if (row.folded > 0) fold_note(out, row, at_width);
        }
        write(out);
    }

    void end(const Tally& tally) override {
        if (!options_.quiet) write(summary(tally));
    }

  private:
    std::vector<Row> rows_of(const Document& document, const std::vector<ShownFinding>& found, Places& places) const {
        std::vector<Row> rows;
        std::unordered_map<std::string, std::size_t> first;
        for (const ShownFinding& one : found) {
            const LineColumn place = places.at(one.entry.at.begin);
            if (!options_.shown.unfolded && !one.entry.new_texts.empty()) {
                std::string key(one.record->finding.rule);
                for (const std::string* part : {&one.entry.old_text, &one.entry.new_texts.front()}) {
                    key += '\0' + *part;
                }
                const auto [it, fresh] = first.try_emplace(std::move(key), rows.size());
                if (!fresh) {
                    ++rows[it->second].folded;
                    continue;
                }
            }
            rows.push_back({&one, place,
                            std::to_string(place.line) + ':' + std::to_string(place.column) +
                                cue_label(document, one.entry.at.begin),
                            0});
        }
        return rows;
    }

    void heading(std::string& out, const Row& row, std::size_t at_width, std::size_t rule_width, Decoder decode) const {
        const Entry& entry = row.found->entry;
        const Finding& finding = row.found->record->finding;
        out.append(2 + at_width - row.position.size(), ' ');
        out += row.position + ' ';
        const std::string& label = label_of(entry.tier).in(options_.lang);
        paint(out, label, ink_of(entry.tier), options_.colour);
        pad_to(out, label, options_.lang == Lang::zh ? 5 : 8, options_.ambiguous_width);
        const std::string percent = entry.tier == Tier::safe ? "" : std::to_string(std::lround(entry.confidence * 100));
        out += percent;
        pad_to(out, percent, 4, options_.ambiguous_width);
        paint(out, finding.rule, Ink::dim, options_.colour);
        out.append(rule_width - finding.rule.size() + 2, ' ');
        out += one_line(*row.found, options_.lang, decode);
        note_fate(out, entry.fate);
        while (out.ends_with(' ')) out.pop_back();
        out += '\n';
    }

    void note_fate(std::string& out, Fate fate) const {
        if (fate == Fate::applied || fate == Fate::awaits_review) return;
        const bool zh = options_.lang == Lang::zh;
        std::string note;
        switch (fate) {
            case Fate::cuts_markup: note = zh ? "会改动标记，只报告" : "would cut markup; reported only"; break;
            case Fate::unstable: note = zh ? "改后不稳定，只报告" : "does not come to rest; reported only"; break;
            case Fate::shadowed: note = zh ? "让位于别的发现" : "gave way to another finding"; break;
            case Fate::locked: note = zh ? "此处受保护" : "the place is protected"; break;
            case Fate::silenced: note = zh ? "已由注释停用" : "silenced by a comment"; break;
            case Fate::declined: note = zh ? "低于显示阈值或已决定" : "below the threshold, or decided"; break;
            case Fate::baselined: note = zh ? "已在基线中" : "in the baseline"; break;
            default: break;
        }
        paint(out, zh ? "（" + note + "）" : "  (" + note + ")", Ink::dim, options_.colour);
    }

    void excerpt(std::string& out, const Document& document, const Row& row, const LineIndex& lines,
                 std::size_t at_width) const {
        const Entry& entry = row.found->entry;
        const auto begin = lines.line_begin(row.place.line);
        const auto end_of = [&](std::uint32_t line) {
            return static_cast<std::uint32_t>(lines.line_begin(line) + lines.line(line).size());
        };
        std::uint32_t end = end_of(row.place.line);
        if (end < entry.at.end) end = end_of(lines.at(entry.at.end).line);
        const std::size_t indent = at_width + 3;
        const auto columns = static_cast<std::size_t>(options_.columns);
        const std::size_t room = columns > indent + 20 ? columns - indent : 20;
        out.append(indent, ' ');
        out += marked_excerpt(document.bytes, {begin, end}, entry.edits, room, options_.ambiguous_width,
                              options_.colour, document.decode);
        out += '\n';
    }

    void fold_note(std::string& out, const Row& row, std::size_t at_width) const {
        const std::string count = std::to_string(row.folded);
        out.append(at_width + 3, ' ');
        const std::string note = options_.lang == Lang::zh ? "（同组另 " + count + " 处略，--show all）"
                                                           : "(" + count + " more of this pair; --show all)";
        paint(out, note, Ink::dim, options_.colour);
        out += '\n';
    }

    std::string summary(const Tally& tally) const {
        const auto number = [&](Tier tier) { return std::to_string(tally.tiers[static_cast<std::size_t>(tier)]); };
        const auto counted = [](std::size_t n, const char* one) {
            return std::to_string(n) + ' ' + one + (n == 1 ? "" : "s");
        };
        const std::string fixes = std::to_string(tally.applicable);
        std::string out;
        if (options_.lang == Lang::zh) {
            out = "发现 " + std::to_string(tally.total()) + " 处：确定 " + number(Tier::safe) + "、建议 " +
                  number(Tier::suggest) + "、提示 " + number(Tier::hint) + "。";
            if (tally.total() == 0)
                out = tally.files == 0 ? "没有检查任何文件。"
                                       : "未发现问题（" + std::to_string(tally.files) + " 个文件）。";
            if (tally.applicable > 0) out += " `" + options_.mending_command + "` 修 " + fixes + " 处。";
            if (tally.failed > 0) out += " " + std::to_string(tally.failed) + " 个文件无法处理。";
        } else {
            out = counted(tally.total(), "finding") + ": " + number(Tier::safe) + " safe, " + number(Tier::suggest) +
                  " suggested, " + counted(tally.tiers[static_cast<std::size_t>(Tier::hint)], "hint") + '.';
            if (tally.total() == 0)
                out =
                    tally.files == 0 ? "Nothing was checked." : "No findings in " + counted(tally.files, "file") + '.';
            if (tally.applicable > 0) out += " `" + options_.mending_command + "` mends " + fixes + '.';
            if (tally.failed > 0) out += ' ' + counted(tally.failed, "file") + " could not be processed.";
        }
        return out + '\n';
    }
};

}  // namespace

std::unique_ptr<Emitter> make_full(std::ostream& out, EmitOptions options) {
    return std::make_unique<Full>(out, std::move(options));
}

}  // namespace jiaodui
