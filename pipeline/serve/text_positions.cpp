// Tested by tests/unit/serve/text_positions_test.cpp.
#include "pipeline/serve/text_positions.hpp"

#include <algorithm>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {

TextPositions::TextPositions(std::string_view text, PositionUnit unit) : text_(text), unit_(unit) {
    for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
         at = text.find_first_of("\r\n", at)) {
        at += text.substr(at, 2) == "\r\n" ? 2 : 1;
        begins_.push_back(static_cast<std::uint32_t>(at));
    }
}

std::uint32_t TextPositions::line_of(std::uint32_t byte) const {
    return static_cast<std::uint32_t>(std::upper_bound(begins_.begin(), begins_.end(), byte) - begins_.begin() - 1);
}

std::uint32_t TextPositions::end_of(std::uint32_t line) const {
    if (line + 1 == begins_.size()) return static_cast<std::uint32_t>(text_.size());
    const std::uint32_t next = begins_[line + 1];
    return next >= 2 && text_.substr(next - 2, 2) == "\r\n" ? next - 2 : next - 1;
}

std::uint32_t TextPositions::units_of(char32_t ch, std::uint32_t bytes) const {
    if (unit_ == PositionUnit::utf8) return bytes;
    return unit_ == PositionUnit::utf16 && ch >= 0x10000 ? 2 : 1;
}

Position TextPositions::at(std::uint32_t byte) const {
    const std::uint32_t line = line_of(byte);
    std::uint32_t units = 0;
    for (std::uint32_t at = begins_[line]; at < byte;) {
        const utf8::Decoded c = utf8::decode(text_, at);
        units += units_of(c.ch, c.length);
        at += c.length;
    }
    return {line, units};
}

std::uint32_t TextPositions::byte_of(Position position) const {
    if (position.line >= begins_.size()) return static_cast<std::uint32_t>(text_.size());
    std::uint32_t at = begins_[position.line];
    const std::uint32_t end = end_of(position.line);
    for (std::uint32_t units = 0; at < end;) {
        const utf8::Decoded c = utf8::decode(text_, at);
        units += units_of(c.ch, c.length);
        if (units > position.character) break;
        at += c.length;
    }
    return at;
}

std::uint32_t TextPositions::line_end(std::uint32_t byte) const { return end_of(line_of(byte)); }

}  // namespace jiaodui
