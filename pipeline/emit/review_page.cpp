// The parts of the page come from jiaodui-embed-page. Tested by tests/unit/emit/review_page_test.cpp and, in a browser,
// by tests/browser/.
#include "pipeline/emit/review_page.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/context.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/emit/finding_json.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {

namespace embedded {  // written by the build
extern const std::string_view page_before_policy;
extern const std::string_view page_before_data;
extern const std::string_view page_after_data;
extern const std::string_view script_hash;
extern const std::string_view style_hash;
}  // namespace embedded

namespace {

// Bytes of a text → UTF-16 units: a count every so many bytes, and a walk from there.
class Units {
  public:
    explicit Units(std::string_view text) : text_(text) {
        counts_.reserve(text.size() / kStep + 1);
        std::uint32_t units = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i % kStep == 0) counts_.push_back(units);
            units += units_of(text[i]);
        }
        if (text.size() % kStep == 0) counts_.push_back(units);
    }
    [[nodiscard]] std::uint32_t at(std::uint32_t byte) const {
        std::uint32_t units = counts_[byte / kStep];
        for (std::size_t i = byte / kStep * kStep; i < byte; ++i) units += units_of(text_[i]);
        return units;
    }

  private:
    static constexpr std::size_t kStep = 64;
    static std::uint32_t units_of(char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    std::string_view text_;
    std::vector<std::uint32_t> counts_;
};

// The file as the page shows it: what it spells with escapes stands there as it is read. Places of the file become
// UTF-16 units.
class PageText {
  public:
    explicit PageText(const Document& document) : text_(shown(document)), units_(text_) {}

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::uint32_t at(std::uint32_t source) const {
        const auto after = std::upper_bound(steps_.begin(), steps_.end(), source,
                                            [](std::uint32_t byte, const Step& step) { return byte < step.source; });
        const Step step = after == steps_.begin() ? Step{} : *std::prev(after);
        return units_.at(step.text + (source - step.source));
    }

  private:
    struct Step {  // from here on the file and the text run side by side
        std::uint32_t source = 0;
        std::uint32_t text = 0;
    };

    std::string shown(const Document& document) {
        if (document.decode == nullptr) return document.bytes;
        std::string out;
        std::uint32_t done = 0;
        for (const Piece& piece : document.pieces) {
            const std::string_view read = slice(document.view, piece.view);
            if (piece.kind != PieceKind::coded || read == "\n") continue;
            out += slice(document.bytes, {done, piece.source.begin});
            out += read;
            done = piece.source.end;
            steps_.push_back({done, static_cast<std::uint32_t>(out.size())});
        }
        return out + document.bytes.substr(done);
    }

    std::vector<Step> steps_;
    std::string text_;
    Units units_;
};

using json::append_field;

void append_edit(std::string& out, const PageText& text, SourceSpan at, std::string_view to) {
    if (out.back() != '[') out += ',';
    out += '[' + std::to_string(text.at(at.begin)) + ',' + std::to_string(text.at(at.end)) + ',';
    json::append_string(out, to);
    out += ']';
}

// The spans that are no prose, as pairs in one list; mere line ends are left out.
void append_quiet(std::string& out, const Document& document, const PageText& text) {
    json::append_key(out, "quiet");
    out += '[';
    std::optional<Span> open;
    const auto close = [&] {
        if (!open) return;
        if (slice(document.bytes, *open).find_first_not_of(" \r\n") != std::string_view::npos) {
            if (out.back() != '[') out += ',';
            out += std::to_string(text.at(open->begin)) + ',' + std::to_string(text.at(open->end));
        }
        open.reset();
    };
    for (const Piece& piece : document.pieces) {
        const bool quiet = piece.kind == PieceKind::point || piece.kind == PieceKind::locked;
        if (!quiet || !open || open->end != piece.source.begin) close();
        if (!quiet) continue;
        if (open) {
            open->end = piece.source.end;
        } else {
            open = piece.source;
        }
    }
    close();
    out += ']';
}

// Where cues begin, with their times in milliseconds: [begin, from, to] one after the other.
void append_cues(std::string& out, const Document& document, const PageText& text) {
    if (document.cues.empty()) return;
    json::append_key(out, "cues");
    out += '[';
    for (const Cue& cue : document.cues) {
        if (cue.begin_ms == Cue::kNoTime) continue;
        if (out.back() != '[') out += ',';
        const std::int64_t end = cue.end_ms == Cue::kNoTime ? -1 : cue.end_ms;
        out += std::to_string(text.at(cue.at.begin)) + ',' + std::to_string(cue.begin_ms) + ',' + std::to_string(end);
    }
    out += ']';
}

