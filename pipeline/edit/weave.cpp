// A walk over the pieces that are no text; between them the text is copied, or spelled by the document's encoder.
// Tested by tests/property/history_property.cpp and tests/property/reader_property.cpp.
#include "pipeline/edit/weave.hpp"

#include <algorithm>
#include <cassert>
#include <optional>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {

Weaver::Weaver(const Document& document, std::string_view text, std::span<const Span> anchors)
    : document_(document),
      text_(text),
      anchors_(anchors),
      coded_(document.encode != nullptr || !document.mirrors.empty()) {
    hidden_.reserve(anchors.size());
    for (std::uint32_t i = 0; i < document.pieces.size(); ++i) {
        const PieceKind kind = document.pieces[i].kind;
        if (kind == PieceKind::point || kind == PieceKind::locked) hidden_.push_back(i);
        coded_ = coded_ || kind == PieceKind::coded;
    }
    assert(hidden_.size() == anchors.size());
}

std::string Weaver::spelled(std::string_view text) const {
    return document_.encode != nullptr ? document_.encode(text) : std::string(text);
}

// Text of a coded document between two anchors: what it has in common with the view's is written as the source has it.
void Weaver::append_stretch(Span view, Span now, std::string& out) const {
    const std::string_view before = slice(document_.view, view);
    const std::string_view after = slice(text_, now);
    std::uint32_t head = 0;
    while (head < before.size() && head < after.size()) {
        const std::uint32_t length = utf8::decode(before, head).length;
        if (before.substr(head, length) != after.substr(head, length)) break;
        head += length;
    }
    std::uint32_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head) {
        const std::uint32_t length = utf8::decode_before(before, before.size() - tail).length;
        if (tail + length > std::min(before.size(), after.size()) - head) break;
        if (before.substr(before.size() - tail - length, length) != after.substr(after.size() - tail - length, length))
            break;
        tail += length;
    }
    const auto copy = [&](Span span) {
        if (!span.empty()) out += slice(document_.bytes, document_.to_source(span));
    };
    copy({view.begin, view.begin + head});
    if (head + tail < after.size()) out += spelled(after.substr(head, after.size() - head - tail));
    copy({view.end - tail, view.end});
}

std::string Weaver::whole() const {
    std::string out;
    out.reserve(document_.bytes.size() + 64);
    Span view{0, 0}, now{0, 0};
    const auto stretch = [&](std::uint32_t view_end, std::uint32_t now_end) {
        view.end = view_end;
        now.end = now_end;
        if (!coded_) {
            out += slice(text_, now);
        } else {
            append_stretch(view, now, out);
        }
    };
    for (std::size_t rank = 0; rank < anchors_.size(); ++rank) {
        const Piece& piece = document_.pieces[hidden_[rank]];
        stretch(piece.view.begin, anchors_[rank].begin);
        out += slice(document_.bytes, piece.source);
        view.begin = piece.view.end;
        now.begin = anchors_[rank].end;
    }
    stretch(static_cast<std::uint32_t>(document_.view.size()), static_cast<std::uint32_t>(text_.size()));
    return out;
}

Weaver::Patch Weaver::patch(Span from, Span to) const {
    Patch out;
    out.at = document_.to_source(from);
    // The hidden pieces inside the patch are a run of ranks.
    const auto view_of = [&](std::size_t rank) { return document_.pieces[hidden_[rank]].view; };
    const auto first =
        std::lower_bound(hidden_.begin(), hidden_.end(), from.begin,
                         [&](std::uint32_t piece, std::uint32_t at) { return document_.pieces[piece].view.end < at; });
    std::uint32_t done = to.begin;
    std::optional<std::uint32_t> part_begin;
    const auto add = [&](std::uint32_t source_end, std::string_view text) {
        std::string written = text.empty() ? std::string() : spelled(text);
        out.text += written;
        const std::uint32_t begin = part_begin.value_or(std::min(out.at.begin, source_end));
        out.parts.push_back({{begin, std::max(begin, source_end)}, std::move(written)});
    };
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
        add(source.begin, text_.substr(done, now.begin - done));
        out.text += slice(document_.bytes, source);
        part_begin = source.end;
        done = now.end;
    }
    add(out.at.end, text_.substr(done, to.end - done));
    return out;
}

