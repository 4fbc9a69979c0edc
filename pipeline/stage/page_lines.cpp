// Tested by tests/unit/stage/segment_test.cpp.
#include "pipeline/stage/page_lines.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

bool only_blank(std::string_view text) { return text.find_first_not_of(kBlank) == std::string_view::npos; }

// Regions that are paragraphs, each appended with its breaks; two with nothing but blank lines between them are
// neighbours.
template <class Regions, class Between>
LineText gather(std::string_view text, const Regions& regions, const std::vector<std::uint32_t>& breaks,
                Between&& blank_between) {
    LineText out;
    out.symbols.reserve(text.size() / 3);
    const Region* last = nullptr;
    for (const Region& region : regions) {
        if (region.kind != RegionKind::paragraph) continue;
        const std::size_t before = out.symbols.size();
        if (last != nullptr && before > 0 && last->ordinal + 1 == region.ordinal &&
            blank_between(last->at, region.at)) {
            LineGap& gap = out.symbols.back().gap;
            gap.barrier = false;
            gap.paragraph = true;
        }
        append_region(out, text, region.at, breaks);
        if (out.symbols.size() == before && before > 0) {  // a region without content, such as a row of dashes
            out.symbols.back().gap.barrier = true;
            out.symbols.back().gap.paragraph = false;
        }
        last = &region;
    }
    return out;
}

}  // namespace

LineText page_lines(const Document& document) {
    std::vector<std::uint32_t> breaks;
    for (const Piece& piece : document.pieces) {
        if (piece.kind == PieceKind::point &&
            slice(document.bytes, piece.source).find('\n') != std::string_view::npos) {
            breaks.push_back(piece.view.begin);
        }
    }
    return gather(document.view, document.regions, breaks, [&](Span first, Span second) {
        const SourceSpan before = document.to_source(first), after = document.to_source(second);
        return before.end <= after.begin &&
               only_blank(std::string_view(document.bytes).substr(before.end, after.begin - before.end));
    });
}

LineText page_lines(const Draft& draft) {
    std::vector<std::uint32_t> breaks;
    for (const Span anchor : draft.anchors) {
        if (!anchor.empty()) continue;
        const utf8::Decoded left = utf8::decode_before(draft.text, anchor.begin);
        const utf8::Decoded right = utf8::decode(draft.text, anchor.begin);
        const SourceSpan before = draft.to_source(Span{anchor.begin - left.length, anchor.begin});
        const SourceSpan after = draft.to_source(Span{anchor.begin, anchor.begin + right.length});
        if (before.end >= after.begin) continue;
        const std::string_view hidden = draft.source.substr(before.end, after.begin - before.end);
        if (hidden.find('\n') != std::string_view::npos) breaks.push_back(anchor.begin);
    }
    return gather(draft.text, draft.regions, breaks, [&](Span first, Span second) {
        const SourceSpan before = draft.to_source(first), after = draft.to_source(second);
        return before.end <= after.begin && only_blank(draft.source.substr(before.end, after.begin - before.end));
    });
}

PageShape shape_of(const LineText& text) {
    std::size_t characters = 0, lines = 0, bare = 0, stops = 0;
    for (const LineSymbol& symbol : text.symbols) {
        characters += symbol.width;
        if (!symbol.gap.line) continue;
        ++lines;
        bare += symbol.gap.marked ? 0 : 1;
        const LineEnd mark = symbol.gap.mark;
        stops += symbol.gap.marked && mark != LineEnd::comma && mark != LineEnd::enumeration && !symbol.gap.odd ? 1 : 0;
    }
    // A break for every 60 characters at least; fewer are somebody's choice (a verse, an address).
    if (lines < 6 || characters > 60 * lines) return PageShape::paragraphs;
    if (bare * 2 > lines) return PageShape::captions;
    return stops * 5 > lines * 4 ? PageShape::paragraphs : PageShape::wrapped;
}

PageShape shape_of(const Document& document) { return shape_of(page_lines(document)); }

std::string_view name_of(PageShape shape) {
    switch (shape) {
        case PageShape::captions: return "captions";
        case PageShape::wrapped: return "wrapped";
        case PageShape::paragraphs: break;
    }
    return "paragraphs";
}

}  // namespace jiaodui