class Ordinals {
  public:
    // The number of a place among those that are told apart by nothing else, from 1.
    std::uint32_t of(const Entry& entry, std::string_view rule, const Contexts& context) {
        const std::string to = entry.new_texts.empty() ? std::string(rule) : entry.new_texts.front();
        return ++seen_[{entry.old_text, to, context.left, context.right}];
    }

  private:
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::uint32_t> seen_;
};

void append_finding(std::string& out, const Outcome& outcome, const ShownFinding& shown, const PageText& page,
                    Ordinals& ordinals, Lang lang, const PageAnswers& answers) {
    const Entry& entry = shown.entry;
    const Finding& finding = shown.record->finding;
    const Document& document = *outcome.document;
    const Contexts context = finding.in_markup || document.pieces.empty()
                                 ? contexts_of(document.bytes, entry.at)
                                 : contexts_of(document.view, view_of(document, entry.at));
    out += '{';
    append_field(out, "s", page.at(entry.at.begin));
    append_field(out, "e", page.at(entry.at.end));
    append_field(out, "bs", entry.at.begin);
    append_field(out, "be", entry.at.end);
    append_field(out, "old", as_read(document, entry.old_text));
    json::append_key(out, "new");
    out += '[';
    for (const std::string& text : entry.new_texts) {
        if (out.back() != '[') out += ',';
        json::append_string(out, as_read(document, text));
    }
    out += ']';
    if (entry.edits.size() > 1) {
        json::append_key(out, "edits");
        out += '[';
        for (const SourceEdit& edit : entry.edits) append_edit(out, page, edit.at, as_read(document, edit.text));
        out += ']';
    }
    append_field(out, "rule", finding.rule);
    append_field(out, "tier", name_of(entry.tier));
    json::append_key(out, "c");
    json::append_number(out, entry.confidence);
    append_field(out, "msg", finding.message.in(lang));
    json::append_evidence(out, finding.evidence);
    append_field(out, "fate", name_of(entry.fate));
    append_field(out, "l", context.left);
    append_field(out, "r", context.right);
    const std::uint32_t nth = ordinals.of(entry, finding.rule, context);
    if (nth > 1) append_field(out, "nth", nth);
    if (finding.in_markup) {
        json::append_key(out, "mk");
        out += "true";
    }
    append_field(out, "id", entry.id);
    if (const auto said = answers.entries.find(entry.id); said != answers.entries.end()) {
        append_field(out, "answer", said->second.answer);
        append_field(out, "to", said->second.to);
    }
    out += '}';
}

}  // namespace

std::string page_policy(PageUse use) {
    std::string out = "default-src 'none'; script-src '" + std::string(embedded::script_hash) + "'; style-src '" +
                      std::string(embedded::style_hash) + "'; img-src data:; base-uri 'none'; form-action 'none'";
    if (use == PageUse::server) out += "; connect-src 'self'; media-src 'self'";
    return out;
}

std::string page_head(PageUse use) {
    return std::string(embedded::page_before_policy) + page_policy(use) + std::string(embedded::page_before_data);
}

std::string_view page_tail() { return embedded::page_after_data; }

std::string page_data_element(std::string_view json) {
    std::string out = "<script type=\"application/json\">";
    for (const char c : json) {
        if (c == '<') {
            out += "\\u003c";  // only strings hold it
        } else {
            out += c;
        }
    }
    return out + "</script>\n";
}

std::string page_json(const Outcome& outcome, const Shown& shown, Lang lang, const PageAnswers& answers) {
    const Document& document = *outcome.document;
    const PageText page(document);
    Hasher hash;
    hash.add(document.bytes);
    Ordinals ordinals;
    std::string out = "{";
    append_field(out, "file", document.name);
    append_field(out, "hash", hex16(hash.value()));
    append_field(out, "text", page.text());
    append_quiet(out, document, page);
    append_cues(out, document, page);
    json::append_key(out, "findings");
    out += '[';
    for (const ShownFinding& found : shown_findings(outcome, shown)) {
        if (out.back() != '[') out += ",\n";
        append_finding(out, outcome, found, page, ordinals, lang, answers);
    }
    out += ']';
    if (!answers.typed.empty()) {
        json::append_key(out, "typed");
        out += '[';
        for (const SourceEdit& edit : answers.typed) append_edit(out, page, edit.at, edit.text);
        out += ']';
    }
    return out + '}';
}

}  // namespace jiaodui
