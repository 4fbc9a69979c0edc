// Pieces are searched by view offset: those with width partition the view, points stand between.
// Tested by tests/unit/document/document_test.cpp.
#include "pipeline/document/document.hpp"

#include <algorithm>
#include <cassert>

namespace jiaodui {
namespace {

// The piece with width that holds the byte at this view offset.
const Piece& holder(const std::vector<Piece>& pieces, std::uint32_t at) {
    // Points have empty views; upper_bound on the end skips those that stand at or before `at`.
    const auto it = std::upper_bound(pieces.begin(), pieces.end(), at,
                                     [](std::uint32_t value, const Piece& p) { return value < p.view.end; });
    assert(it != pieces.end() && it->view.begin <= at);
    return *it;
}

std::uint32_t source_of_begin(const Piece& piece, std::uint32_t at) {
    return piece.kind == PieceKind::same ? piece.source.begin + (at - piece.view.begin) : piece.source.begin;
}

std::uint32_t source_of_end(const Piece& piece, std::uint32_t at) {
    return piece.kind == PieceKind::same ? piece.source.begin + (at - piece.view.begin) : piece.source.end;
}

}  // namespace

SourceSpan Document::to_source(Span view_span) const {
    assert(view_span.end <= view.size());
    if (!view_span.empty()) {
        const Piece& first = holder(pieces, view_span.begin);
        const Piece& last = holder(pieces, view_span.end - 1);
        return {source_of_begin(first, view_span.begin), source_of_end(last, view_span.end)};
    }
    if (view_span.begin == 0) return {0, 0};
    const Piece& before = holder(pieces, view_span.begin - 1);
    const std::uint32_t at = source_of_end(before, view_span.begin);
    return {at, at};
}

bool Document::plain_in(Span view_span) const {
    auto it = std::upper_bound(pieces.begin(), pieces.end(), view_span.begin,
                               [](std::uint32_t value, const Piece& p) { return value < p.view.end; });
    for (; it != pieces.end() && it->view.begin < view_span.end; ++it) {
        if (it->kind == PieceKind::locked) return false;
        if (it->kind == PieceKind::point && it->view.begin > view_span.begin) return false;
    }
    return true;
}

std::vector<Span> anchors_of(const Document& document) {
    std::vector<Span> anchors;
    for (const Piece& piece : document.pieces) {
        if (piece.kind != PieceKind::same) anchors.push_back(piece.view);
    }
    return anchors;
}

}  // namespace jiaodui
