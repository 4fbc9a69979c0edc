// Mask: what must be kept from the CommonMark parser because Wiki.js gives it another meaning.
//
//   maths        $…$ (no space after the opening sign; none before the closing one, and no digit after
//                it) and $$…$$; but prose between two sums of money, `80亿$，…70亿$`, stays prose
//   footnotes    [^1] and [^1]: (CommonMark takes the latter for a link reference and drops its text)
//   templates    {{…}} on one line
//   image sizes  ![](url =500x) (CommonMark sees no image there)
//
// The masked text is as long as the source, so every offset stays right: ASCII inside these stretches
// becomes `x`, image sizes become spaces. Code is looked at only closely enough not to take its signs
// for these. Linear in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

struct Mask {
    std::string text;          // the source with masked bytes; empty when there was nothing to mask
    std::vector<Span> locked;  // stretches that are not prose: maths, footnote marks, templates; in order
};

// `begin`: where the body starts. With `wikijs` false only footnotes are masked.
[[nodiscard]] Mask mask(std::string_view source, std::uint32_t begin, bool wikijs);

}  // namespace jiaodui
