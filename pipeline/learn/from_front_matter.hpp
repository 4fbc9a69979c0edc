// What the front matter and headings of a page, which people write, say about its body, which a recogniser wrote:
// strings of the body that sound like one up there and are spelt otherwise.
#pragma once

#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/learn/corrections.hpp"

namespace jiaodui {

// The commonest reading of a character, as a number that is equal for readings that are heard for each other; 0: none.
using SoundKey = std::function<std::uint32_t(char32_t)>;

// At least three characters in a row must sound alike and one of them be the same. One correction a place in the body,
// in order; `before` and `after` are of the body.
[[nodiscard]] std::vector<Correction> corrections_by_front_matter(const Document& page, const WordBounds& bounds,
                                                                  const SoundKey& sound_key,
                                                                  const SoundsLike& sounds_like);

}  // namespace jiaodui
