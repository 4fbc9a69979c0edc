// WordBounds: where the words of a stretch of Han begin and end, by what the archive and the dictionary know.
//
// The likeliest division under a model of single words: a string is a word when the dictionary or the archive has it as
// one, and as likely as the archive uses it; without an archive fewer words are likelier. Good enough to widen a
// corrected character to the word that it belongs to.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// Characters that go with anything: to widen a correction by one of them says nothing.
[[nodiscard]] bool goes_with_anything(char32_t ch);

// Both may be null; they must outlive it. Safe to share between threads.
class WordBounds {
  public:
    WordBounds(const Words* words, const ArchiveLexicon* archive) : words_(words), archive_(archive) {}

    // The characters that begin a word, and characters.size() at the end.
    [[nodiscard]] std::vector<std::uint32_t> of(std::span<const char32_t> characters) const;
    // How much likelier it is to see two characters together than apart, by the archive; 0 when it does not know.
    [[nodiscard]] double attraction(char32_t left, char32_t right) const;
    // How often the archive has it (as far as it can be known), 0 without an archive.
    [[nodiscard]] std::uint32_t count(std::span<const char32_t> characters) const;
    [[nodiscard]] bool in_dictionary(std::span<const char32_t> characters) const;
    // A word of the dictionary or of the archive.
    [[nodiscard]] bool is_word(std::span<const char32_t> characters) const;
    // One word of the dictionary, or several of two characters and more.
    [[nodiscard]] bool is_made_of_words(std::span<const char32_t> characters) const;

  private:
    [[nodiscard]] double cost(std::span<const char32_t> characters) const;

    const Words* words_;
    const ArchiveLexicon* archive_;
};

}  // namespace jiaodui
