// Tested by tests/unit/lexicon/line_end_test.cpp.
#include "pipeline/lexicon/line_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kLocked = "\xEF\xBF\xBC";
constexpr char32_t kLatinRun = 'A';
constexpr char32_t kNobody = 1;  // beyond the ends of the page

// Kinds of features. The numbers are part of the model: change them, and its version (line_end_model.cpp).
enum Kind : std::uint64_t {
    kAlways = 1,
    kBefore = 10,
    kAfter = 20,
    kAround = 30,
    kLength = 40,
    kNextLength,
    kLengths,
    kPageWidth,
    kWidthAndLength,
    kWidthAndLengths,
    kStart1 = 49,
    kStart2,
    kStart3,
    kNextEnd1,
    kNextEnd2,
    kPreviousStart,
    kPreviousEnd,
    kSecondStart1,
    kSecondStart2,
    kSameEnds,
    kSameStarts,
    kOfLine = 70,
    kOfNext,
    kWordOfLine,
    kWordOfNext,
    kClassBefore,
    kClassAfter,
    kClassesBefore2,
    kClassesAfter2,
    kClassesAround11,
    kClassesAround21,
    kClassesAround12,
    kClassesAround22,
    kClassesBefore3,
    kClassesAfter3,
    kClassesOfNextEnd,
    kClassesOfSecondStart,
    kLast = 100,
    kLastTwo,
    kSinceSentence,
    kSinceMark,
    kSinceParagraph,
    kSentenceSoFar,
    kParagraphSoFar,
    kTwoAndMark,
    kLastAndAfter1,
    kLastAndAfter2,
    kSentenceStart,
    kSentenceStartAndAfter,
    kClausesAndAfter,
    kSinceAndAfter,
    kClauseStart,
    kClauseStartAndAfter,
    kTopics,
    kParagraphAndAfter,
    kLastAndClassesAfter,
    kClassesOfSentenceAndAfter1,
    kClassesOfSentenceAndAfter2,
    kClausesAndClassesAfter,
};

constexpr int kReach = 4;               // symbols of the n-grams on either side
constexpr std::int64_t kFarthest = 64;  // symbols of the lines that are looked at, on either side
constexpr std::uint64_t kStartBefore = 77, kStartAfter = 78;

// Buckets that grow with the number.
std::uint64_t step(std::uint64_t n) {
    return n < 12 ? n : n < 20 ? 12 + (n - 12) / 2 : n < 40 ? 16 + (n - 20) / 5 : 20;
}
std::uint64_t wide_step(std::uint64_t n) {
    return n < 10    ? n / 2
           : n < 40  ? 5 + (n - 10) / 5
           : n < 100 ? 11 + (n - 40) / 10
           : n < 400 ? 17 + (n - 100) / 50
                     : 24;
}

// The symbol at a place that may lie beyond the page.
struct Reader {
    const LineText& text;
    std::uint64_t operator()(std::int64_t i) const {
        return i < 0 || i >= static_cast<std::int64_t>(text.symbols.size())
                   ? kNobody
                   : text.symbols[static_cast<std::size_t>(i)].symbol;
    }
    [[nodiscard]] std::uint64_t pair(std::int64_t i) const { return both((*this)(i), (*this)(i + 1)); }
};

// The classes of a text's words, where they are known. Places are symbols and may lie beyond the page.
struct ClassReader {
    static constexpr std::uint64_t kNoClass = 1 << 16;

    const LineText& text;

    [[nodiscard]] bool has(std::int64_t i) const { return i >= 0 && i < static_cast<std::int64_t>(text.words.size()); }
    [[nodiscard]] const LineWord& word(std::int64_t i) const { return text.words[static_cast<std::size_t>(i)]; }
    std::uint64_t operator()(std::int64_t i) const { return has(i) ? word(i).word_class : kNoClass; }
    // The word before or after the one that the symbol is part of.
    [[nodiscard]] std::int64_t previous(std::int64_t i) const { return has(i) ? i - word(i).before - 1 : i; }
    [[nodiscard]] std::int64_t next(std::int64_t i) const { return has(i) ? i + word(i).after + 1 : i; }
    // Of the word and the one after it.
    [[nodiscard]] std::uint64_t pair(std::int64_t i) const { return both((*this)(i), (*this)(next(i))); }
};

