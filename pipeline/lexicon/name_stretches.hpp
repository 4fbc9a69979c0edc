// NameStretches: what may be a name in a text: stretches of Han characters without common words of one character and
// with a rare character in them, so that what is no name has hardly a chance.
//
// Common and rare are meant by the language model. Each character is asked of it once; one object for each page and
// thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/segmenter.hpp"

namespace jiaodui {

class NameStretches {
  public:
    static constexpr std::size_t longest = 6;  // characters

    // Both must outlive it.
    NameStretches(const Pinyin& pinyin, const Segmenter& segmenter)
        : pinyin_(pinyin), segmenter_(segmenter), known_(Pinyin::last_han - Pinyin::first_han + 1) {}

    // Makes known how often the characters of a text stand there.
    void count(std::u32string_view text);

    // visit(stretch) for all of them, from `shortest` characters on, with a rare character that was counted `times`
    // times.
    template <class Visit>
    void for_each(std::u32string_view text, std::size_t shortest, std::uint32_t times, Visit&& visit) {
        const auto rare = [&](char32_t ch) { return of(ch).times >= times && score(ch) < kRare; };
        for (std::size_t first = 0, last = 0; first < text.size(); first = last + 1) {
            last = first;
            while (last < text.size() && is_han(text[last]) && score(text[last]) <= kCommon) ++last;
            if (last - first < shortest || std::none_of(text.begin() + first, text.begin() + last, rare)) continue;
            for (std::size_t begin = first; begin < last; ++begin) {
                bool any = false;
                for (std::size_t end = begin; end < std::min(last, begin + longest); ++end) {
                    any = any || rare(text[end]);
                    if (any && end + 1 - begin >= shortest) visit(text.substr(begin, end + 1 - begin));
                }
            }
        }
    }

    // It begins or ends with a common word that the name can do without (总统|普拉博沃).
    [[nodiscard]] bool padded(std::u32string_view stretch) const;
    // An end of it makes a word with what stands beside it (党|政机关, 投|资基金). The stretch is of the text.
    [[nodiscard]] bool cut_from_words(std::u32string_view text, std::u32string_view stretch) const;

  private:
    static constexpr float kCommon = -3.6f, kRare = -4.2f;  // scores of a character as a word
    struct Known {
        float score = 1;  // not asked yet
        std::uint32_t times = 0;
    };

    static bool is_han(char32_t ch) { return ch >= Pinyin::first_han && ch <= Pinyin::last_han; }
    [[nodiscard]] Known& of(char32_t ch) { return known_[ch - Pinyin::first_han]; }
    float score(char32_t ch) {
        Known& known = of(ch);
        if (known.score > 0) known.score = segmenter_.character_score(ch);
        return known.score;
    }

    const Pinyin& pinyin_;
    const Segmenter& segmenter_;
    std::vector<Known> known_;
};

}  // namespace jiaodui
