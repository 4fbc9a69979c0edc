// Segment: what should stand at the line ends of captions. Opt-in; every finding is a suggestion.
//
// For each line end, and each space within a caption, one of ，。、？！： or a new paragraph, with its probability;
// where a line end already has its mark, that the lines be joined. A line end that most likely carries no mark is left
// alone unless the rule's parameter `join` says otherwise: a joined line is one that nobody sees any more.
//
// The law. A proposal writes marks and takes out line breaks and spaces; it never touches a letter or a digit. Line
// breaks are markup (hidden between Han), so these findings are of the source. What the rest of a page is — headings,
// lists, quotes, tables, pages in paragraphs — is left as it is; only a paragraph that ends in a comma is joined to the
// next one.
#pragma once

#include <memory>
#include <string_view>

#include "pipeline/stage/catalog.hpp"

namespace jiaodui {

// Its rules; the first part of their ids.
inline constexpr std::string_view kSegmentRules = "segment/*";

[[nodiscard]] std::unique_ptr<const Stage> make_segment_stage(const StageInput& input, Problems& problems);

}  // namespace jiaodui
