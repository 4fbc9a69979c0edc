// SARIF 2.1.0 (OASIS, 2020), for code-scanning services and editors. One run; its results stand before its tool,
// because the rules that spoke are known only at the end, and JSON objects have no order.
//
// Columns count UTF-16 units (`columnKind`), offsets are bytes of the file. Level: error for what is safe or blocks,
// since these fail `check`; warning for a suggestion, note for a hint. Tested by tests/unit/emit/report_test.cpp.
#include <map>
#include <vector>

#include "pipeline/edit/on_disk.hpp"
#include "pipeline/emit/finding_json.hpp"
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/emit/uri.hpp"

namespace jiaodui {
namespace {

using json::append_field;
using json::append_key;
using json::append_string;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string_view level_of(const ShownFinding& found) {
    if (found.entry.tier == Tier::safe || found.block) return "error";
    return found.entry.tier == Tier::suggest ? "warning" : "note";
}

class Sarif : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo& info) override {
        info_ = info;
        std::string text = "{";
        append_field(text, "$schema", kSchema);
        append_field(text, "version", "2.1.0");
        append_key(text, "runs");
        text += "[{";
        append_field(text, "columnKind", "utf16CodeUnits");
        append_key(text, "results");
        text += '[';
        write(text);
    }

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes, ColumnUnit::utf16);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            text += first_ ? "\n" : ",\n";
            first_ = false;
            result(text, *outcome.document, found, places);
        }
        write(text);
    }

    void end(const Tally&) override {
        std::string text = first_ ? "]" : "\n]";
        append_key(text, "tool");
        text += "{\"driver\":{";
        append_field(text, "name", "jiaodui");
        append_field(text, "version", info_.version);
        append_key(text, "rules");
        text += '[';
        std::vector<std::string_view> ids(rules_.size());
        for (const auto& [id, index] : rules_) ids[index] = id;
        for (const std::string_view id : ids) {
            if (text.back() != '[') text += ',';
            text += '{';
            append_field(text, "id", id);
            if (const auto name = info_.rule_names.find(id); name != info_.rule_names.end()) {
                append_key(text, "shortDescription");
                text += '{';
                append_field(text, "text", name->second);
                text += '}';
            }
            text += '}';
        }
        text += "]}}";
        append_key(text, "properties");
        text += '{';
        for (const auto& [name, hash] : info_.data) append_field(text, name, hash);
        text += "}}]}\n";
        write(text);
    }

  private:
    static void region(std::string& out, const Document& document, Span at, Places& places) {
        const std::uint32_t offset = offset_on_disk(document, at.begin);
        const LineColumn begin = places.at(at.begin);
        const LineColumn end = places.at(at.end);
        out += '{';
        append_field(out, "startLine", begin.line);
        append_field(out, "startColumn", begin.column);
        append_field(out, "endLine", end.line);
        append_field(out, "endColumn", end.column);
        append_field(out, "byteOffset", offset);
        append_field(out, "byteLength", offset_on_disk(document, at.end) - offset);
        out += '}';
    }

    static void artifact(std::string& out, const Document& document) {
        append_key(out, "artifactLocation");
        out += '{';
        append_field(out, "uri", uri_of_path(document.name));
        if (!document.name.starts_with('/')) append_field(out, "uriBaseId", "%SRCROOT%");
        out += '}';
    }

    void result(std::string& out, const Document& document, const ShownFinding& found, Places& places) {
        const Entry& entry = found.entry;
        const auto rule = std::string(found.record->finding.rule);
        const std::size_t index = rules_.try_emplace(rule, rules_.size()).first->second;
        out += '{';
        append_field(out, "ruleId", rule);
        append_field(out, "ruleIndex", index);
        append_field(out, "level", level_of(found));
        append_key(out, "message");
        out += '{';
        append_field(out, "text", one_line_in(document, found, options_.lang));
        out += '}';
        append_key(out, "locations");
        out += "[{\"physicalLocation\":{";
        artifact(out, document);
        append_key(out, "region");
        std::string where;
        region(where, document, entry.at, places);
        out += where + "}}]";
        append_key(out, "partialFingerprints");
        out += '{';
        append_field(out, "jiaoduiId/v1", entry.id.empty() ? std::string_view("-") : entry.id);
        out += '}';
        if (!entry.new_texts.empty()) fixes(out, document, entry, where);
        append_key(out, "properties");
        out += '{';
        append_field(out, "tier", name_of(entry.tier));
        append_key(out, "confidence");
        json::append_number(out, entry.confidence);
        if (const Cue* cue = document.cue_at(entry.at.begin)) json::append_cue(out, *cue);
        out += "}}";
    }

    // One fix a candidate, each for the whole place.
    void fixes(std::string& out, const Document& document, const Entry& entry, const std::string& where) const {
        append_key(out, "fixes");
        out += '[';
        for (const std::string& text : entry.new_texts) {
            if (out.back() != '[') out += ',';
            out += "{\"artifactChanges\":[{";
            artifact(out, document);
            append_key(out, "replacements");
            out += "[{";
            append_key(out, "deletedRegion");
            out += where;
            append_key(out, "insertedContent");
            out += '{';
            append_field(out, "text", text);
            out += "}}]}]}";
        }
        out += ']';
    }

    RunInfo info_;
    bool first_ = true;
    std::map<std::string, std::size_t, std::less<>> rules_;  // id → its index, in order of appearance
};

}  // namespace

std::unique_ptr<Emitter> make_sarif(std::ostream& out, EmitOptions options) {
    return std::make_unique<Sarif>(out, std::move(options));
}

}  // namespace jiaodui