bool Weaver::markup_moved_past(Span from, Span to) const {
    const auto first =
        std::lower_bound(hidden_.begin(), hidden_.end(), from.begin,
                         [&](std::uint32_t piece, std::uint32_t at) { return document_.pieces[piece].view.end < at; });
    for (auto rank = static_cast<std::size_t>(first - hidden_.begin()); rank < hidden_.size(); ++rank) {
        const Span view = document_.pieces[hidden_[rank]].view;
        if (view.begin >= from.end) break;
        if (view.begin >= from.begin && anchors_[rank].begin > to.end) return true;
    }
    return false;
}

namespace {

// The mirror's pieces that share a byte with the span, or, for a place, the one that ends there, else begins there.
std::span<const Piece> pieces_in(std::span<const Piece> pieces, Span span) {
    auto first = std::lower_bound(pieces.begin(), pieces.end(), span.begin,
                                  [](const Piece& piece, std::uint32_t at) { return piece.view.end < at; });
    if (span.empty()) {
        const bool here = first != pieces.end() && first->view.begin <= span.begin;
        return {first, first + (here ? 1 : 0)};
    }
    if (first != pieces.end() && first->view.end == span.begin) ++first;
    auto last = first;
    while (last != pieces.end() && last->view.begin < span.end) ++last;
    return {first, last};
}

// The part of a piece that a stretch of the view has.
Piece clipped(const Piece& piece, Span span) {
    Piece out = piece;
    out.view = {std::max(piece.view.begin, span.begin), std::min(piece.view.end, span.end)};
    if (piece.kind == PieceKind::same) {
        out.source.begin += out.view.begin - piece.view.begin;
        out.source.end -= piece.view.end - out.view.end;
    } else if (span.empty()) {
        const std::uint32_t at = span.begin == piece.view.begin ? piece.source.begin : piece.source.end;
        out.source = {at, at};
    }
    return out;
}

}  // namespace

std::vector<SourceEdit> Weaver::mirrored(Span from, std::string_view text) const {
    std::vector<SourceEdit> out;
    for (const Mirror& mirror : document_.mirrors) {
        std::vector<Piece> words;  // pieces of one string are one word
        for (const Piece& piece : pieces_in(mirror.pieces, from)) {
            const Piece part = clipped(piece, from);
            if (!words.empty() && words.back().source.end == part.source.begin &&
                words.back().view.end == part.view.begin) {
                words.back().source.end = part.source.end;
                words.back().view.end = part.view.end;
            } else {
                words.push_back(part);
            }
        }
        const bool share = words.size() > 1 && utf8::count(slice(document_.view, from)) == utf8::count(text);
        std::size_t done = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            // Sharing gives each word as many characters as it had; those that no word has belong to nobody.
            std::string_view part = i == 0 ? text : std::string_view{};
            if (share) {
                const auto advance = [&](std::size_t characters) {
                    const std::size_t begin = done;
                    while (characters-- > 0 && done < text.size()) done += utf8::decode(text, done).length;
                    return text.substr(begin, done - begin);
                };
                const std::uint32_t gap_begin = i == 0 ? from.begin : words[i - 1].view.end;
                (void)advance(utf8::count(slice(document_.view, {gap_begin, words[i].view.begin})));
                part = advance(utf8::count(slice(document_.view, words[i].view)));
            }
            if (part == slice(document_.view, words[i].view)) continue;
            out.push_back({words[i].source, spelled(part)});
        }
    }
    std::sort(out.begin(), out.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    return out;
}

}  // namespace jiaodui
