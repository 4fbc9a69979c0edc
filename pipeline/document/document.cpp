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

const Cue* Document::cue_at(std::uint32_t source) const {
    const auto it = std::upper_bound(cues.begin(), cues.end(), source,
                                     [](std::uint32_t at, const Cue& cue) { return at < cue.at.begin; });
    if (it == cues.begin()) return nullptr;
    const Cue& cue = *std::prev(it);
    return source <= cue.at.end ? &cue : nullptr;
}

std::string clock_time(std::int64_t ms) {
    std::string out = ms < 0 ? "-" : "";
    const std::uint64_t value = ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
    const auto padded = [](std::uint64_t number, std::size_t width) {
        std::string digits = std::to_string(number);
        return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
    };
    out += padded(value / 3600000, 2) + ':' + padded(value / 60000 % 60, 2) + ':' + padded(value / 1000 % 60, 2);
    return out + ',' + padded(value % 1000, 3);
}

std::vector<Span> anchors_of(const Document& document) {
    std::vector<Span> anchors;
    anchors.reserve(document.pieces.size());
    for (const Piece& piece : document.pieces) {
        if (piece.kind == PieceKind::point || piece.kind == PieceKind::locked) anchors.push_back(piece.view);
    }
    return anchors;
}

}  // namespace jiaodui
