// decode_line_ends(): what stands at the open places of a page, read from left to right.
//
// The law. Every place says which classes may stand there. Where that is one (a mark stands there already, text does
// not run on) the place is settled and only tells the history what it is. For every other place the decoder keeps, for
// each class, its probability and the best history that leads to it, so a decision weighs everything decided before it:
// the probability of a class is the sum over the histories of its predecessors (the forward pass of a chain of eight
// states). Linear in the number of places; the same on every machine up to the rounding of float.
#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "pipeline/lexicon/line_end_model.hpp"
#include "pipeline/lexicon/line_text.hpp"

namespace jiaodui {

// A set of classes.
class LineEndSet {
  public:
    constexpr LineEndSet() = default;
    constexpr LineEndSet(std::initializer_list<LineEnd> ends) {
        for (const LineEnd end : ends) bits_ = static_cast<std::uint8_t>(bits_ | 1u << static_cast<unsigned>(end));
    }
    [[nodiscard]] static constexpr LineEndSet all() {
        LineEndSet out;
        out.bits_ = 0xFF;
        return out;
    }
    [[nodiscard]] constexpr bool has(LineEnd end) const { return (bits_ >> static_cast<unsigned>(end) & 1u) != 0; }
    [[nodiscard]] constexpr LineEndSet without(LineEnd end) const {
        LineEndSet out = *this;
        out.bits_ = static_cast<std::uint8_t>(out.bits_ & ~(1u << static_cast<unsigned>(end)));
        return out;
    }
    [[nodiscard]] constexpr int size() const { return std::popcount(bits_); }

  private:
    std::uint8_t bits_ = 0;
};

struct OpenPlace {
    LinePlace at;
    LineEndSet may = LineEndSet::all();    // never empty
    const LineEndScores* prior = nullptr;  // added to the scores; outlives the call
    bool ends_paragraph = false;           // besides: the history begins a new paragraph here
    bool within_line = false;  // judged, but no part of the history, which was learned from line end to line end
};

struct LineEndChoice {
    LineEnd best = LineEnd::join;  // the likeliest mark, then whether a paragraph ends
    LineEndScores probability{};
};

// The same where something has to stand: what would be best if the text could not just run on. That is no paragraph
// where it most likely does.
[[nodiscard]] LineEnd best_mark(const LineEndChoice& choice);

// One choice a place, in order. Places are in the order of their symbols. The words of the text are found first.
[[nodiscard]] std::vector<LineEndChoice> decode_line_ends(const LineEndModel& model, LineText& text,
                                                          std::span<const OpenPlace> places);

}  // namespace jiaodui
