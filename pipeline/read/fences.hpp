// Fences: what stands in the text of a page and is not prose, though CommonMark thinks it is.
//
//   bare URLs      https://… http://… ftp://… www.… //host.tld/…; they end at white space, Han, full-width marks and
//                  `<>"`; trailing ASCII punctuation and unbalanced closing brackets stay outside. A URL that a careless
//                  replacement has broken, `s？__biz=…`, goes on over the one full-width mark
//   e-mail         name@host.tld
//   attributes     {.class} {#id} {key=value}, with the brackets of [text]{.class}
//   strike-through ~~
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

// Appends the fences of source[text.begin, text.end), in order and disjoint.
void find_fences(std::string_view source, Span text, std::vector<Fence>& out);

// Where a URL goes on to that has already begun before `at`, at most to `limit`.
[[nodiscard]] std::uint32_t url_end(std::string_view source, std::uint32_t at, std::uint32_t limit);

}  // namespace jiaodui
