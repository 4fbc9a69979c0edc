// PageStrings: the strings that a page itself says, found by how they sound.
//
// Of 2 to 4 characters: those of its title, description, tags and headings, and, where asked for, such as occur in its
// text more than once. A string is looked for character by character, all lengths on one way, since what begins a
// string of the page is a string of the page.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/homophone/page_symbols.hpp"
#include "pipeline/homophone/sound_classes.hpp"

namespace jiaodui {

class PageStrings {
  public:
    struct String {
        std::array<char32_t, PageCounts::max_characters> chars{};
        bool given = false;  // in title, description, tags or a heading
    };

    // The classes must outlive it.
    PageStrings(const PageCounts& counts, const SoundClasses& classes, bool repeated);

    // A search from one place on: add() says the next character of the text, for_each() visits the strings of exactly
    // as many that sound so. Its memory is used again.
    void begin() { places_ = 0; }
    void add(char32_t ch);
    [[nodiscard]] bool empty() const { return found_.empty(); }
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const Range& range : found_) {
            for (std::uint32_t i = range.begin; i < range.end && keys_[i] == range.key; ++i)
                visit(strings_[numbers_[i]]);
        }
    }

  private:
    // The classes of a string's characters, sixteen bits each, the first one highest; 0 behind its end.
    using Key = std::uint64_t;
    struct Range {  // of the keys that begin so
        Key key = 0;
        std::uint32_t begin = 0, end = 0;
    };
    [[nodiscard]] static Key part(SoundClasses::Class sound, std::size_t place) {
        return Key{sound + 1u} << (16 * (PageCounts::max_characters - 1 - place));
    }
    void enter(std::span<const char32_t> text, std::size_t place, Key key, std::uint32_t number);
    [[nodiscard]] std::uint32_t first_from(Key key, std::uint32_t begin, std::uint32_t end) const;

    const SoundClasses& classes_;
    std::vector<String> strings_;
    std::vector<std::pair<Key, std::uint32_t>> entries_;  // while it is made
    std::vector<Key> keys_;                               // sorted
    std::vector<std::uint32_t> numbers_;                  // of the strings, by key
    std::vector<std::uint32_t> firsts_;                   // by the class of the first character: its first key
    std::size_t places_ = 0;
    std::vector<Range> found_, longer_;
};

}  // namespace jiaodui
