// LineIndex: byte offset → line and column of a file. Lines end at LF. Lines and columns are 1-based; columns count
// code points, and a byte order mark at the head of the file counts none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace jiaodui {

struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

// Holds a view of the text, which must outlive it. Immutable after construction.
class LineIndex {
  public:
    explicit LineIndex(std::string_view text);

    [[nodiscard]] LineColumn at(std::uint32_t byte) const;
    // The line alone: no column is counted.
    [[nodiscard]] std::uint32_t line_of(std::uint32_t byte) const;
    // The byte where a place lies; nothing when there is no such line or the column is past its end.
    [[nodiscard]] std::optional<std::uint32_t> byte_of(LineColumn place) const;
    // The line's bytes without its line feed; line is 1-based and must exist.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const { return begins_[number - 1]; }
    [[nodiscard]] std::uint32_t lines() const { return static_cast<std::uint32_t>(begins_.size()); }

  private:
    std::string_view text_;
    std::vector<std::uint32_t> begins_;
};

}  // namespace jiaodui
