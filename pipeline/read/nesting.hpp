// Nesting: which pages must be kept from md4c.
//
// md4c walks the open containers (quotes, list items) on every line, blank ones too, so n list
// marks on one line and n line feeds after it cost n²: measured, 23 s for 1 MB. No page that a
// person wrote comes near.
#pragma once

#include <string_view>

namespace jiaodui {

// True when open containers times lines are out of all proportion to the size of the text. Linear;
// a page of up to ten million such steps is always let through.
[[nodiscard]] bool too_deep(std::string_view body);

}  // namespace jiaodui
