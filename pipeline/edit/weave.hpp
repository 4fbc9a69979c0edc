// Weaver: puts every hidden stretch of the source back where it belongs.
//
// Text between two anchors is taken from the draft, hidden and locked pieces from the source; so every byte that no
// stage touched is identical by construction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

// Holds views of the document, the text and its anchors (those of anchors_of(document), carried forward to the
// text), all of which must outlive it.
class Weaver {
  public:
    Weaver(const Document& document, std::string_view text, std::span<const Span> anchors);

    // The file that the text stands for. In a coded document a stretch between two hidden pieces is spelled anew from
    // its first change to its last; there History writes its hunks instead, which touch nothing in between.
    [[nodiscard]] std::string whole() const;

    // What stands in the file for the place where a stretch of the view became a stretch of the text: the source
    // bytes there, and the bytes that replace them. Hidden pieces at the edges are outside, unless text that is
    // right of them in the view is left of them now (deleted and written anew at one place); then they are inside, so
    // that replacing `at` by `text` for every step of a change gives whole(). O(log pieces + length).
    struct Patch {
        SourceSpan at;
        std::string text;
        std::vector<SourceEdit> parts = {};  // the same without the hidden pieces inside
    };
    [[nodiscard]] Patch patch(Span from, Span to) const;

    // Has markup that stood before or inside `from` moved past `to`? It happens where text was deleted beside markup
    // and other text was written there in two steps; these steps are then one place.
    [[nodiscard]] bool markup_moved_past(Span from, Span to) const;

    // Some of the text stands in the source otherwise than in the view.
    [[nodiscard]] bool coded() const { return coded_; }

    // Text as the document spells it.
    [[nodiscard]] std::string spelled(std::string_view text) const;

    // The further places to be written when `from` of the view becomes `text`, in order of the source. Where the words
    // of a mirror are cut otherwise than the change, it is shared out character by character, or, where it has another
    // length, written to the first word and taken from the others.
    [[nodiscard]] std::vector<SourceEdit> mirrored(Span from, std::string_view text) const;

  private:
    void append_stretch(Span view, Span now, std::string& out) const;

    const Document& document_;
    std::string_view text_;
    std::span<const Span> anchors_;
    bool coded_;
    std::vector<std::uint32_t> hidden_;  // points and locked pieces; the n-th belongs to the n-th anchor
};

}  // namespace jiaodui