// The first and the last symbol of the place's line and the next, as far as they are looked at.
std::pair<std::int64_t, std::int64_t> lines_near(const LinePlace& place) {
    const auto i = static_cast<std::int64_t>(place.symbol);
    return {std::max<std::int64_t>(place.line_begin, i + 1 - kFarthest),
            std::min<std::int64_t>(place.next_end, i + kFarthest)};
}

template <class Add>
void class_features(const LineText& text, const LinePlace& place, Add&& add) {
    const ClassReader of{text};
    const auto i = static_cast<std::int64_t>(place.symbol);
    const auto next_end = static_cast<std::int64_t>(place.next_end);
    const std::int64_t second_before = of.previous(i);
    const std::uint64_t before1 = of(i), before2 = both(of(second_before), before1);
    const std::uint64_t after1 = of(i + 1), after2 = of.pair(i + 1);
    add(kClassBefore, before1);
    add(kClassAfter, after1);
    add(kClassesBefore2, before2);
    add(kClassesAfter2, after2);
    add(kClassesAround11, both(before1, after1));
    add(kClassesAround21, both(before2, after1));
    add(kClassesAround12, both(before1, after2));
    add(kClassesAround22, both(before2, after2));
    add(kClassesBefore3, both(of(of.previous(second_before)), before2));
    add(kClassesAfter3, both(after1, of.pair(of.next(i + 1))));
    add(kClassesOfNextEnd, both(of(next_end), of(of.previous(next_end))));
    add(kClassesOfSecondStart, of.pair(next_end + 1));
    const auto [first, farthest] = lines_near(place);
    for (std::int64_t j = first; j <= farthest; j = of.next(j))
        add(j <= i ? kWordOfLine : kWordOfNext, of.word(j).name);
}

void note_mark(LineGap& gap, char32_t ch) {
    LineEnd end = LineEnd::comma;
    bool odd = false;
    switch (ch) {
        case ',': end = LineEnd::comma; break;
        case '?': end = LineEnd::question; break;
        case '!': end = LineEnd::exclamation; break;
        case ':': end = LineEnd::colon; break;
        case ';':
        case U'；':
        case U'…':
        case U'—': odd = true; break;
        default:
            if (!line_end_of(ch, end)) return;
    }
    if (gap.marked && (odd || end == LineEnd::comma)) return;  // the weightier one stands
    gap.marked = true;
    gap.mark = end;
    gap.odd = odd;
}

void note_break(LineGap& gap, Span at) {
    if (!gap.line) gap.line_at = at;
    gap.line = true;
}

bool joins_number(char32_t ch) { return ch == '.' || ch == ',' || ch == ':'; }

}  // namespace

void append_region(LineText& out, std::string_view text, Span region, std::span<const std::uint32_t> breaks) {
    const std::size_t first = out.symbols.size();
    auto next_break = std::upper_bound(breaks.begin(), breaks.end(), region.begin);
    for (std::uint32_t at = region.begin; at < region.end;) {
        const utf8::Decoded here = utf8::decode(text, at);
        const bool inside = out.symbols.size() > first;
        LineSymbol* last = inside ? &out.symbols.back() : nullptr;
        for (; next_break != breaks.end() && *next_break <= at; ++next_break) {
            if (last != nullptr) note_break(last->gap, {*next_break, *next_break});
        }
        const Span byte_span{at, at + here.length};
        at += here.length;
        const bool touching = last != nullptr && last->at.end == byte_span.begin && !last->gap.line;
        const bool after_digit = touching && last->symbol >= '1' && last->symbol <= '4';
        if (after_digit && joins_number(here.ch) && is_digit(utf8::decode(text, at).ch)) {
            last->at.end = byte_span.end;
            ++last->width;
        } else if (is_digit(here.ch)) {
            if (after_digit) {
                last->symbol = std::min<char32_t>(last->symbol + 1, '4');
                last->at.end = byte_span.end;
                ++last->width;
            } else {
                out.symbols.push_back({'1', byte_span, 1, {}});
            }
        } else if (is_latin(here.ch)) {
            if (touching && last->symbol == kLatinRun) {
                last->at.end = byte_span.end;
                ++last->width;
            } else {
                out.symbols.push_back({kLatinRun, byte_span, 1, {}});
            }
        } else if (here.ch == '%' || here.ch == U'·' || (here.ch > 0x7F && is_content(here.ch))) {
            out.symbols.push_back({here.ch, byte_span, 1, {}});
        } else if (last != nullptr) {
            if (here.ch == '\n') {
                note_break(last->gap, byte_span);
            } else if (slice(text, byte_span) == kLocked) {
                last->gap.barrier = true;
            } else if (is_space(here.ch)) {
                Span& space = last->gap.space;
                if (last->at.end == byte_span.begin) space = byte_span;
                else if (!space.empty() && space.end == byte_span.begin) space.end = byte_span.end;
            } else {
                note_mark(last->gap, here.ch);
            }
        }
    }
    if (out.symbols.size() > first) out.symbols.back().gap.barrier = true;
}

