// Reviewdog's diagnostic formats: rdjson, one object, and rdjsonl, a diagnostic a line
// (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf). Its columns are bytes of UTF-8, from 1, and stand on
// code points; a suggestion replaces its whole range. Tested by tests/unit/emit/report_test.cpp.
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/paint.hpp"

namespace jiaodui {
namespace {

using json::append_field;
using json::append_key;

std::string_view severity_of(const ShownFinding& found) {
    if (found.entry.tier == Tier::safe || found.block) return "ERROR";
    return found.entry.tier == Tier::suggest ? "WARNING" : "INFO";
}

void append_position(std::string& out, std::string_view key, LineColumn place) {
    append_key(out, key);
    out += '{';
    append_field(out, "line", place.line);
    append_field(out, "column", place.column);
    out += '}';
}

void append_diagnostic(std::string& out, const Document& document, const ShownFinding& found, Places& places,
                       Lang lang) {
    const LineColumn begin = places.at(found.entry.at.begin);
    const LineColumn end = places.at(found.entry.at.end);
    std::string range = "{";
    append_position(range, "start", begin);
    append_position(range, "end", end);
    range += '}';
    out += '{';
    append_field(out, "message", one_line_in(document, found, lang));
    append_key(out, "location");
    out += '{';
    append_field(out, "path", document.name);
    append_key(out, "range");
    out += range + '}';
    append_field(out, "severity", severity_of(found));
    append_key(out, "code");
    out += '{';
    append_field(out, "value", found.record->finding.rule);
    out += '}';
    if (!found.entry.new_texts.empty()) {
        append_key(out, "suggestions");
        out += '[';
        for (const std::string& text : found.entry.new_texts) {
            if (out.back() != '[') out += ',';
            out += '{';
            append_key(out, "range");
            out += range;
            append_field(out, "text", text);
            out += '}';
        }
        out += ']';
    }
    out += '}';
}

class RdJson : public Emitter {
  public:
    RdJson(std::ostream& out, EmitOptions options, bool lines) : Emitter(out, std::move(options)), lines_(lines) {}

    void begin(const RunInfo&) override {
        if (!lines_) write("{\"source\":{\"name\":\"jiaodui\"},\"diagnostics\":[");
    }

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes, ColumnUnit::bytes);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            if (!lines_) text += first_ ? "\n" : ",\n";
            first_ = false;
            append_diagnostic(text, *outcome.document, found, places, options_.lang);
            if (lines_) text += '\n';
        }
        write(text);
    }

    void end(const Tally&) override {
        if (!lines_) write(first_ ? "]}\n" : "\n]}\n");
    }

  private:
    bool lines_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<Emitter> make_rdjson(std::ostream& out, EmitOptions options) {
    return std::make_unique<RdJson>(out, std::move(options), false);
}

std::unique_ptr<Emitter> make_rdjsonl(std::ostream& out, EmitOptions options) {
    return std::make_unique<RdJson>(out, std::move(options), true);
}

}  // namespace jiaodui
