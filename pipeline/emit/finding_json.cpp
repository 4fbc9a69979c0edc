// Tested by tests/unit/emit/emit_test.cpp.
#include "pipeline/emit/finding_json.hpp"

#include "pipeline/edit/on_disk.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/text/encoding.hpp"

namespace jiaodui::json {
namespace {

void append_edits(std::string& out, const Document& document, std::string_view key,
                  const std::vector<SourceEdit>& edits) {
    append_key(out, key);
    out += '[';
    for (const SourceEdit& edit : edits) {
        if (out.back() != '[') out += ',';
        out += '{';
        append_field(out, "byte_start", offset_on_disk(document, edit.at.begin));
        append_field(out, "byte_end", offset_on_disk(document, edit.at.end));
        append_field(out, "new", edit.text);
        out += '}';
    }
    out += ']';
}

}  // namespace

void append_cue(std::string& out, const Cue& cue) {
    append_key(out, "cue");
    out += '{';
    append_field(out, "index", cue.number);
    if (cue.begin_ms != Cue::kNoTime) append_field(out, "time", clock_time(cue.begin_ms));
    if (cue.end_ms != Cue::kNoTime) append_field(out, "end_time", clock_time(cue.end_ms));
    out += '}';
}

void append_evidence(std::string& out, const Evidence& evidence) {
    append_key(out, "evidence");
    out += '{';
    if (!evidence.file.empty()) append_field(out, "file", evidence.file);
    if (evidence.line != 0) append_field(out, "line", evidence.line);
    if (!evidence.key.empty()) append_field(out, "key", evidence.key);
    for (const auto& [name, value] : evidence.facts) append_field(out, name, value);
    out += '}';
}

void append_finding(std::string& out, const Document& document, const ShownFinding& shown, Places& places, Lang lang,
                    bool fates) {
    const Entry& entry = shown.entry;
    const Record& record = *shown.record;
    const LineColumn begin = places.at(entry.at.begin);
    const LineColumn end = places.at(entry.at.end);
    out += '{';
    append_field(out, "file", document.name);
    append_field(out, "line", begin.line);
    append_field(out, "column", begin.column);
    append_field(out, "end_line", end.line);
    append_field(out, "end_column", end.column);
    append_field(out, "byte_start", offset_on_disk(document, entry.at.begin));
    append_field(out, "byte_end", offset_on_disk(document, entry.at.end));
    append_field(out, "old", entry.old_text);
    append_key(out, "new");
    out += '[';
    for (std::size_t i = 0; i < entry.new_texts.size(); ++i) {
        if (i > 0) out += ',';
        append_string(out, entry.new_texts[i]);
    }
    out += ']';
    append_field(out, "rule", record.finding.rule);
    append_field(out, "stage", record.stage);
    append_field(out, "tier", name_of(entry.tier));
    append_key(out, "confidence");
    append_number(out, entry.confidence);
    append_field(out, "message", record.finding.message.in(lang));
    append_evidence(out, record.finding.evidence);
    append_field(out, "id", entry.id);
    if (entry.edits.size() > 1) append_edits(out, document, "edits", entry.edits);
    if (!entry.mirrors.empty()) append_edits(out, document, "mirrors", entry.mirrors);
    if (const Cue* cue = document.cue_at(entry.at.begin)) append_cue(out, *cue);
    if (document.coding) append_field(out, "encoding", name_of(document.coding->encoding()));
    if (fates) append_field(out, "fate", name_of(entry.fate));
    out += '}';
}

}  // namespace jiaodui::json
