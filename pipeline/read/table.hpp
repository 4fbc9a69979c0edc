// Tables of text: CSV (RFC 4180) with a header that names the column of the text, and the TSV that Whisper writes
// (start, end, text; milliseconds, or seconds where they have a fraction).
//
// The column is the one that was named, or the first called text, content, transcript, sentence, 文本, 内容, 正文,
// 字幕, 文字 or 台词. Every row is a cue; columns start/begin/开始 and end/结束 give its times where they can be read.
// Fields in quotes may hold commas, line breaks and doubled quotes. Errors: no such column; a quote that is not closed;
// in a TSV a row without its three fields or with a time that is none.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_csv(std::string name, std::string bytes, const std::string& text_field);
[[nodiscard]] Result<Document> read_tsv(std::string name, std::string bytes, const std::string& text_field);

}  // namespace jiaodui
