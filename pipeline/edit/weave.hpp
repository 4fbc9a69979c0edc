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

    // The part of that file which stands for a part of the text, with the hidden pieces strictly inside it.
    // O(log pieces + length).
    [[nodiscard]] std::string part(Span part) const;

  private:
    void append_piece(std::size_t rank, std::string& out) const;

    const Document& document_;
    std::string_view text_;
    std::span<const Span> anchors_;
    std::vector<std::uint32_t> hidden_;  // pieces that are not `same`; the n-th belongs to the n-th anchor
};

}  // namespace jiaodui
