// Tested by tests/unit/learn/corrections_test.cpp.
#include "pipeline/learn/word_bounds.hpp"
#include "pipeline/text/characters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace jiaodui {
namespace {

constexpr std::size_t kLongest = archive_words::kLongest;
// What a discovered word must be to count as one here.
constexpr float kCohesion = 4.0f, kFreedom = 1.4f;
constexpr double kUnknownWord = 17.0;  // nats: a word of the dictionary that the archive never uses
constexpr double kUnknownCharacter = 14.0;

constexpr std::u32string_view kFunction =
    U"的了着过得地在是和与不也就都还又很更最把被让给对从到向为以而且或但一两几个这那哪该其此各每我你他她它们有没要会能"
    U"可吗呢吧啊嘛呀上下里中来去说按至于因当用比由再将并等";

}  // namespace

bool goes_with_anything(char32_t ch) { return kFunction.find(ch) != std::u32string_view::npos; }

std::uint32_t WordBounds::count(std::span<const char32_t> characters) const {
    if (archive_ == nullptr || characters.empty()) return 0;
    const std::vector<ArchiveSymbol> symbols = archive_->symbols_of(characters);
    if (symbols.size() <= ArchiveLexicon::max_order) return archive_->count(symbols);
    if (const auto word = archive_->word(symbols)) return word->count;
    // No more often than any five of its characters.
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (std::size_t at = 0; at + ArchiveLexicon::max_order <= symbols.size(); ++at) {
        least = std::min(least, archive_->count(std::span(symbols).subspan(at, ArchiveLexicon::max_order)));
    }
    return least;
}

bool WordBounds::in_dictionary(std::span<const char32_t> characters) const {
    return words_ != nullptr && words_->contains(text_of(characters));
}

double WordBounds::attraction(char32_t left, char32_t right) const {
    if (archive_ == nullptr) return 0;
    const std::array<char32_t, 2> pair{left, right};
    const double together = count(pair), first = count(std::span(pair).first(1)),
                 second = count(std::span(pair).last(1));
    if (together == 0 || first == 0 || second == 0) return 0;
    return std::log(together * static_cast<double>(archive_->han()) / (first * second));
}

bool WordBounds::is_word(std::span<const char32_t> characters) const {
    if (in_dictionary(characters)) return true;
    if (archive_ == nullptr) return false;
    const auto found = archive_->word(archive_->symbols_of(characters));
    return found && found->cohesion >= kCohesion && found->freedom >= kFreedom;
}

bool WordBounds::is_made_of_words(std::span<const char32_t> characters) const {
    if (characters.empty()) return true;
    for (std::size_t size = 2; size <= characters.size(); ++size) {
        if (in_dictionary(characters.first(size)) && is_made_of_words(characters.subspan(size))) return true;
    }
    return false;
}

// Infinite for what is no word.
double WordBounds::cost(std::span<const char32_t> characters) const {
    const bool single = characters.size() == 1;
    if (!single && !is_word(characters)) return std::numeric_limits<double>::infinity();
    if (archive_ == nullptr) return single ? 2.0 : 1.0;
    const double seen = count(characters);
    const double none = single ? kUnknownCharacter : kUnknownWord;
    return seen > 0 ? std::min(none, std::log(static_cast<double>(archive_->han()) / seen)) : none;
}

std::vector<std::uint32_t> WordBounds::of(std::span<const char32_t> characters) const {
    const std::size_t size = characters.size();
    std::vector<double> best(size + 1, std::numeric_limits<double>::infinity());
    std::vector<std::uint32_t> from(size + 1, 0);
    best[0] = 0;
    for (std::size_t begin = 0; begin < size; ++begin) {
        for (std::size_t length = 1; length <= std::min(kLongest, size - begin); ++length) {
            const double total = best[begin] + cost(characters.subspan(begin, length));
            if (total < best[begin + length]) {
                best[begin + length] = total;
                from[begin + length] = static_cast<std::uint32_t>(begin);
            }
        }
    }
    std::vector<std::uint32_t> out{static_cast<std::uint32_t>(size)};
    for (std::uint32_t at = out.front(); at > 0;) out.push_back(at = from[at]);
    std::reverse(out.begin(), out.end());
    if (size == 0) out = {0};
    return out;
}

}  // namespace jiaodui
