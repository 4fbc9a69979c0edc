// WordClasses: the words that an archive uses, each with its class: words that stand among the same words share one
// (在 从 对, 中国 日本 印度, 是 就是 也是; learn/word_clusters.hpp). What is learned of a class holds of words that
// were seldom seen, or never where they stand now.
//
// The words of a text are the longest ones from the left; a symbol of LineText is never divided, so a number or a run
// of Latin letters is a word, and no word goes on over a mark, a space or a line's end. A symbol that begins no word of
// the table is a word without a class. Where the table is empty nothing is known of any symbol.
//
// The bytes are untrusted: view() checks that the table is as long as it says. Immutable; shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/lexicon/line_text.hpp"

namespace jiaodui {

// A word is known by the hash of its symbols.
using WordHash = std::uint64_t;
[[nodiscard]] WordHash word_hash(std::u32string_view symbols);

class WordClasses {
  public:
    static constexpr std::size_t longest = 8;  // symbols of a word

    // Uses the bytes where they lie.
    [[nodiscard]] static bool view(std::string_view bytes, WordClasses& out);
    // Words with their classes, each once. Deterministic whatever their order.
    [[nodiscard]] static std::string pack(std::vector<std::pair<WordHash, WordClass>> words);

    // Fills text.words.
    void find(LineText& text) const;

  private:
    [[nodiscard]] WordClass class_of(WordHash word) const;  // kNoWordClass when it is none

    std::string_view slots_;  // a check of four bytes and a class of two each; class 0: empty
    std::uint64_t mask_ = 0;
};

}  // namespace jiaodui
