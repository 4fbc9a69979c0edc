// Pauses: what stands around a word that is to go, so that no mark is left without its clause.
#pragma once

#include "pipeline/document/region.hpp"
#include "pipeline/edit/draft.hpp"

namespace jiaodui {

enum class Pause : std::uint8_t {
    none,    // other text
    short_,  // ，、 or a half-width comma
    stop,    // 。！？… or a colon, a semicolon
    end,     // the edge of a paragraph, of a line or of a cue
};

struct Pauses {
    Pause left = Pause::none;
    Pause right = Pause::none;
    Span left_mark;  // the mark there and what lies between it and the word; empty where there is none
    Span right_mark;
    bool quoted = false;  // between quotation marks: spoken of, not said
    bool last = false;    // nothing but marks follows on the line or in the cue

    // The word is all that its line or cue says.
    [[nodiscard]] bool alone() const { return left == Pause::end && last; }
    // The word is a sentence: 嗯？
    [[nodiscard]] bool sentence() const { return left >= Pause::stop && right >= Pause::stop; }
    // What goes with the word: the pause behind it where one stands before it too, the pause before it where the
    // sentence ends, the mark of a sentence that it was.
    [[nodiscard]] Span without(Span word) const;
};

[[nodiscard]] Pauses pauses_around(const Draft& draft, const Region& region, Span word);

}  // namespace jiaodui
