// HTML pages: text nodes are prose; tags, attributes, comments, scripts, styles, code and preformatted text are not.
//
// Block elements begin regions (headings, list items, cells, quotations are told apart); formatting tags are hidden,
// `<br>` and line feeds are breaks, any other tag in a line is locked. Character references are read and written as
// such.
// `<!-- jiaodui-disable … -->` silences findings. Errors: a tag or comment without its end.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_html(std::string name, std::string bytes);

}  // namespace jiaodui
