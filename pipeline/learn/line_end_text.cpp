// Tested by tests/unit/learn/line_end_training_test.cpp.
#include "pipeline/learn/line_end_text.hpp"

#include <algorithm>

#include "pipeline/learn/dice.hpp"
#include "pipeline/stage/page_lines.hpp"
#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

constexpr char kNextParagraph = '\x1E';
constexpr char kBarrier = '\x0C';
constexpr std::uint32_t kShortest = 8, kLongest = 18;  // of lines that are cut at a width
constexpr std::size_t kLongestWord = 8;

bool ends_text(const LineGap& gap) { return gap.barrier || gap.paragraph; }

// How many of a thousand captions that could end after a symbol do, after so many characters.
struct Pauses {
    std::uint32_t up_to;
    std::size_t at_word, at_enumeration, at_comma, at_stop;
};
// Rounded from counts on captions beside their edited text: 8 % of 、, 73 % of ，, 93 % of what ends a sentence; half
// of all lines have 8 to 15 characters (docs/segment.md).
constexpr Pauses kPauses[] = {
    {3, 0, 0, 0, 0}, {5, 5, 40, 500, 930}, {9, 25, 40, 700, 930}, {16, 60, 120, 800, 930}, {24, 150, 300, 920, 930}};
constexpr Pauses kLongLine = {0, 750, 300, 920, 930};

// Where no mark stands a speaker pauses between phrases, not between any two words: hardly ever before 的 or after 在,
// often before 并 and after 等. Picked by counts: how often raw captions end before and after a character, less how
// often the archive has a mark there.
constexpr std::u32string_view kBeginsNoLine = U"的了年月日亿万个元着过时们次些么%";
constexpr std::u32string_view kBeginsLines = U"并其他从去我直以同这作正还可在与实特要集都为不两对更也已将被由因使给";
constexpr std::u32string_view kEndsNoLine =
    U"和在是也但而被从不与着向对就到有这于至经都大各该每且及以为把将会要能可很更最新次第";
constexpr std::u32string_view kEndsLines = U"中制下议子元等高上位品题万件亿统力局司化费学府%者后起立间";
constexpr std::size_t kLinesBegin = 6, kLinesEnd = 3;  // times as often

std::size_t between_phrases(char32_t before, char32_t after) {
    const auto is_one = [](std::u32string_view of, char32_t ch) { return of.find(ch) != std::u32string_view::npos; };
    if (is_one(kEndsNoLine, before) || is_one(kBeginsNoLine, after)) return 0;
    return (is_one(kEndsLines, before) ? kLinesEnd : 1) * (is_one(kBeginsLines, after) ? kLinesBegin : 1);
}

// Another symbol follows.
bool pauses_after(const LineText& text, std::uint32_t i, std::uint32_t length, Dice& dice) {
    const LineGap& gap = text.symbols[i].gap;
    const auto* row =
        std::find_if(std::begin(kPauses), std::end(kPauses), [&](const Pauses& one) { return length <= one.up_to; });
    const Pauses& often = row == std::end(kPauses) ? kLongLine : *row;
    const std::size_t of_thousand =
        !gap.marked ? often.at_word * between_phrases(text.symbols[i].symbol, text.symbols[i + 1].symbol)
        : gap.mark == LineEnd::enumeration ? often.at_enumeration
        : gap.mark == LineEnd::comma       ? often.at_comma
                                           : often.at_stop;
    return dice.below(1000) < of_thousand;
}

}  // namespace

std::string gather_line_text(const Document& page) {
    const LineText text = page_lines(page);
    if (shape_of(text) != PageShape::paragraphs) return {};
    std::string out;
    std::uint32_t done = 0;
    for (const LineSymbol& symbol : text.symbols) {
        // What stands before a symbol belongs to it, but for what stands before a region.
        const bool first = out.empty() || out.back() == kNextParagraph || out.back() == kBarrier;
        const std::uint32_t begin = first ? symbol.at.begin : done;
        out += std::string_view(page.view).substr(begin, symbol.at.end - begin);
        done = symbol.at.end;
        const LineGap& gap = symbol.gap;
        if (ends_text(gap)) {
            if (gap.marked) out += gap.odd ? "；" : mark_of(gap.mark);
            out += gap.paragraph ? kNextParagraph : kBarrier;
        } else if (gap.line && gap.line_at.empty()) {
            out += std::string_view(page.view).substr(done, gap.line_at.begin - done);
            out += '\n';
            done = gap.line_at.end;
        }
    }
    return out;
}

LineText read_line_text(std::string_view gathered) {
    LineText text;
    for (std::size_t at = 0; at < gathered.size();) {
        const auto ends = [](char byte) { return byte == kNextParagraph || byte == kBarrier; };
        const std::size_t end = static_cast<std::size_t>(
            std::find_if(gathered.begin() + static_cast<std::ptrdiff_t>(at), gathered.end(), ends) - gathered.begin());
        const std::size_t before = text.symbols.size();
        append_region(text, gathered, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, {});
        if (end < gathered.size() && gathered[end] == kNextParagraph && text.symbols.size() > before) {
            text.symbols.back().gap.barrier = false;
            text.symbols.back().gap.paragraph = true;
        }
        at = end + 1;
    }
    return text;
}

std::vector<bool> word_ends(const LineText& text, std::string_view bytes, const Words* words) {
    const std::size_t size = text.symbols.size();
    std::vector<bool> ends(size, true);
    if (words == nullptr) return ends;
    for (std::size_t i = 0; i < size;) {
        std::size_t longest = 1;
        for (std::size_t n = 1; n < kLongestWord && i + n < size; ++n) {
            const LineSymbol& before = text.symbols[i + n - 1];
            const LineSymbol& here = text.symbols[i + n];
            if (before.at.end != here.at.begin || !is_han(before.symbol) || !is_han(here.symbol)) break;
            if (words->contains(bytes.substr(text.symbols[i].at.begin, here.at.end - text.symbols[i].at.begin)))
                longest = n + 1;
        }
        for (std::size_t n = 0; n + 1 < longest; ++n) ends[i + n] = false;
        i += longest;
    }
    return ends;
}

std::vector<std::uint32_t> cut_into_lines(const LineText& text, const std::vector<bool>& word_ends) {
    std::vector<std::uint32_t> out;
    const auto size = static_cast<std::uint32_t>(text.symbols.size());
    for (std::uint32_t begin = 0; begin < size;) {
        std::uint32_t length = 0, last_word = size, end = size - 1;
        for (std::uint32_t i = begin; i < size; ++i) {
            const LineGap& gap = text.symbols[i].gap;
            length += text.symbols[i].width;
            if (ends_text(gap) || (length >= kShortest && (gap.marked || gap.line))) {
                end = i;
                break;
            }
            if (length >= kShortest && length <= kLongest && word_ends[i]) last_word = i;
            if (length >= kLongest) {
                end = last_word < size ? last_word : i;
                break;
            }
        }
        out.push_back(end);
        begin = end + 1;
    }
    return out;
}

std::vector<std::uint32_t> cut_at_pauses(const LineText& text, const std::vector<bool>& word_ends, std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::uint32_t> out;
    const auto size = static_cast<std::uint32_t>(text.symbols.size());
    std::uint32_t length = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
        const LineGap& gap = text.symbols[i].gap;
        length += text.symbols[i].width;
        const bool ends = i + 1 == size || ends_text(gap) || gap.line;
        if (ends || (word_ends[i] && pauses_after(text, i, length, dice))) {
            out.push_back(i);
            length = 0;
        }
    }
    return out;
}

}  // namespace jiaodui
