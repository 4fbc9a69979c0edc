// SoundIndex: which stretches of a text sound like a term.
//
// Terms are Han characters, ASCII letters and digits, and `·`, with two Han characters at least. A stretch matches when
// it has as many characters, its letters and digits are the term's (in any casing), and each Han character has a
// reading of the same class as one of the term's character: the same syllable, or one that fuzzy.tsv calls tier 1.
// Of a term added with Reach::one_apart one character may be further off: by a pair of tier 2, or, where all others
// have the same syllable, half alike. Half alike are syllables of which one half, initial or final, is the same or a
// pair of any tier: ming and bing, xue and ju. Every reading counts that a source knows to occur; an override says the
// term's syllables instead. A term is itself no match; it is told as `exact`.
//
// Add, compile, then find: immutable from then on and safe to share between threads. Linear in the text; a place costs
// more only as far as terms begin with what stands there.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

struct SoundMatch {
    std::uint32_t term = 0;            // as add() was told
    std::uint16_t begin = 0, end = 0;  // in characters of the run
    std::uint8_t changed = 0;          // characters that differ
    std::uint8_t other_tone = 0;       // of those: same syllable, no tone in common
    std::uint8_t fuzzy = 0;            // of those: only like
    std::uint8_t far = 0;              // of the fuzzy ones: tier 2
    std::uint8_t half = 0;             // of the fuzzy ones: half alike
    bool exact = false;                // it is the term
};

class SoundIndex {
  public:
    static constexpr std::size_t max_characters = 40;
    static constexpr std::size_t max_spellings = 64;  // of a term: sequences of readings that are stored
    static constexpr std::size_t max_apart = 16;      // the same with one place left open, for each place

    enum class Reach : std::uint8_t { near, one_apart };

    explicit SoundIndex(const Pinyin& pinyin);

    // False when the term cannot be found by sound. `reading`: one syllable a Han character, divided by spaces or `'`;
    // empty: the characters' own. `fuzzy`: `off`, or pairs like `an/uan` that this term accepts beyond tier 1; where it
    // says something the reach is near. Texts are copied.
    bool add(std::uint32_t id, std::string_view term, std::string_view reading = {}, std::string_view fuzzy = {},
             Reach reach = Reach::near);
    [[nodiscard]] std::size_t size() const { return terms_.size(); }
    void compile();

    // Matches inside the run, by place; at one place the shorter first.
    void find(std::span<const char32_t> run, std::vector<SoundMatch>& out) const;

    // Whether a run may hold the character at all.
    [[nodiscard]] static bool takes(char32_t ch) { return is_han(ch) || is_literal(ch); }
    [[nodiscard]] static bool is_han(char32_t ch) { return ch >= Pinyin::first_han && ch <= Pinyin::last_han; }
    // Whether the text is one syllable a Han character of the term, as `reading:` must be.
    [[nodiscard]] static bool good_reading(const Pinyin& pinyin, std::string_view term, std::string_view reading);

  private:
    using Class = std::uint16_t;
    struct Term {
        std::uint32_t id = 0;
        std::u32string text;
        std::vector<Syllable> reading;  // empty, or one a character
        std::vector<std::pair<std::string, std::string>> fuzzy;
        bool strict = false;
        bool one_apart = false;
    };
    using Choice = std::vector<Class>;  // what a place of a term may be
    struct Slot {
        std::uint64_t key = 0;  // 1 + node << 16 | class; 0: empty
        std::uint32_t child = 0;
    };
    struct Node {
        std::int32_t first = -1;  // of chain_
    };
    struct Link {
        std::uint32_t term = 0;
        std::int32_t next = -1;
    };

    static constexpr char32_t first_han = Pinyin::first_han;
    static constexpr std::size_t kLiterals = 0x100;  // literals are below
    static constexpr std::size_t kHeads = 3;         // characters of a term that are asked for before it is searched
    static constexpr Class kAny = 0x7FFF;            // of a place whose character is judged alone
    static constexpr std::size_t kNowhere = ~std::size_t{0};

    static bool is_literal(char32_t ch) {
        return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == U'·';
    }
    template <class F>
    void each_class(char32_t ch, F visit) const;
    [[nodiscard]] std::uint32_t child(std::uint32_t node, Class which) const;
    std::uint32_t make_child(std::uint32_t node, Class which);
    void grow();
    void choose(const Term& term, std::size_t at, Choice& out) const;
    void insert(std::uint32_t term, std::span<const Choice> choices, std::uint32_t node, std::size_t any,
                std::size_t& left);
    [[nodiscard]] static std::size_t head_at(char32_t ch) { return ch < kLiterals ? ch : ch - first_han + kLiterals; }
    void walk(std::span<const char32_t> run, std::size_t begin, std::size_t at, std::uint32_t node,
              std::vector<SoundMatch>& out) const;
    [[nodiscard]] bool judge(std::span<const char32_t> stretch, const Term& term, SoundMatch& match) const;
    [[nodiscard]] bool accepts(const Term& term, Syllable a, Syllable b) const;
    [[nodiscard]] SoundRelation relation(const Term& term, std::size_t at, char32_t ch) const;
    [[nodiscard]] bool half_alike(Syllable a, Syllable b) const;
    [[nodiscard]] bool half_alike(const Term& term, std::size_t at, char32_t ch) const;

    const Pinyin& pinyin_;
    std::vector<Class> class_of_;  // by syllable
    std::vector<Term> terms_;
    std::size_t shortest_ = max_characters;
    std::vector<std::uint8_t> class_heads_;  // by syllable class: bit i says that a term may have it at place i
    std::vector<std::uint8_t> heads_;        // the same by head_at() of a character
    std::uint8_t any_heads_ = 0;             // bits of places where a term may have any Han character
    bool any_ = false;                       // some term has a place of kAny
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
    std::vector<Node> nodes_;
    std::vector<Link> chain_;
    std::vector<Choice> choices_;  // of the term that is being added, by character
};

}  // namespace jiaodui
