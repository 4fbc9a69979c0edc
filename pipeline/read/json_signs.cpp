// Tested by tests/unit/read/json_test.cpp.
#include "pipeline/read/json_signs.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_blank(std::string_view ch) { return ch == " " || ch == "\t" || ch == "\n" || ch == "\r"; }

}  // namespace

void append_signs(const JsonTree::Text& text, std::vector<JsonSign>& out) {
    for (const Piece& piece : text.pieces) {
        for (std::uint32_t at = piece.view.begin; at < piece.view.end;) {
            const std::uint32_t length = std::max(1u, utf8::decode(text.decoded, at).length);
            SourceSpan source = piece.source;
            if (piece.kind == PieceKind::same) {
                source.begin += at - piece.view.begin;
                source.end = source.begin + length;
            }
            out.push_back({std::string_view(text.decoded).substr(at, length), piece.kind, source});
            at += length;
        }
    }
}

bool align_signs(const std::vector<JsonSign>& shown, std::size_t from, std::size_t to,
                 const std::vector<JsonSign>& other, std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
    std::size_t a = from, b = 0;
    const std::size_t before = pairs.size();
    while (a < to || b < other.size()) {
        if (a < to && b < other.size() && shown[a].ch == other[b].ch) {
            pairs.emplace_back(a++, b++);
        } else if (b < other.size() && is_blank(other[b].ch)) {
            ++b;
        } else if (a < to && is_blank(shown[a].ch)) {
            ++a;
        } else {
            pairs.resize(before);
            return false;
        }
    }
    return true;
}

}  // namespace jiaodui
