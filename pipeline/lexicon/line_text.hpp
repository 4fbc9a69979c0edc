// LineText: a page as the model of line ends reads it — its content as symbols, and what stands between two of them.
//
// Han and other letters are symbols of their own; a run of digits is one symbol that knows its length up to four, a run
// of Latin letters is one. Marks, quotes, brackets and line breaks are no symbols: they are the gap after the symbol
// before them. So text with marks (an archive to learn from) and captions without (a page to work on) are the same to
// the features, which see the symbols on both sides and where the lines end, never the marks.
//
// The features of a place are n-grams before and after it, alone and together, of characters and of the classes of the
// words; how its line and the lines around it begin, end and how long they are; the characters and words of its line
// and the next; and what was decided before: the last two decisions, how long ago the last mark, full stop and
// paragraph were. All of them hashed to 64 bits.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/feature_hash.hpp"
#include "pipeline/lexicon/line_end.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

// What stands between two symbols. Several may hold at once.
struct LineGap {
    bool marked = false;           // some mark that ends or divides a clause
    LineEnd mark = LineEnd::join;  // which; comma for ； and …, which are no classes of their own
    bool odd = false;              // ；… and the like: not learned from
    bool line = false;             // a line break within the paragraph
    bool paragraph = false;        // the paragraph ends, and another one follows
    bool barrier = false;          // something that text does not run through: a heading, an image, a list
    Span line_at;                  // of the text: the line feed that is shown; empty where it is hidden
    Span space;                    // spaces with nothing but them between the two symbols; empty: none
};

struct LineSymbol {
    char32_t symbol = 0;
    Span at;                  // bytes of the text
    std::uint32_t width = 1;  // characters
    LineGap gap;              // after it
};

// Words that stand among the same words share a class.
using WordClass = std::uint16_t;
inline constexpr WordClass kNoWordClass = 0;

// The word that a symbol is part of.
struct LineWord {
    std::uint32_t name = 0;  // equal for equal words
    WordClass word_class = kNoWordClass;
    std::uint8_t before = 0, after = 0;  // its symbols on either side of this one
};

struct LineText {
    std::vector<LineSymbol> symbols;
    std::vector<LineWord> words;  // of each symbol, where words are known (lexicon/word_classes.hpp); else empty
};

// A region's text, appended. `breaks`: where hidden line breaks stand in it (bytes of the text, sorted); line feeds
// that are shown count as well. The last symbol's gap is a barrier unless the caller says otherwise.
void append_region(LineText& out, std::string_view text, Span region, std::span<const std::uint32_t> breaks);

// What was decided so far, from the left.
struct LineHistory {
    LineEnd last = LineEnd::paragraph;
    LineEnd before_last = LineEnd::paragraph;
    std::uint32_t clause = 0;     // symbol after the last mark
    std::uint32_t sentence = 0;   // … after the last full stop
    std::uint32_t paragraph = 0;  // … after the last paragraph
    std::uint16_t clauses = 0;    // in the sentence so far
    std::uint16_t sentences = 0;  // in the paragraph so far

    [[nodiscard]] LineHistory then(LineEnd end, std::uint32_t symbol) const;
};

// A place: the gap after `symbol`, in the line [line_begin, symbol], before the line (symbol, next_end].
struct LinePlace {
    std::uint32_t symbol = 0;
    std::uint32_t line_begin = 0;
    std::uint32_t next_end = 0;
    std::uint32_t previous_begin = 0;  // of the line before
    std::uint32_t width = 0;           // of the page's lines, see width_of()
};

// The characters of the longest lines, but for one of twenty: what tells captions that were cut at a width from those
// that were cut where the speaker paused. Lines end after the symbols `ends`.
[[nodiscard]] std::uint32_t width_of(const LineText& text, std::span<const std::uint32_t> ends);

// Replaces `out`.
void place_features(const LineText& text, const LinePlace& place, std::vector<FeatureHash>& out);
void history_features(const LineText& text, const LinePlace& place, const LineHistory& history,
                      std::vector<FeatureHash>& out);

// The features that a table written by hand can name: the text that ends a line or begins the next, 1 to 4 symbols.
[[nodiscard]] FeatureHash ends_with(std::u32string_view symbols);
[[nodiscard]] FeatureHash next_begins_with(std::u32string_view symbols);
[[nodiscard]] FeatureHash line_begins_with(std::u32string_view symbols);  // 2 or 3
[[nodiscard]] FeatureHash always();

}  // namespace jiaodui
