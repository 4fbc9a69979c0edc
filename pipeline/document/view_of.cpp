// Pieces lie in the order of the source, so each end is one binary search. Tested by
// tests/unit/document/view_of_test.cpp.
#include "pipeline/document/view_of.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

std::uint32_t to_view(const Document& document, std::uint32_t at, bool end) {
    const std::vector<Piece>& pieces = document.pieces;
    if (pieces.empty()) return 0;
    // The piece that holds the byte, or for the end of a stretch the byte before it.
    const std::uint32_t byte = end && at > 0 ? at - 1 : at;
    auto it = std::upper_bound(pieces.begin(), pieces.end(), byte,
                               [](std::uint32_t b, const Piece& p) { return b < p.source.begin; });
    if (it != pieces.begin()) --it;
    if (it->kind == PieceKind::same)
        return it->view.begin + std::min(at - std::min(at, it->source.begin), it->view.size());
    return end ? it->view.end : it->view.begin;
}

}  // namespace

Span view_of(const Document& document, SourceSpan source) {
    if (source.empty()) {
        // A place after hidden markup or a locked mark: beyond it.
        const std::uint32_t at = to_view(document, source.begin, source.begin > 0);
        return {at, at};
    }
    const std::uint32_t begin = to_view(document, source.begin, false);
    return {begin, std::max(begin, to_view(document, source.end, true))};
}

}  // namespace jiaodui
