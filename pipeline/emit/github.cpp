// Annotations of GitHub Actions (workflow commands). GitHub shows ten of a kind a step and drops the rest, so the first
// ten of each kind are annotations, and the step's summary (options.summary, $GITHUB_STEP_SUMMARY) gets the whole
// table, as far as GitHub takes it (1 MiB a step). Tested by tests/unit/emit/report_test.cpp.
#include <array>
#include <cmath>

#include "pipeline/emit/formats.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui {
namespace {

constexpr std::size_t kShownOfAKind = 10;
constexpr std::size_t kSummaryLimit = 1000 * 1000;

// `property`: also what separates properties.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (const char byte : text) {
        switch (byte) {
            case '%': out += "%25"; break;
            case '\r': out += "%0D"; break;
            case '\n': out += "%0A"; break;
            case ':': out += property ? "%3A" : ":"; break;
            case ',': out += property ? "%2C" : ","; break;
            default: out += byte;
        }
    }
    return out;
}

// Text within a cell of a Markdown table that shows it as it is.
std::string cell(std::string_view text) {
    std::string out;
    for (const char byte : printable(text)) {
        if (byte == '|' || byte == '<' || byte == '>' || byte == '&' || byte == '`' || byte == '*' || byte == '_' ||
            byte == '[' || byte == ']' || byte == '~' || byte == '\\' || byte == '$') {
            out += '&';
            out += '#' + std::to_string(static_cast<int>(byte)) + ';';
        } else {
            out += byte;
        }
    }
    return out;
}

class Github : public Emitter {
  public:
    using Emitter::Emitter;

    void file(const Outcome& outcome) override {
        std::string text;
        Places places(outcome.document->bytes);
        for (const ShownFinding& found : shown_findings(outcome, options_.shown)) {
            const LineColumn begin = places.at(found.entry.at.begin);
            const LineColumn end = places.at(found.entry.at.end);
            const auto kind = found.block ? Tier::safe : found.entry.tier;
            if (counts_[static_cast<std::size_t>(kind)]++ < kShownOfAKind) {
                annotation(text, *outcome.document, found, kind, begin, end);
            }
            if (options_.summary != nullptr) row(*outcome.document, found, begin);
        }
        write(text);
    }

    void end(const Tally& tally) override {
        if (options_.summary == nullptr || tally.total() == 0) return;
        const bool zh = options_.lang == Lang::zh;
        std::string head = "### jiaodui 校对\n\n";
        head += zh ? "| 位置 | 级别 | 规则 | 修改 |\n" : "| place | tier | rule | change |\n";
        head += "|---|---|---|---|\n" + table_;
        if (left_out_ > 0) {
            const std::string count = std::to_string(left_out_);
            head += zh ? "\n另有 " + count + " 处略。\n" : "\n" + count + " more are left out.\n";
        }
        *options_.summary << head;
    }

  private:
    void annotation(std::string& out, const Document& document, const ShownFinding& found, Tier kind, LineColumn begin,
                    LineColumn end) const {
        constexpr std::array<std::string_view, 3> kKinds{"notice", "warning", "error"};
        out += "::" + std::string(kKinds[static_cast<std::size_t>(kind)]);
        out += " file=" + escaped(document.name, true) + ",line=" + std::to_string(begin.line);
        if (end.line == begin.line) {  // GitHub takes columns for places within one line only
            out += ",col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(end.column);
        } else {
            out += ",endLine=" + std::to_string(end.line);
        }
        out += ",title=" + escaped(found.record->finding.rule, true);
        out += "::" + escaped(one_line_in(document, found, options_.lang), false) + '\n';
    }

    void row(const Document& document, const ShownFinding& found, LineColumn begin) {
        if (table_.size() > kSummaryLimit) {
            ++left_out_;
            return;
        }
        table_ +=
            "| " + cell(document.name) + ':' + std::to_string(begin.line) + ':' + std::to_string(begin.column) + " | ";
        table_ += label_of(found.entry.tier).in(options_.lang);
        if (found.entry.tier != Tier::safe) table_ += ' ' + std::to_string(std::lround(found.entry.confidence * 100));
        table_ += " | " + cell(found.record->finding.rule) + " | " + cell(one_line_in(document, found, options_.lang)) +
                  " |\n";
    }

    std::array<std::size_t, 3> counts_{};  // by Tier
    std::string table_;
    std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<Emitter> make_github(std::ostream& out, EmitOptions options) {
    return std::make_unique<Github>(out, std::move(options));
}

}  // namespace jiaodui
