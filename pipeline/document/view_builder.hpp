// ViewBuilder: how a reader makes a Document. It is told, from the first source byte to the last, what becomes of each
// stretch; what it produces therefore covers the source exactly once by construction.
//
//   ViewBuilder build(name, Format::plain, bytes);
//   build.lock(12);                                   // up to source byte 12: one U+FFFC
//   build.begin_region(RegionKind::paragraph);
//   build.show(40); build.hide(42); build.show(60);   // up to 40 verbatim, 40–42 hidden, …
//   build.end_region();
//   build.lock_rest();
//   Document document = build.finish();
//
// Each call names the end of the stretch; it begins where the last one ended. Empty stretches are ignored; equal
// neighbours are joined (two locked stretches show one U+FFFC). A U+FFFC of the source inside a shown stretch
// is locked. Text shown outside a region is a mistake of the reader (asserted).
#pragma once

#include <string>
#include <string_view>

#include "pipeline/document/document.hpp"

namespace jiaodui {

class ViewBuilder {
  public:
    ViewBuilder(std::string name, Format format, std::string bytes);

    [[nodiscard]] std::string_view source() const { return document_.bytes; }
    // The next source byte to be spoken of.
    [[nodiscard]] std::uint32_t at() const { return at_; }
    [[nodiscard]] std::uint32_t view_size() const { return static_cast<std::uint32_t>(document_.view.size()); }

    void show(std::uint32_t source_end);
    void hide(std::uint32_t source_end);
    void lock(std::uint32_t source_end);
    // Shown as the decoded text; one code point of the source's coding at a time.
    void code(std::uint32_t source_end, std::string_view decoded);
    void lock_rest() { lock(static_cast<std::uint32_t>(document_.bytes.size())); }

    // Regions that end up without text are dropped.
    void begin_region(RegionKind kind);
    void end_region();
    [[nodiscard]] bool in_region() const { return in_region_; }

    // The next code point of the view, once there is one, may not be edited (what follows a bare URL).
    void lock_next_character() { lock_next_ = true; }
    // A span of the view that may not be edited.
    void lock_view(Span view_span) { document_.locks.push_back(view_span); }

    // For what is not a matter of pieces: directives, facts, markup notes, the encoder.
    [[nodiscard]] Document& document() { return document_; }

    // The source must have been spoken of to its end.
    [[nodiscard]] Document finish();

  private:
    void append(PieceKind kind, std::uint32_t source_end, std::string_view shown);

    Document document_;
    std::uint32_t at_ = 0;
    bool in_region_ = false;
    bool lock_next_ = false;
    bool holds_mark_ = false;  // the source holds a U+FFFC somewhere: rare, and costly to ask at every stretch
};

}  // namespace jiaodui
