// Plain text: paragraphs with blank lines between. Line ends inside a paragraph, and the white
// space on the edges of its lines, are hidden where they stand between Han characters; elsewhere
// the line feed is shown. Bare URLs and e-mail addresses are locked. Nothing else is markup.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

// The bytes must be valid UTF-8 without NUL and shorter than kSizeLimit.
[[nodiscard]] Result<Document> read_plain(std::string name, std::string bytes);

}  // namespace jiaodui
