// Text is shown as it comes; what lies before it is settled when the next text is known, because a border between Han
// is hidden and any other is shown. Tested by tests/unit/read/cue_formats_test.cpp and the pages of tests/spec/formats.
#include "pipeline/read/cue_writer.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/line_index.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// Cues this close are read as one text. A pause of two seconds is longer than that between sentences.
constexpr std::int64_t kPause = 2000;
constexpr std::int64_t kLineTime = 15000;  // lyrics have no end times: the same for two beginnings

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

bool follows(std::int64_t last_begin, std::int64_t last_end, std::int64_t begin) {
    if (begin == Cue::kNoTime || last_begin == Cue::kNoTime || begin < last_begin) return false;
    // The times of a file may be anything; as unsigned numbers their difference cannot overflow.
    const auto apart = [](std::int64_t from, std::int64_t to) {
        return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
    };
    if (last_end == Cue::kNoTime) return apart(last_begin, begin) < static_cast<std::uint64_t>(kLineTime);
    return begin <= last_end || apart(last_end, begin) < static_cast<std::uint64_t>(kPause);
}

}  // namespace

void CueWriter::begin_cue(std::int64_t begin_ms, std::int64_t end_ms) {
    gap(cues_ > 0 && follows(last_begin_, last_end_, begin_ms) ? Gap::line_break : Gap::region);
    last_begin_ = begin_ms;
    last_end_ = end_ms;
    ++cues_;
    in_cue_ = new_cue_ = true;
    cue_ = {{}, static_cast<std::uint32_t>(cues_), begin_ms, end_ms};
}

// Everything from the last text to this one becomes what the gap says.
void CueWriter::bridge(std::uint32_t source_begin, char32_t next) {
    if (gap_ == Gap::region || !build_.in_region()) {
        if (build_.in_region()) build_.end_region();
        build_.lock(source_begin);
        build_.begin_region(kind_);
    } else if (build_.at() < source_begin) {
        if (gap_ == Gap::hidden) {
            build_.show(std::min(text_end_, source_begin));  // blanks between two stretches of a line
            build_.hide(source_begin);
        } else if (gap_ == Gap::locked) {
            build_.lock(source_begin);
        } else if (is_han(utf8::decode_before(build_.document().view, build_.view_size()).ch) && is_han(next)) {
            build_.hide(source_begin);
        } else {
            const std::uint32_t at = build_.view_size();
            build_.code(source_begin, "\n");
            build_.lock_view({at, at + 1});
        }
    }
    gap_ = Gap::hidden;
}

void CueWriter::put_text(std::string_view shown, const Piece& piece) {
    // Cut to what is no blank on the edges of a line; blanks after it wait for what follows.
    Span at = piece.view;
    SourceSpan source = piece.source;
    if (piece.kind == PieceKind::same) {
        if (gap_ >= Gap::line_break || !build_.in_region()) {
            while (!at.empty() && is_blank(shown[at.begin])) {
                ++at.begin;
                ++source.begin;
            }
        }
        std::uint32_t tail = 0;
        while (tail < at.size() && is_blank(shown[at.end - 1 - tail])) ++tail;
        if (tail == at.size()) {
            if (at.empty() || gap_ >= Gap::line_break || !build_.in_region()) return;
            if (source.begin > std::max(text_end_, build_.at())) {  // behind a tag: they cannot wait
                bridge(source.begin, U' ');
                build_.show(source.end);
            }
            text_end_ = source.end;
            return;
        }
        bridge(source.begin, utf8::decode(shown, at.begin).ch);
        build_.show(source.end - tail);
        text_end_ = source.end;
    } else {
        bridge(source.begin, utf8::decode(shown, at.begin).ch);
        build_.code(source.end, slice(shown, at));
        text_end_ = source.end;
    }
    if (new_cue_) {
        new_cue_ = false;
        cue_.at = {source.begin, source.end};
        build_.document().cues.push_back(cue_);
    }
    if (in_cue_) build_.document().cues.back().at.end = build_.at();
}

void CueWriter::lock_part(const Piece& piece) {
    if (build_.in_region() && gap_ == Gap::hidden) {
        build_.show(std::min(text_end_, piece.source.begin));
        build_.hide(piece.source.begin);
        build_.lock(piece.source.end);
        text_end_ = piece.source.end;
    } else {
        gap(Gap::locked);  // at the head of a line: it goes with the border before it
    }
}

