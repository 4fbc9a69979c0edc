// What recognisers write as JSON, in three shapes:
//
//   whisper     {"text", "segments": [{"start", "end", "text", "words": [{"word", "probability"}]}]}   seconds
//               also a bare list of segments (faster-whisper), and whisperX's `word_segments` and `score`
//   whispercpp  {"transcription": [{"offsets": {"from", "to"}, "text", "tokens": [{"text", "p"}]}]}      milliseconds
//   funasr      [{"text", "sentence_info": [{"start", "end", "text"}]}]                                 milliseconds
//
// The segments are the view, one cue each. The whole `text` and the words hold the same text again: where they do,
// character by character (blanks aside), they are mirrors, corrected with it. A `text` that says something else is read
// as a text of its own; words that do are left alone. Probabilities become marks. Strings keep their escapes; what is
// written is escaped the way the file's text is. Errors: not JSON; JSON without such texts.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

[[nodiscard]] Result<Document> read_whisper_json(std::string name, std::string bytes);
[[nodiscard]] Result<Document> read_whispercpp_json(std::string name, std::string bytes);
[[nodiscard]] Result<Document> read_funasr_json(std::string name, std::string bytes);

}  // namespace jiaodui
