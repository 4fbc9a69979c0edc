// JUnit XML, as build servers read it: a suite a file, a case a finding. What fails `check` by default (safe, or
// blocking) is a failure; the others are cases that were skipped, with what they say. A clean file is one case that
// passed. Tested by tests/unit/emit/report_test.cpp.
#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// Text within an attribute; characters that XML 1.0 cannot hold become U+FFFD.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        const bool held = next.ch == '\t' || next.ch == '\n' || next.ch == '\r' ||
                          (next.ch >= 0x20 && next.ch < 0xD800) || (next.ch >= 0xE000 && next.ch < 0xFFFE) ||
                          next.ch >= 0x10000;
        const std::string_view bytes = text.substr(at, next.length);
        if (!held || utf8::first_invalid(bytes)) out += "\uFFFD";
        else if (next.ch == '&') out += "&amp;";
        else if (next.ch == '<') out += "&lt;";
        else if (next.ch == '>') out += "&gt;";
        else if (next.ch == '"') out += "&quot;";
        else if (next.ch < 0x20) out += "&#" + std::to_string(static_cast<unsigned>(next.ch)) + ';';
        else out += bytes;
        at += next.length;
    }
    return out;
}

class Junit : public Emitter {
  public:
    using Emitter::Emitter;

    void begin(const RunInfo&) override {
        write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"jiaodui\">\n");
    }

    void file(const Outcome& outcome) override {
        const std::vector<ShownFinding> found = shown_findings(outcome, options_.shown);
        const std::string name = escaped(outcome.document->name);
        Places places(outcome.document->bytes);
        std::size_t failures = 0;
        std::string cases;
        for (const ShownFinding& one : found) {
            const bool fails = one.entry.tier == Tier::safe || one.block;
            failures += fails ? 1 : 0;
            const LineColumn at = places.at(one.entry.at.begin);
            const std::string place = std::to_string(at.line) + ':' + std::to_string(at.column);
            const std::string rule = escaped(one.record->finding.rule);
            const std::string text = escaped(one_line_in(*outcome.document, one, options_.lang));
            cases +=
                "    <testcase classname=\"" + name + "\" name=\"" + place + ' ' + rule + "\" time=\"0\">\n      <";
            cases += fails
                         ? "failure type=\"" + rule + "\" message=\"" + text + "\">" + name + ':' + place + "</failure>"
                         : "skipped message=\"" + text + "\"/>";
            cases += "\n    </testcase>\n";
        }
        if (found.empty()) cases = "    <testcase classname=\"" + name + "\" name=\"jiaodui\" time=\"0\"/>\n";
        const std::string tests = std::to_string(std::max<std::size_t>(1, found.size()));
        write("  <testsuite name=\"" + name + "\" tests=\"" + tests + "\" failures=\"" + std::to_string(failures) +
              "\" errors=\"0\" skipped=\"" + std::to_string(found.size() - failures) + "\" time=\"0\">\n" + cases +
              "  </testsuite>\n");
    }

    void end(const Tally&) override { write("</testsuites>\n"); }
};

}  // namespace

std::unique_ptr<Emitter> make_junit(std::ostream& out, EmitOptions options) {
    return std::make_unique<Junit>(out, std::move(options));
}

}  // namespace jiaodui
