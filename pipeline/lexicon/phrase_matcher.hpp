// PhraseMatcher: where do any of many phrases stand in a text? For word lists of tens of thousands of phrases.
//
// The law.
//  1. Letters A–Z and a–z are equal; all else matches byte for byte. Who cares about case compares the text of the hit.
//  2. A phrase that begins with an ASCII letter or digit matches only where none stands before it, and one that ends
//     with one only where none stands after it. Beside Han, brackets and slashes Latin words therefore match.
//  3. U+FFFC (a place that nobody may read) never matches. Hidden line breaks are not in the text; phrases read
//  through.
//  4. A phrase has 1 to 64 code points, so time is linear in the text whatever the phrases.
//  5. Hits come by begin, then by length. Text outside `within` is read only to judge law 2.
// Instead of Aho and Corasick's automaton: a filter on two neighbouring characters says for 99 of 100 places that
// nothing begins there, and a trie walk answers for the rest. On Chinese that is faster and the data are an order
// smaller. The data are flat and used where they lie (a file mapped into memory).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

struct PhraseHit {
    Span at;                   // bytes of the text
    std::uint32_t phrase = 0;  // the first of the given phrases that reads so, folded
    friend bool operator==(const PhraseHit&, const PhraseHit&) = default;
};

// Immutable; safe to share between threads. A default one matches nothing.
class PhraseMatcher {
  public:
    static constexpr std::size_t max_code_points = 64;

    PhraseMatcher() = default;
    PhraseMatcher(PhraseMatcher&&) noexcept = default;
    PhraseMatcher& operator=(PhraseMatcher&&) noexcept = default;
    PhraseMatcher(const PhraseMatcher&) = delete;
    PhraseMatcher& operator=(const PhraseMatcher&) = delete;

    // Phrases that break law 3 or 4 (empty ones too) never match; `usable` tells them beforehand.
    static PhraseMatcher build(std::span<const std::string_view> phrases);
    [[nodiscard]] static bool usable(std::string_view phrase);
    // Uses bytes() of another where they lie; they must outlive the object, aligned to 8. Data with numbers of phrases
    // at or above `max_phrases` are refused.
    static Result<PhraseMatcher> view(std::string_view bytes, std::uint32_t max_phrases = 0xFFFFFFFFu);
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

    // Appends every hit.
    void find_all(std::string_view text, Span within, std::vector<PhraseHit>& out) const;
    // Appends at each place the longest hit that begins there.
    void find_longest(std::string_view text, Span within, std::vector<PhraseHit>& out) const;

  private:
    struct Header;
    [[nodiscard]] bool attach(std::string_view bytes);
    void index_root();
    // Where something may begin.
    struct Places {
        std::array<std::uint32_t, 256> at;
        std::size_t count = 0;
    };
    template <bool singles>
    std::uint32_t gather_run(std::string_view text, std::uint32_t at, std::uint32_t end, Places& places) const;
    template <bool longest>
    void scan(std::string_view text, Span within, std::vector<PhraseHit>& out) const;
    template <bool longest>
    void walk(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<PhraseHit>& out) const;

    std::vector<std::uint64_t> own_;  // the bytes of a built one
    std::string_view bytes_;
    const std::uint64_t* singles_ = nullptr;  // first code points of phrases of one (hashed)
    const std::uint64_t* pairs_ = nullptr;    // first two code points of longer ones (hashed)
    std::vector<std::uint32_t> root_;         // first child of the root in each block of characters
    bool has_singles_ = false;
    std::uint32_t pair_shift_ = 63;
    std::uint32_t nodes_ = 0;
    std::uint32_t phrases_ = 0;
    const std::uint32_t* label_ = nullptr;
    const std::uint32_t* child_ = nullptr;
    const std::uint32_t* value_ = nullptr;
};

// The text with A–Z in lower case.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace jiaodui
