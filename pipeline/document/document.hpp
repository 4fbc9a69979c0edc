// Document: a file as the stages may read it, and the way back to its bytes.
//
// `view` is the prose of the file as one UTF-8 text. The pieces say where each stretch of it came from; they cover the
// source exactly once and in order, and the view exactly once. What a reader leaves out of the view (points) or
// shows as U+FFFC (locked) can therefore never be changed by a stage, and is written back as it was.
//
// A Document never changes once built (by ViewBuilder); it may be read from many threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/cue.hpp"
#include "pipeline/document/directive.hpp"
#include "pipeline/document/page_facts.hpp"
#include "pipeline/document/piece.hpp"
#include "pipeline/document/region.hpp"

namespace jiaodui {

// The object replacement character: what a locked piece looks like in the view.
inline constexpr std::string_view kLockedMark = "\xEF\xBF\xBC";

enum class Format : std::uint8_t {
    markdown,
    wikijs,
    plain,
    srt,
    vtt,
    ass,
    lrc,
    whisper_json,
    whispercpp_json,
    funasr_json,
    tsv,
    csv,
    html,
};

// A place of the source that is markup and that a rule of stage `markdown` may speak of.
struct MarkupNote {
    enum class Kind : std::uint8_t { url } kind = Kind::url;
    SourceSpan at;
};

// Spells text as this document does where it is coded (escapes of JSON, entities of HTML): what is written into such a
// document goes through it, wherever it stands. And back, for people.
using Encoder = std::string (*)(std::string_view text);
using Decoder = std::string (*)(std::string_view bytes);

// Further places of the file that hold the text of the view once more (a recogniser's JSON has it up to three times). A
// correction of the view is written there too. The pieces are `same` or `coded`, in order of the view and disjoint;
// those whose sources touch are one string.
struct Mirror {
    std::vector<Piece> pieces;
};

class FileCoding;  // text/encoding.hpp

struct Document {
    std::string name;
    Format format = Format::plain;
    std::string bytes;
    std::string view;
    std::vector<Piece> pieces;
    std::vector<Region> regions;  // spans of the view, in order, disjoint
    std::vector<Span> locks;      // spans of the view that are shown but may not be edited, besides locked pieces
    std::vector<Directive> directives;
    std::vector<MarkupNote> markup;
    PageFacts facts;
    Encoder encode = nullptr;
    Decoder decode = nullptr;
    std::vector<Mirror> mirrors;
    std::vector<Cue> cues;    // in order of the source, disjoint
    std::vector<Mark> marks;  // what a recogniser thinks of its words; spans of the view, in order
    std::string text_field;   // the column that holds the text, where the format has columns and one was named
    std::shared_ptr<const FileCoding> coding;  // how `bytes` lie on disk; null: as they are

    // The cue that holds this byte of the source, if any.
    [[nodiscard]] const Cue* cue_at(std::uint32_t source) const;

    // The source bytes that a span of the view stands for. A non-empty span begins at its first byte and ends after its
    // last one, so hidden markup at its edges is outside and markup within is inside. An empty span is a place: left of
    // any markup that stands there, but right of a locked piece that ends there.
    [[nodiscard]] SourceSpan to_source(Span view_span) const;

    // True when no piece but `same` and `coded` shares the span, and no point lies strictly inside it.
    [[nodiscard]] bool plain_in(Span view_span) const;
};

// The pieces that are not text, points and locked ones: their spans in the view, in the order of the pieces.
[[nodiscard]] std::vector<Span> anchors_of(const Document& document);

}  // namespace jiaodui