std::uint32_t width_of(const LineText& text, std::span<const std::uint32_t> ends) {
    constexpr std::size_t kMost = 64;
    std::array<std::size_t, kMost> lines{};
    std::size_t begin = 0;
    for (const std::uint32_t end : ends) {
        std::size_t width = 0;
        for (; begin <= end; ++begin) width += text.symbols[begin].width;
        ++lines[std::min(width, kMost - 1)];
    }
    std::size_t longer = 0, width = ends.empty() ? 0 : kMost - 1;
    while (width > 0 && (longer += lines[width]) * 20 < ends.size()) --width;
    return static_cast<std::uint32_t>(width);
}

LineHistory LineHistory::then(LineEnd end, std::uint32_t symbol) const {
    LineHistory out = *this;
    out.before_last = last;
    out.last = end;
    switch (end) {
        case LineEnd::join: break;
        case LineEnd::comma:
        case LineEnd::enumeration:
        case LineEnd::colon:
            ++out.clauses;
            out.clause = symbol + 1;
            break;
        case LineEnd::stop:
        case LineEnd::question:
        case LineEnd::exclamation:
        case LineEnd::paragraph:
            out.clauses = 0;
            out.clause = out.sentence = symbol + 1;
            ++out.sentences;
            if (end == LineEnd::paragraph) {
                out.sentences = 0;
                out.paragraph = symbol + 1;
            }
            break;
    }
    return out;
}

void place_features(const LineText& text, const LinePlace& place, std::vector<FeatureHash>& out) {
    out.clear();
    const Reader at{text};
    const auto i = static_cast<std::int64_t>(place.symbol);
    const auto begin = static_cast<std::int64_t>(place.line_begin);
    const auto next_end = static_cast<std::int64_t>(place.next_end);
    const auto add = [&](std::uint64_t kind, std::uint64_t value) { out.push_back(both(kind, value)); };
    out.push_back(always());
    std::uint64_t before[kReach + 1] = {kStartBefore}, after[kReach + 1] = {kStartAfter};
    for (int n = 1; n <= kReach; ++n) {
        before[n] = both(before[n - 1], at(i + 1 - n));
        after[n] = both(after[n - 1], at(i + n));
        add(kBefore + static_cast<std::uint64_t>(n), before[n]);
        add(kAfter + static_cast<std::uint64_t>(n), after[n]);
    }
    constexpr int kSizes[][2] = {{1, 1}, {1, 2}, {2, 1}, {2, 2}};
    for (const auto& [left, right] : kSizes) {
        add(both(kAround, static_cast<std::uint64_t>(left * 8 + right)), both(before[left], after[right]));
    }
    constexpr std::int64_t kShortest = 4;  // in the training text only a paragraph's last line is shorter than this
    const std::uint64_t length = step(static_cast<std::uint64_t>(std::max(kShortest, i - begin + 1)));
    const std::uint64_t next_length = step(static_cast<std::uint64_t>(std::max(kShortest, next_end - i)));
    add(kLength, length);
    add(kNextLength, next_length);
    add(kLengths, length * 64 + next_length);
    const std::uint64_t page_width = std::min<std::uint64_t>(place.width, 40) / 2;
    add(kPageWidth, page_width);
    add(kWidthAndLength, page_width * 64 + length);
    add(kWidthAndLengths, (page_width * 64 + length) * 64 + next_length);
    const std::uint64_t start = at.pair(begin);
    add(kStart1, at(begin));
    add(kStart2, start);
    add(kStart3, both(start, at(begin + 2)));
    add(kNextEnd1, at(next_end));
    add(kNextEnd2, at.pair(next_end - 1));
    add(kPreviousStart, at.pair(place.previous_begin));
    add(kPreviousEnd, at.pair(begin - 2));
    add(kSecondStart1, at(next_end + 1));
    add(kSecondStart2, at.pair(next_end + 1));
    add(kSameEnds, (at(i) == at(next_end) ? 2u : 0u) + (at(i) == at(begin - 1) ? 1u : 0u));
    add(kSameStarts, at(i + 1) == at(begin) ? 1u : 0u);
    const auto [first, farthest] = lines_near(place);
    for (std::int64_t j = first; j <= farthest; ++j) add(j <= i ? kOfLine : kOfNext, at(j));
    if (!text.words.empty()) class_features(text, place, add);
}

