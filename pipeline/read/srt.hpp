// SubRip: numbered cues, `00:00:01,000 --> 00:00:02,500`, lines of text, a blank line.
//
// Read as players do: a cue's text goes on until the next number and time line, so a blank line inside it is part of
// it; a number may be missing; a `.` for the `,`, hours of any length, negative times, coordinates after the times are
// all right. Tags (`<i>`, `{\an8}`) are hidden. Errors: text before the first time line; a time line that is none.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_srt(std::string name, std::string bytes);

// The text of a cue with tags in angle brackets and, where `braces`, `{\…}` blocks. Used by other formats too.
class CueWriter;
void put_tagged(CueWriter& writer, std::string_view source, Span line, bool braces);

}  // namespace jiaodui
