// Pieces: how a source file and its view correspond. The pieces of a document cover the source exactly once, in order.
#pragma once

#include <cstdint>

#include "pipeline/text/span.hpp"

namespace jiaodui {

enum class PieceKind : std::uint8_t {
    same,    // the view shows exactly these source bytes
    coded,   // decoded from the source (an escape, an entity); written back verbatim while untouched
    point,   // hidden, of no width in the view: emphasis marks, link targets, soft breaks between Han
    locked,  // shown as one U+FFFC that nobody may edit: code, images, URLs, hard breaks, block boundaries
};

struct Piece {
    PieceKind kind = PieceKind::same;
    Span view;          // bytes of the view; empty for a point
    SourceSpan source;  // bytes of the file; never empty
};

}  // namespace jiaodui
