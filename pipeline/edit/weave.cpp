// A walk over the pieces that are not `same`; between them the text is copied. A coded piece whose decoded text is
// unchanged is written as it was, a changed one by the document's encoder.
// Tested by tests/unit/edit/weave_test.cpp and tests/property/history_property.cpp.
#include "pipeline/edit/weave.hpp"

#include <algorithm>
#include <cassert>

namespace jiaodui {

Weaver::Weaver(const Document& document, std::string_view text, std::span<const Span> anchors)
    : document_(document), text_(text), anchors_(anchors) {
    hidden_.reserve(anchors.size());
    for (std::uint32_t i = 0; i < document.pieces.size(); ++i) {
        if (document.pieces[i].kind != PieceKind::same) hidden_.push_back(i);
    }
    assert(hidden_.size() == anchors.size());
}

void Weaver::append_piece(std::size_t rank, std::string& out) const {
    const Piece& piece = document_.pieces[hidden_[rank]];
    const std::string_view shown = slice(text_, anchors_[rank]);
    if (piece.kind == PieceKind::coded && shown != slice(document_.view, piece.view)) {
        out += document_.encode != nullptr ? document_.encode(shown) : std::string(shown);
    } else {
        out += slice(document_.bytes, piece.source);
    }
}

std::string Weaver::whole() const {
    std::string out;
    out.reserve(document_.bytes.size() + 64);
    std::uint32_t done = 0;
    for (std::size_t rank = 0; rank < anchors_.size(); ++rank) {
        out += text_.substr(done, anchors_[rank].begin - done);
        append_piece(rank, out);
        done = anchors_[rank].end;
    }
    out += text_.substr(done);
    return out;
}

Weaver::Patch Weaver::patch(Span from, Span to) const {
    Patch out;
    out.at = document_.to_source(from);
    // The hidden pieces inside the patch are a run of ranks.
    const auto view_of = [&](std::size_t rank) { return document_.pieces[hidden_[rank]].view; };
    const auto first = std::lower_bound(hidden_.begin(), hidden_.end(), from.begin, [&](std::uint32_t piece, std::uint32_t at) {
        return document_.pieces[piece].view.end < at;
    });
    std::uint32_t done = to.begin;
    for (auto rank = static_cast<std::size_t>(first - hidden_.begin()); rank < hidden_.size(); ++rank) {
        const Span view = view_of(rank);
        const Span now = anchors_[rank];
        if (view.begin > from.end) break;
        bool inside = view.begin >= from.begin && view.end <= from.end;
        if (view.empty() && view.begin == from.begin) {
            inside = now.begin > to.begin && (now.begin < to.end || !from.empty());
        } else if (view.empty() && view.begin == from.end) {
            inside = now.begin < to.end;
        }
        if (!inside) continue;
        const SourceSpan source = document_.pieces[hidden_[rank]].source;
        out.at = {std::min(out.at.begin, source.begin), std::max(out.at.end, source.end)};
        out.text += text_.substr(done, now.begin - done);
        append_piece(rank, out.text);
        done = now.end;
    }
    out.text += text_.substr(done, to.end - done);
    return out;
}

bool Weaver::markup_moved_past(Span from, Span to) const {
    const auto first = std::lower_bound(hidden_.begin(), hidden_.end(), from.begin, [&](std::uint32_t piece, std::uint32_t at) {
        return document_.pieces[piece].view.end < at;
    });
    for (auto rank = static_cast<std::size_t>(first - hidden_.begin()); rank < hidden_.size(); ++rank) {
        const Span view = document_.pieces[hidden_[rank]].view;
        if (view.begin >= from.end) break;
        if (view.begin >= from.begin && anchors_[rank].begin > to.end) return true;
    }
    return false;
}

}  // namespace jiaodui
