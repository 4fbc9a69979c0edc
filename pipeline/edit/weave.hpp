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
#include "pipeline/text/span.hpp"

namespace jiaodui {

// Holds views of the document, the text and its anchors (those of anchors_of(document), carried forward to the
// text), all of which must outlive it.
class Weaver {
  public:
    Weaver(const Document& document, std::string_view text, std::span<const Span> anchors);

    // The file that the text stands for.
    [[nodiscard]] std::string whole() const;

    // What stands in the file for the place where a stretch of the view became a stretch of the text: the source
    // bytes there, and the bytes that replace them. Hidden pieces at the edges are outside, unless text that is
    // right of them in the view is left of them now (deleted and written anew at one place); then they are inside, so
    // that replacing `at` by `text` for every step of a change gives whole(). O(log pieces + length).
    struct Patch {
        SourceSpan at;
        std::string text;
    };
    [[nodiscard]] Patch patch(Span from, Span to) const;

    // Has markup that stood before or inside `from` moved past `to`? It happens where text was deleted beside markup and
    // other text was written there in two steps; these steps are then one place.
    [[nodiscard]] bool markup_moved_past(Span from, Span to) const;

  private:
    void append_piece(std::size_t rank, std::string& out) const;

    const Document& document_;
    std::string_view text_;
    std::span<const Span> anchors_;
    std::vector<std::uint32_t> hidden_;  // pieces that are not `same`; the n-th belongs to the n-th anchor
};

}  // namespace jiaodui
