// LineEnd: what may stand at a line end, or at a space within a line. The eight classes of the model of line ends
// (lexicon/line_end_model.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jiaodui {

// `join`: nothing, the text goes on.
enum class LineEnd : std::uint8_t { join, comma, stop, enumeration, question, exclamation, colon, paragraph };
inline constexpr std::size_t kLineEnds = 8;
using LineEndScores = std::array<float, kLineEnds>;

// The mark itself; empty for join and paragraph.
[[nodiscard]] std::string_view mark_of(LineEnd end);
// ，。、？！： as one of the classes; nothing for any other character.
[[nodiscard]] bool line_end_of(char32_t mark, LineEnd& end);

}  // namespace jiaodui
