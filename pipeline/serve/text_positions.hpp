// TextPositions: bytes of a text ↔ positions as the Language Server Protocol counts them: lines from 0, ended by LF, CR
// or CRLF, and units of the negotiated encoding within the line.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace jiaodui {

enum class PositionUnit : std::uint8_t { utf8, utf16, utf32 };

struct Position {
    std::uint32_t line = 0;
    std::uint32_t character = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
};

// Holds a view of the text, valid UTF-8, which must outlive it.
class TextPositions {
  public:
    TextPositions(std::string_view text, PositionUnit unit);

    [[nodiscard]] Position at(std::uint32_t byte) const;
    // A position behind the end of its line, or of the text, is that end; one within a character is its head.
    [[nodiscard]] std::uint32_t byte_of(Position position) const;
    // The end of the line that the byte stands in, before its line break.
    [[nodiscard]] std::uint32_t line_end(std::uint32_t byte) const;

  private:
    [[nodiscard]] std::uint32_t line_of(std::uint32_t byte) const;
    [[nodiscard]] std::uint32_t end_of(std::uint32_t line) const;
    [[nodiscard]] std::uint32_t units_of(char32_t ch, std::uint32_t bytes) const;

    std::string_view text_;
    PositionUnit unit_;
    std::vector<std::uint32_t> begins_{0};
};

}  // namespace jiaodui