void CueWriter::put_part(std::string_view decoded, const Piece& piece) {
    // A line break, or a mark that the view must not hold as text.
    const std::string_view shown = slice(decoded, piece.view);
    if (piece.kind == PieceKind::coded && (shown == "\n" || shown == "\r" || shown == "\t")) {
        gap(Gap::line_break);
    } else if (piece.kind == PieceKind::coded && (shown == kLockedMark || shown[0] == '\0')) {
        lock_part(piece);
    } else {
        put_text(decoded, piece);
    }
}

void CueWriter::put(Span at) {
    if (at.empty()) return;
    const std::string_view text = slice(source_, at);
    put(text, {{PieceKind::same, {0, at.size()}, SourceSpan(at)}});
}

void CueWriter::put(std::string_view decoded, const std::vector<Piece>& pieces) {
    fences_.clear();
    const auto size = static_cast<std::uint32_t>(decoded.size());
    find_fences(decoded, {0, size}, size, fences_);
    std::size_t next = 0;
    for (Piece piece : pieces) {
        while (!piece.view.empty()) {
            while (next < fences_.size() && fences_[next].at.end <= piece.view.begin) ++next;
            const Span fence = next < fences_.size() ? fences_[next].at : Span{size, size};
            const bool inside = fence.begin <= piece.view.begin;
            Piece part = piece;
            part.view.end = std::min(piece.view.end, inside ? fence.end : fence.begin);
            // A coded character is whole: it is inside a fence when its first byte is.
            if (piece.kind != PieceKind::same) part.view.end = piece.view.end;
            if (piece.kind == PieceKind::same) part.source.end = part.source.begin + part.view.size();
            if (inside && fence.begin < fence.end) {
                lock_part(part);
            } else {
                put_part(decoded, part);
            }
            piece.view.begin = part.view.end;
            piece.source.begin = part.source.end;
        }
    }
}

void CueWriter::finish() {
    if (build_.in_region()) build_.end_region();
    build_.lock_rest();
}

Error malformed(std::string_view name, std::string_view bytes, std::size_t at, Message message, Message advice) {
    at = std::min(at, bytes.size());
    const std::string_view head = bytes.substr(0, at);
    const LineColumn place = LineIndex(head).at(static_cast<std::uint32_t>(at));
    return {ErrorCode::syntax, std::move(message), std::move(advice), {std::string(name), place.line, place.column}};
}

TextLine line_at(std::string_view bytes, std::uint32_t begin) {
    const std::size_t feed = bytes.find('\n', begin);
    TextLine line{begin, static_cast<std::uint32_t>(std::min(feed, bytes.size())), 0};
    line.next = feed == std::string_view::npos ? line.end : line.end + 1;
    if (line.end > line.begin && bytes[line.end - 1] == '\r') --line.end;
    return line;
}

ClockTime clock_at(std::string_view text, bool hours_needed) {
    std::size_t at = 0;
    const bool negative = text.starts_with('-');
    if (negative) ++at;
    std::int64_t parts[3] = {0, 0, 0};
    int count = 0;
    for (;;) {
        const std::size_t begin = at;
        std::int64_t value = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - begin < 9)
            value = value * 10 + (text[at++] - '0');
        if (at == begin || (count > 0 && at - begin != 2)) return {};
        parts[count++] = value;
        if (count == 3 || at >= text.size() || text[at] != ':') break;
        ++at;
    }
    if (count < (hours_needed ? 3 : 2)) return {};
    std::int64_t ms = (count == 3 ? (parts[0] * 60 + parts[1]) * 60 + parts[2] : parts[0] * 60 + parts[1]) * 1000;
    if (parts[count - 1] > 59 || (count == 3 && parts[1] > 59)) return {};
    if (at < text.size() && (text[at] == ',' || text[at] == '.' || text[at] == ':')) {
        const std::size_t begin = at + 1;
        std::int64_t unit = 100;
        std::size_t end = begin;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end - begin < 9) {
            ms += (text[end] - '0') * unit;
            unit /= 10;
            ++end;
        }
        if (end == begin) return {};
        at = end;
    }
    return {negative ? -ms : ms, at};
}

}  // namespace jiaodui
