// OffsetMap: where the bytes of one text went when it became another by a set of replacements.
//
// The law. A map is a list of steps (from, to): the bytes `from` of the old text were replaced by the bytes `to` of
// the new one. Steps are added left to right, do not overlap and lie between stretches that did not change. Then:
//   1. A byte outside every step has exactly one counterpart, and back(forward(x)) = x.
//   2. back() of a span that shares a byte with a step covers that step's whole `from`: a correction made on corrected
//      text is answerable for all the text it rests on.
//   3. An anchor is a place between two bytes. Text inserted at an anchor stays left of it.
//   4. Maps compose: the composition obeys 1–3 between the first text and the last, and names, for each of its steps,
//      the steps of both maps that went into it.
// Maps of successive stages are kept apart, so that no author of a change is forgotten; they are composed only to
// find what changed in the end.
//
// All offsets are bytes. Queries take O(log steps). Immutable once built; safe to read from many threads.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

class OffsetMap {
  public:
    struct Step {
        Span from;
        Span to;
        friend bool operator==(const Step&, const Step&) = default;
    };

    // Adds a step to the right of all others. Two steps may touch, but not two insertions at one point.
    void add(Span from, Span to);

    [[nodiscard]] std::span<const Step> steps() const { return steps_; }
    [[nodiscard]] bool identity() const { return steps_.empty(); }

    // The smallest span of the old text that the given span of the new one came from.
    [[nodiscard]] Span back(Span to) const;

    // Where an anchor at this place of the old text lies now. A place inside a step goes to the step's end.
    [[nodiscard]] std::uint32_t forward_anchor(std::uint32_t from) const;

    // Where the old text's span lies now; text inserted at its edges stays outside (locks, pending suggestions).
    [[nodiscard]] Span forward(Span from) const;

    // The same, but text inserted at its edges is inside (regions).
    [[nodiscard]] Span forward_growing(Span from) const;

    // True when a step shares a byte with the span, lies strictly inside it, or the span lies strictly inside a step.
    [[nodiscard]] bool touches(Span from) const;

  private:
    std::vector<Step> steps_;
};

// First `first`, then `second`, as one map. Steps that share bytes of the text in between become one; steps
// that only touch stay apart.
struct Composition {
    // Half-open ranges of the steps of either map that became one step of `map`.
    struct Origin {
        std::size_t first_begin = 0, first_end = 0, second_begin = 0, second_end = 0;
    };
    OffsetMap map;
    std::vector<Origin> origins;  // one a step of `map`
};
[[nodiscard]] Composition compose(const OffsetMap& first, const OffsetMap& second);

}  // namespace jiaodui
