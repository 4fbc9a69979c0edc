// page_lines(): the paragraphs of a page as LineText, from a document (to learn from, to tell its shape) or from the
// draft that a stage reads (to work on). Headings, lists, quotes and tables are barriers: text does not run through
// them.
//
// And the shape of a page, which says what its line ends are:
//   captions    one caption a line, hardly any marks at the line ends: what should stand there has to be decided
//   wrapped     one caption or clause a line with its mark: the line breaks are left to be taken out
//   paragraphs  the text of a page as one reads it; a line break is there because somebody wanted it
#pragma once

#include <cstdint>
#include <string_view>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/line_text.hpp"

namespace jiaodui {

[[nodiscard]] LineText page_lines(const Document& document);
[[nodiscard]] LineText page_lines(const Draft& draft);

enum class PageShape : std::uint8_t { captions, wrapped, paragraphs };

[[nodiscard]] PageShape shape_of(const LineText& text);
[[nodiscard]] PageShape shape_of(const Document& document);
// `captions`, `wrapped`, `paragraphs`.
[[nodiscard]] std::string_view name_of(PageShape shape);

}  // namespace jiaodui
