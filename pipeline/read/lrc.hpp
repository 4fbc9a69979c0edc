// LRC: lines of lyrics or speech with their times in brackets, `[00:12.34]歌词`; several times may stand before one
// line, and times of words (`<00:12.80>`, or in brackets) inside it. Tags such as `[ti:题目]` are locked. Errors: a
// time that is none; a `[` without `]` at the head of a line; a file without a single time.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_lrc(std::string name, std::string bytes);

}  // namespace jiaodui
