// show(): a Document on a few lines, so that a test can say what it expects of a reader.
//
//   paragraph: 但‹**›重要‹**›⟪`码`⟫的⏎字
//
// One line a region: its kind, its text; hidden bytes between ‹ ›, locked ones between ⟪ ⟫, a character
// that may not be edited between ⌈ ⌉, line feeds as ⏎, carriage returns as ␍.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/document/document.hpp"

namespace jiaodui::test {

[[nodiscard]] std::string show(const Document& document);

// The pieces cover the source and the view exactly once, in order, and say what they claim; regions
// are in order and disjoint. Empty when all is well, else what is wrong.
[[nodiscard]] std::string flaws_of(const Document& document);

}  // namespace jiaodui::test
