// The way from the bytes of a file to what its stages read: the other direction of Document::to_source.
#pragma once

#include "pipeline/document/document.hpp"

namespace jiaodui {

// The span of the view that shows a stretch of the source. An empty one is a place.
[[nodiscard]] Span view_of(const Document& document, SourceSpan source);

}  // namespace jiaodui
