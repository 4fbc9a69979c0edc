// The readers of subtitles, recogniser output, tables and HTML, on arbitrary bytes; the first byte chooses the format.
// The promises of fuzz_markdown, and those of a corrected file: its hunks give the result, everything but text stays,
// cues keep their number and their times, and the result can be read again.
#include <array>

#include "pipeline/edit/on_disk.hpp"
#include "pipeline/edit/weave.hpp"
#include "pipeline/engine/proofread.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

constexpr std::array kFormats{Format::srt,         Format::vtt, Format::ass,          Format::lrc,
                              Format::tsv,         Format::csv, Format::whisper_json, Format::whispercpp_json,
                              Format::funasr_json, Format::html};

// Changes that readers must bear: another character, fewer, more, and signs that are markup in one format or another.
class Changes : public Stage {
  public:
    StageId name() const override { return "toy"; }
    void propose(const Draft& draft, Proposals& out) const override {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPairs{
            {{",", "，"}, {"的的", "的"}, {"甲", "<乙&\">"}, {"丙", "{\\丁}"}, {"一二", "三四"}, {"五", ""}}};
        for (const auto& [from, to] : kPairs) {
            for (std::size_t at = draft.text.find(from); at != std::string_view::npos;
                 at = draft.text.find(from, at + from.size())) {
                const auto begin = static_cast<std::uint32_t>(at);
                const Span span{begin, begin + static_cast<std::uint32_t>(from.size())};
                out.findings.push_back(replacement("toy/a", Tier::safe, DraftSpan(span), std::string(to), {}));
            }
        }
    }
};

const Pipeline& toy() {
    static const Pipeline made = [] {
        Pipeline out;
        out.stages.push_back(std::make_unique<Changes>());
        return out;
    }();
    return made;
}

void check_reading(const Document& document, std::string_view file, Format format) {
    fuzz::require(bytes_on_disk(document) == file, "a document keeps its bytes");
    const std::string flaws = test::flaws_of(document);
    fuzz::require(flaws.empty(), "the pieces cover source and view exactly once", flaws);
    fuzz::require(!utf8::first_invalid(document.view), "the view is UTF-8");
    const auto anchors = anchors_of(document);
    const Weaver weaver(document, document.view, anchors);
    fuzz::require(weaver.whole() == document.bytes, "an untouched file is written back as it was");
    fuzz::require(structure_of(document) == structure_of(document.bytes, format), "the structure belongs to the bytes");
    std::uint32_t end = 0;
    for (const Cue& cue : document.cues) {
        fuzz::require(end <= cue.at.begin && cue.at.begin <= cue.at.end && cue.at.end <= document.bytes.size(),
                      "cues are in order");
        end = cue.at.end;
    }
    for (const Mirror& mirror : document.mirrors) {
        std::uint32_t shown = 0;
        for (const Piece& piece : mirror.pieces) {
            fuzz::require(shown <= piece.view.begin && piece.view.end <= document.view.size(),
                          "mirrors are in order of the view");
            fuzz::require(piece.source.end <= document.bytes.size(), "mirrors lie in the source");
            shown = piece.view.end;
        }
    }
}

void check_correcting(const std::shared_ptr<const Document>& document) {
    ProofreadOptions options;
    options.same_structure = [](const Document& before, std::string_view after) {
        return same_structure(before, after);
    };
    const Outcome outcome = proofread(toy(), document, options);
    fuzz::require(splice(document->bytes, edits_of(outcome.hunks)) == outcome.bytes,
                  "the hunks, made in the source, give the result");
    if (!outcome.changed()) fuzz::require(outcome.bytes == document->bytes, "no hunks, no change");
    fuzz::require(!utf8::first_invalid(outcome.bytes), "the result is UTF-8", outcome.bytes);
    const Result<Document> after = read_again(*document, outcome.bytes);
    fuzz::require(after.has_value(), "what was written can be read again", outcome.bytes);
    fuzz::require(same_structure(*document, outcome.bytes), "everything but text stays", outcome.bytes);
    fuzz::require(after->cues.size() == document->cues.size(), "as many cues as before", outcome.bytes);
    for (std::size_t i = 0; i < after->cues.size(); ++i) {
        const bool same =
            after->cues[i].begin_ms == document->cues[i].begin_ms && after->cues[i].end_ms == document->cues[i].end_ms;
        fuzz::require(same, "cues keep their times", outcome.bytes);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view file = fuzz::text_of(data, size);
    const Format format = kFormats[fuzz::choose(file, kFormats.size())];
    Result<Document> read_in = read("file", std::string(file), format);
    if (!read_in) {
        fuzz::require(!read_in.error().message.zh.empty() && !read_in.error().message.en.empty(),
                      "an error says what is wrong");
        return 0;
    }
    check_reading(*read_in, file, format);
    check_correcting(std::make_shared<const Document>(std::move(*read_in)));
    return 0;
}
