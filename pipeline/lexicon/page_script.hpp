// Which script a page is written in: what the stage `script` and every rule that answers in the page's script go by.
//
// Only characters that exist in one of the two scripts count as evidence (漢/汉, not 文). The law:
//   unknown      less evidence than a word or two: too little to call a page traditional (callers treat it as
//                simplified)
//   simplified   at most 20 % of the evidence is traditional: leaks, names, a quoted passage
//   traditional  at most 20 % is simplified
//   mixed        in between, and some paragraphs are clearly the one and some clearly the other; where no paragraphs
//                are, the majority decides, and simplified when equal
#pragma once

#include <string_view>

#include "pipeline/document/page_facts.hpp"

namespace jiaodui {

// The prose of a page, UTF-8, lines ended by LF. One pass of about 1 GB/s.
[[nodiscard]] PageScript script_of(std::string_view view);

// The ids of PageScript in reports and front matter: "simplified" …
[[nodiscard]] std::string_view name_of(PageScript script);

}  // namespace jiaodui
