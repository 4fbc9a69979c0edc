// What a file is, by how it begins: for files whose names do not say it. Each answers only where it is sure; all look
// at the first few kilobytes.
#pragma once

#include <string_view>

namespace jiaodui {

[[nodiscard]] bool looks_like_srt(std::string_view bytes);
[[nodiscard]] bool looks_like_vtt(std::string_view bytes);
[[nodiscard]] bool looks_like_ass(std::string_view bytes);
[[nodiscard]] bool looks_like_lrc(std::string_view bytes);
// JSON is told apart by the first of the keys that only one recogniser writes.
[[nodiscard]] bool looks_like_whisper(std::string_view bytes);
[[nodiscard]] bool looks_like_whispercpp(std::string_view bytes);
[[nodiscard]] bool looks_like_funasr(std::string_view bytes);
[[nodiscard]] bool looks_like_html(std::string_view bytes);

}  // namespace jiaodui
