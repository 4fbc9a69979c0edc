#include "tests/support/show.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui::test {
namespace {

std::string_view name_of(RegionKind kind) {
    switch (kind) {
        case RegionKind::paragraph: return "paragraph";
        case RegionKind::heading: return "heading";
        case RegionKind::list_item: return "list_item";
        case RegionKind::quote: return "quote";
        case RegionKind::table_cell: return "table_cell";
        case RegionKind::title: return "title";
        case RegionKind::cue: return "cue";
        case RegionKind::footnote: return "footnote";
    }
    return "?";
}

void append_readable(std::string& out, std::string_view text) {
    for (const char byte : text) {
        if (byte == '\n') {
            out += "⏎";
        } else if (byte == '\r') {
            out += "␍";
        } else {
            out += byte;
        }
    }
}

void append_text(std::string& out, const Document& document, Span at) {
    while (!at.empty()) {
        const auto lock = std::find_if(document.locks.begin(), document.locks.end(),
                                       [&](Span span) { return share_bytes(span, at); });
        const std::uint32_t end = lock == document.locks.end() ? at.end : std::max(lock->begin, at.begin);
        append_readable(out, slice(document.view, {at.begin, end}));
        at.begin = end;
        if (lock == document.locks.end()) continue;
        const Span locked{at.begin, std::min(lock->end, at.end)};
        out += "⌈";
        append_readable(out, slice(document.view, locked));
        out += "⌉";
        at.begin = locked.end;
    }
}

}  // namespace

std::string show(const Document& document) {
    std::string out;
    for (const Region& region : document.regions) {
        out += std::string(name_of(region.kind)) + ": ";
        for (const Piece& piece : document.pieces) {
            const bool inside = piece.view.empty()
                                    ? region.at.begin < piece.view.begin && piece.view.begin < region.at.end
                                    : covers(region.at, piece.view);
            if (!inside) continue;
            const std::string_view source = slice(document.bytes, piece.source);
            switch (piece.kind) {
                case PieceKind::same:
                case PieceKind::coded: append_text(out, document, piece.view); break;
                case PieceKind::point:
                    out += "‹";
                    append_readable(out, source);
                    out += "›";
                    break;
                case PieceKind::locked:
                    out += "⟪";
                    append_readable(out, source);
                    out += "⟫";
                    break;
            }
        }
        out += '\n';
    }
    if (!out.empty()) out.pop_back();
    return out;
}

std::string flaws_of(const Document& document) {
    std::uint32_t source = 0;
    std::uint32_t view = 0;
    for (const Piece& piece : document.pieces) {
        const std::string at = " at byte " + std::to_string(piece.source.begin);
        if (piece.source.begin != source || piece.source.empty()) return "gap in the source" + at;
        if (piece.view.begin != view) return "gap in the view" + at;
        source = piece.source.end;
        view = piece.view.end;
        const std::string_view shown = slice(document.view, piece.view);
        if (piece.kind == PieceKind::same && shown != slice(document.bytes, piece.source)) return "not the same" + at;
        if (piece.kind == PieceKind::point && !shown.empty()) return "a point of some width" + at;
        if (piece.kind == PieceKind::locked && shown != kLockedMark) return "locked without its mark" + at;
    }
    if (source != document.bytes.size()) return "the end of the source is missing";
    if (view != document.view.size()) return "the end of the view is missing";
    std::uint32_t end = 0;
    for (const Region& region : document.regions) {
        if (region.at.begin < end || region.at.empty() || region.at.end > view) return "regions out of order";
        end = region.at.end;
    }
    return {};
}

}  // namespace jiaodui::test
