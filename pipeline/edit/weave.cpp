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

std::string Weaver::part(Span part) const {
    std::string out;
    std::uint32_t done = part.begin;
    const auto first = std::upper_bound(anchors_.begin(), anchors_.end(), part.begin,
                                        [](std::uint32_t at, const Span& anchor) { return at < anchor.end; });
    for (auto rank = static_cast<std::size_t>(first - anchors_.begin());
         rank < anchors_.size() && anchors_[rank].begin < part.end; ++rank) {
        out += text_.substr(done, anchors_[rank].begin - done);
        append_piece(rank, out);
        done = anchors_[rank].end;
    }
    if (done < part.end) out += text_.substr(done, part.end - done);
    return out;
}

}  // namespace jiaodui
