// Tested by tests/unit/engine/proofread_test.cpp.
#include "pipeline/engine/withhold.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

constexpr int kChecks = 300;

class Search {
  public:
    Search(const Document& document, const std::vector<Hunk>& hunks,
           const std::function<bool(const Document&, std::string_view)>& same)
        : document_(document), hunks_(hunks), same_(same), kept_(hunks.size(), false) {}

    std::vector<SourceSpan> run() {
        try_range(0, hunks_.size());
        std::vector<SourceSpan> bad;
        for (std::size_t i = 0; i < hunks_.size(); ++i) {
            if (!kept_[i]) bad.push_back(hunks_[i].at);
        }
        return bad;
    }

  private:
    // Keeps as many hunks of [begin, end) as go together with those kept so far.
    void try_range(std::size_t begin, std::size_t end) {
        if (begin == end || checks_ >= kChecks) return;
        for (std::size_t i = begin; i < end; ++i) kept_[i] = true;
        ++checks_;
        std::vector<SourceEdit> edits;
        for (std::size_t i = 0; i < hunks_.size(); ++i) {
            if (kept_[i]) edits.push_back({hunks_[i].at, hunks_[i].after});
        }
        if (same_(document_, splice(document_.bytes, edits))) return;
        for (std::size_t i = begin; i < end; ++i) kept_[i] = false;
        if (end - begin == 1) return;
        const std::size_t middle = begin + (end - begin) / 2;
        try_range(begin, middle);
        try_range(middle, end);
    }

    const Document& document_;
    const std::vector<Hunk>& hunks_;
    const std::function<bool(const Document&, std::string_view)>& same_;
    std::vector<bool> kept_;
    int checks_ = 0;
};

}  // namespace

void Withheld::add_source(const Document& document, SourceSpan source, Fate fate) {
    // Pieces are in order of the source; the view span runs from the first that reaches into the stretch to the last.
    Span view{static_cast<std::uint32_t>(document.view.size()), 0};
    for (const Piece& piece : document.pieces) {
        if (piece.source.end < source.begin || piece.source.begin > source.end) continue;
        Span part = piece.view;
        if (piece.kind == PieceKind::same) {
            if (source.begin > piece.source.begin) part.begin += source.begin - piece.source.begin;
            if (source.end < piece.source.end) part.end -= piece.source.end - source.end;
        }
        view = {std::min(view.begin, part.begin), std::max(view.end, part.end)};
    }
    if (view.begin <= view.end) places_.emplace_back(view, fate);
}

std::optional<Fate> Withheld::fate_at(Span view) const {
    for (const auto& [place, fate] : places_) {
        const bool meets = share_bytes(place, view) || (view.empty() && place.begin <= view.begin && view.begin <= place.end) ||
                           (place.empty() && view.begin <= place.begin && place.begin <= view.end);
        if (meets) return fate;
    }
    return std::nullopt;
}

std::vector<SourceSpan> breaking_hunks(const Document& document, const std::vector<Hunk>& hunks,
                                       const std::function<bool(const Document&, std::string_view)>& same_structure) {
    return Search(document, hunks, same_structure).run();
}

std::vector<SourceSpan> with_changes(const std::vector<Hunk>& hunks, const std::vector<SourceSpan>& of_result) {
    std::vector<SourceSpan> out;
    for (SourceSpan place : of_result) {
        // Grown to the edges of the hunks that it touches; then the bytes that the hunks before it added or took are undone.
        std::int64_t added = 0, before_begin = 0, before_end = 0;
        for (bool grown = true; grown;) {
            grown = false;
            added = before_begin = before_end = 0;
            for (const Hunk& hunk : hunks) {
                const auto begin = static_cast<std::uint32_t>(hunk.at.begin + added);
                const auto end = static_cast<std::uint32_t>(begin + hunk.after.size());
                if (begin <= place.end && place.begin <= end && (begin < place.begin || place.end < end)) {
                    place = SourceSpan(std::min(place.begin, begin), std::max(place.end, end));
                    grown = true;
                }
                added += static_cast<std::int64_t>(hunk.after.size()) - static_cast<std::int64_t>(hunk.at.size());
                if (end < place.begin) before_begin = added;
                if (begin <= place.end) before_end = added;
            }
        }
        out.push_back(SourceSpan(static_cast<std::uint32_t>(place.begin - before_begin),
                                 static_cast<std::uint32_t>(place.end - before_end)));
    }
    return out;
}

}  // namespace jiaodui
