// Markdown: pages of Wiki.js, and CommonMark.
//
// The prose is what md4c, the CommonMark parser, hands back as text out of our own buffer, less
// what Wiki.js takes for something else (mask.hpp, fences.hpp, front_matter.hpp). Every other byte
// is markup. Between two stretches of prose in one block markup that only formats is hidden
// (emphasis, links, formatting tags, escapes, soft line breaks with the prefix of the next line),
// anything that shows or breaks is locked (images, code, autolinks, other HTML, entities, hard
// breaks); between two blocks all is locked. A page that md4c cannot read is locked whole.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {

// The bytes must be valid UTF-8 without NUL and shorter than kSizeLimit.
[[nodiscard]] Result<Document> read_wikijs(std::string name, std::string bytes);
// CommonMark with tables and front matter; no maths, templates and image sizes of Wiki.js.
[[nodiscard]] Result<Document> read_commonmark(std::string name, std::string bytes);

// The same, and what md4c says about the structure is added to the hash (see structure.hpp).
[[nodiscard]] Document read_markdown(std::string name, Format format, std::string bytes, Hasher* skeleton);

}  // namespace jiaodui
