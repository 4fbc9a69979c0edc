// GitLab's Code Quality report: one JSON array; `description`, `check_name`, `fingerprint`, `severity` and `location`
// are what GitLab asks for. A fingerprint is that of the finding and its file, so equal findings of two files stay two.
// Tested by tests/unit/emit/report_test.cpp.
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

using json::append_field;
using json::append_key;

std::string_view severity_of(const ShownFinding& found) {
    if (found.block) return "critical";
    if (found.entry.tier == Tier::safe) return "major";
    return found.entry.tier == Tier::suggest ? "minor" : "info";
}

std::string fingerprint(const Document& document, const Entry& entry) {
    Hasher hash;
    hash.add_field(document.name);
    hash.add_field(entry.id);
    if (entry.id.empty()) hash.add_number(entry.at.begin);
    return hex16(hash.value());
}

class Gitlab : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo&) override { write("["); }

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            text += first_ ? "\n{" : ",\n{";
            first_ = false;
            append_field(text, "description", one_line_in(*outcome.document, found, options_.lang));
            append_field(text, "check_name", found.record->finding.rule);
            append_field(text, "fingerprint", fingerprint(*outcome.document, found.entry));
            append_field(text, "severity", severity_of(found));
            append_key(text, "location");
            text += '{';
            append_field(text, "path", outcome.document->name);
            append_key(text, "lines");
            text += '{';
            append_field(text, "begin", places.at(found.entry.at.begin).line);
            append_field(text, "end", places.at(found.entry.at.end).line);
            text += "}}}";
        }
        write(text);
    }

    void end(const Tally&) override { write(first_ ? "]\n" : "\n]\n"); }

  private:
    bool first_ = true;
};

}  // namespace

std::unique_ptr<Emitter> make_gitlab(std::ostream& out, EmitOptions options) {
    return std::make_unique<Gitlab>(out, std::move(options));
}

}  // namespace jiaodui
