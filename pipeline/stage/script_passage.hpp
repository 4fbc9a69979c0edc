// Passages: stretches of traditional text within a simplified page, found from the changes that would simplify them.
//
// Somebody who quotes a Hong Kong newspaper means it so; thirty findings for it would be thirty too many. The law: changes
// follow each other in a passage as long as between them stands no simplified-only character, no line feed and no
// more than twelve characters. A passage counts when it has four changes or more; in a quotation, two (a quotation: a region
// of that kind, or “…”, ‘…’, 「…」, 『…』 of eight characters or more that holds the passage).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/lexicon/opencc_chain.hpp"

namespace jiaodui {

struct Passage {
    std::size_t first = 0;  // index of its first change
    std::size_t count = 0;
};

// `changes` are in order; their spans are bytes of `text`. Linear in both.
[[nodiscard]] std::vector<Passage> find_passages(std::string_view text, std::span<const ScriptChange> changes,
                                                 bool in_quote_region);

// Kana, or a character that only Japanese writes so (帰 発 対), stands within ten characters in the same clause.
[[nodiscard]] bool near_japanese(std::string_view text, Span at);

// The span stands alone between quotation marks: 繁体的“國”字 speaks of the character.
[[nodiscard]] bool is_mentioned(std::string_view text, Span at);

// At most 24 characters, the rest as …
[[nodiscard]] std::string shorten(std::string_view text);

}  // namespace jiaodui
