// Fences: what stands in the text of a page and is not prose, though CommonMark thinks it is.
//
//   bare URLs       scheme://… www.… //host.tld/…  They end at white space, Han, full-width marks and
//                   `<>"`; trailing ASCII punctuation and unbalanced closing brackets stay outside. A
//                   URL broken by a careless replacement, `s？__biz=…`, goes on over that mark.
//   e-mail          name@host.tld
//   attributes      {.class} {#id} {key=value}, with the brackets of [text]{.class}
//   strike-through  ~~
//
// Linear in the length of the text, whatever it is.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

struct Fence {
    enum class Kind : std::uint8_t { url, other } kind = Kind::other;
    Span at;  // bytes of the source
};

// Appends the fences that begin in source[text.begin, text.end), in order and disjoint. Only an
// attribute list that goes on in the next line may end later, at most at `limit`.
void find_fences(std::string_view source, Span text, std::uint32_t limit, std::vector<Fence>& out);

// The same for a paragraph that Wiki.js takes for a table and md4c does not (a delimiter row of `|-|`):
// bars, with the blanks, colons and dashes around them.
void find_bars(std::string_view source, Span text, std::vector<Fence>& out);

// Where a URL goes on to that has already begun before `at`, at most to `limit`.
[[nodiscard]] std::uint32_t url_end(std::string_view source, std::uint32_t at, std::uint32_t limit);

}  // namespace jiaodui
