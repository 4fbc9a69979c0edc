// Passages: stretches of traditional text within a simplified page, found from the changes that would simplify them.
//
// Somebody who quotes a Hong Kong newspaper means it so; thirty findings for it would be thirty too many. The law:
// changes follow each other in a passage as long as between them stands no simplified-only character, no line feed and
// no more than twelve characters. A passage counts when it has four changes or more; in a quotation, two (a quotation:
// a region of that kind, or what stands between quotation marks, if it has eight characters or more or is all
// traditional). What follows a passage or goes before it on its line, no more than forty characters away, may be more
// of what is quoted.
//
// A quotation is traditional when it has two changes or more, or no simplified-only character: “國” speaks of the
// character.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

struct Passage {
    std::size_t first = 0;  // index of its first change
    std::size_t count = 0;
};

// The quotations of a region that hold a change.
class Quotations {
  public:
    // `changes` are in order, `quotations` as find_quotations() gives them; all spans are bytes of `text`. Linear.
    Quotations(std::string_view text, std::span<const Span> quotations, std::span<const ScriptChange> changes);

    // The passage stands in one that makes it count with two changes.
    [[nodiscard]] bool hold_passage(Span at) const;
    // The change stands in a traditional one.
    [[nodiscard]] bool are_traditional_around(Span change) const;

  private:
    struct Quotation {
        Span at;
        bool has_simplified = false;
        bool is_long = false;
        std::size_t changes = 0;
    };
    template <class Wanted>
    [[nodiscard]] bool any_around(Span at, Wanted wanted) const;

    std::vector<Quotation> all_;
};

// `changes` are in order; their spans are bytes of `text`. Linear in both.
[[nodiscard]] std::vector<Passage> find_passages(std::string_view text, std::span<const ScriptChange> changes,
                                                 const Quotations& quotations, bool in_quote_region);

// For each change whether it stands in a passage, and whether it stands close to one.
struct PassagePlaces {
    std::vector<bool> inside;
    std::vector<bool> beside;
};
[[nodiscard]] PassagePlaces places_of(std::string_view text, std::span<const ScriptChange> changes,
                                      std::span<const Passage> passages);

// Kana, or a character that only Japanese writes so (帰 発 対), stands within ten characters in the same clause.
[[nodiscard]] bool near_japanese(std::string_view text, Span at);

// At most 24 characters, the rest as …
[[nodiscard]] std::string shorten(std::string_view text);

}  // namespace jiaodui
