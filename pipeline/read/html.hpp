// HTML in Markdown, read only as closely as a proofreader must: which inline tags are formatting,
// where comments and addresses stand.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/document/directive.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

// True when the text begins with an opening or closing tag that formats the words around it, and
// hides nothing and breaks nothing: font b i u em strong span sub sup small mark kbd a, in any case
// and with any attributes.
[[nodiscard]] bool is_formatting_tag(std::string_view html);

// The name of the tag that the text begins with, where what it holds is no prose: code, samp, tt, var, script, style,
// textarea; empty for any other. In any case and with any attributes; a tag that closes itself holds nothing.
[[nodiscard]] std::string_view opaque_tag(std::string_view html);
// The text begins with the tag that closes one of this name.
[[nodiscard]] bool closes_tag(std::string_view html, std::string_view name);

// Goes through a stretch of raw HTML: comments to the directives, values of src and href to the
// notes.
void scan_html(std::string_view source, Span html, DirectiveReader& directives, std::vector<MarkupNote>& notes);

}  // namespace jiaodui
