// NameStretches: what may be a name in a text: stretches of Han characters without common words of one character and
// with a rare character in them, so that what is no name has hardly a chance.
//
// Common and rare are meant by the language model. One object for each page and thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/model_characters.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

class NameStretches {
  public:
    static constexpr std::size_t longest = 6;  // characters

    // Both must outlive it.
    NameStretches(const Pinyin& pinyin, const ModelCharacters& characters) : pinyin_(pinyin), characters_(characters) {}

    // Makes known how often the characters of a text stand there.
    void count(std::u32string_view text);

    // visit(stretch) for all of them, from `shortest` characters on, that may have been counted `times` times: none
    // that was is left out, and most that were not are. With a number of times something must have been counted.
    template <class Visit>
    void for_each(std::u32string_view text, std::size_t shortest, std::uint32_t times, Visit&& visit) {
        const auto rare = [&](char32_t ch) { return score(ch) < kRare && (times == 0 || times_of(ch) >= times); };
        times = std::min(times, kMost);
        for (std::size_t first = 0, last = 0; first < text.size(); first = last + 1) {
            last = first;
            while (last < text.size() && is_han(text[last]) && score(text[last]) <= kCommon) ++last;
            if (last - first < shortest || std::none_of(text.begin() + first, text.begin() + last, rare)) continue;
            for (std::size_t begin = first; begin + shortest <= last; ++begin) {
                if (shortest >= 3 && times > 0 && triple(text.substr(begin, 3)) < times) continue;
                bool any = false;
                for (std::size_t end = begin; end < std::min(last, begin + longest) && recurs(text, begin, end, times);
                     ++end) {
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
    static constexpr std::size_t kTriples =
        1u << 15;  // places for counts of three characters; few of a page fall together
    static constexpr std::uint32_t kMost = 255;

    static bool is_han(char32_t ch) { return ch >= Pinyin::first_han && ch <= Pinyin::last_han; }
    [[nodiscard]] std::uint8_t& times_of(char32_t ch) { return times_[ch - Pinyin::first_han]; }
    [[nodiscard]] std::uint8_t& triple(std::u32string_view three) {
        const std::uint32_t mixed = (three[0] * 0x9E3779B1u ^ three[1]) * 0x85EBCA77u ^ three[2];
        return triples_[mixed * 0xC2B2AE3Du >> 17];
    }
    // Whether the character at `end`, and the three that end there if the stretch has three, were counted so often.
    [[nodiscard]] bool recurs(std::u32string_view text, std::size_t begin, std::size_t end, std::uint32_t times) {
        if (times == 0) return true;
        if (times_of(text[end]) < times) return false;
        return end < begin + 2 || triple(text.substr(end - 2, 3)) >= times;
    }
    [[nodiscard]] float score(char32_t ch) const { return characters_.score(ch); }

    const Pinyin& pinyin_;
    const ModelCharacters& characters_;
    // Empty while nothing is counted: of each Han character; of three together, by hash. kMost is as many or more.
    std::vector<std::uint8_t> times_;
    std::vector<std::uint8_t> triples_;
};

}  // namespace jiaodui
