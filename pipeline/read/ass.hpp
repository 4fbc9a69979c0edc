// ASS and SSA: sections in brackets; in [Events] a `Format:` line and `Dialogue:` lines, whose last field is the text.
//
// Only the text of dialogues is prose. `{…}` blocks are hidden (drawings after `{\p1}` are locked), `\N` and `\n` are
// line breaks, `\h` is locked. `Comment: …,jiaodui-disable …` silences findings: its text is read as a directive.
// Errors: no [Events]; a dialogue with too few fields or a time that is none; a `{` without `}`.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_ass(std::string name, std::string bytes);

}  // namespace jiaodui