void history_features(const LineText& text, const LinePlace& place, const LineHistory& history,
                      std::vector<FeatureHash>& out) {
    out.clear();
    const Reader at{text};
    const auto i = static_cast<std::int64_t>(place.symbol);
    const auto add = [&](std::uint64_t kind, std::uint64_t value) { out.push_back(both(kind, value)); };
    const auto last = static_cast<std::uint64_t>(history.last);
    const std::uint64_t two = last * 16 + static_cast<std::uint64_t>(history.before_last);
    const std::uint64_t since_mark = wide_step(place.symbol + 1 - history.clause);
    const std::uint64_t since_sentence = wide_step(place.symbol + 1 - history.sentence);
    const std::uint64_t since_paragraph = wide_step(place.symbol + 1 - history.paragraph);
    const std::uint64_t clauses = std::min<std::uint64_t>(history.clauses, 6);
    const std::uint64_t next = at(i + 1), next2 = at.pair(i + 1);
    const std::uint64_t sentence_start = at.pair(history.sentence), clause_start = at.pair(history.clause);
    add(kLast, last);
    add(kLastTwo, two);
    add(kSinceSentence, since_sentence);
    add(kSinceMark, since_mark);
    add(kSinceParagraph, since_paragraph);
    add(kSentenceSoFar, since_sentence * 32 + clauses + (last << 20));
    add(kParagraphSoFar, since_paragraph * 32 + std::min<std::uint64_t>(history.sentences, 8));
    add(kTwoAndMark, both(two, since_mark));
    add(kLastAndAfter1, both(last, next));
    add(kLastAndAfter2, both(last, next2));
    add(kSentenceStart, sentence_start);
    add(kSentenceStartAndAfter, both(sentence_start, next2));
    add(kClausesAndAfter, both(std::min<std::uint64_t>(clauses, 4), next2));
    add(kSinceAndAfter, both(since_sentence, next));
    add(kClauseStart, clause_start);
    add(kClauseStartAndAfter, both(clause_start, next));
    add(kTopics, both(at(history.sentence), next));
    add(kParagraphAndAfter, both(since_paragraph, next2));
    if (text.words.empty()) return;
    const ClassReader of{text};
    const std::uint64_t sentence = of.pair(history.sentence), classes_after = of.pair(i + 1);
    add(kLastAndClassesAfter, both(last, classes_after));
    add(kClassesOfSentenceAndAfter1, both(sentence, of(i + 1)));
    add(kClassesOfSentenceAndAfter2, both(sentence, classes_after));
    add(kClausesAndClassesAfter, both(std::min<std::uint64_t>(clauses, 4), classes_after));
}

FeatureHash ends_with(std::u32string_view symbols) {
    std::uint64_t hash = kStartBefore;
    for (auto it = symbols.rbegin(); it != symbols.rend(); ++it) hash = both(hash, *it);
    return both(kBefore + symbols.size(), hash);
}

FeatureHash next_begins_with(std::u32string_view symbols) {
    std::uint64_t hash = kStartAfter;
    for (const char32_t symbol : symbols) hash = both(hash, symbol);
    return both(kAfter + symbols.size(), hash);
}

FeatureHash line_begins_with(std::u32string_view symbols) {
    const std::uint64_t pair = both(symbols[0], symbols[1]);
    return symbols.size() == 2 ? both(kStart2, pair) : both(kStart3, both(pair, symbols[2]));
}

FeatureHash always() { return both(kAlways, 0); }

}  // namespace jiaodui
