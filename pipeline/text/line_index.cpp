// One pass to find the lines; columns are counted on demand. Tested by tests/unit/text/line_index_test.cpp.
#include "pipeline/text/line_index.hpp"

#include <algorithm>
#include <cstring>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), begins_{0} {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        begins_.push_back(static_cast<std::uint32_t>(at + 1));
    }
}

std::uint32_t LineIndex::line_of(std::uint32_t byte) const {
    const auto it = std::upper_bound(begins_.begin(), begins_.end(), byte);
    return static_cast<std::uint32_t>(it - begins_.begin());
}

LineColumn LineIndex::at(std::uint32_t byte) const {
    const std::uint32_t number = line_of(byte);
    std::string_view before = text_.substr(begins_[number - 1], byte - begins_[number - 1]);
    if (number == 1 && before.starts_with(kByteOrderMark)) before.remove_prefix(kByteOrderMark.size());
    return {number, static_cast<std::uint32_t>(utf8::count(before)) + 1};
}

std::optional<std::uint32_t> LineIndex::byte_of(LineColumn place) const {
    if (place.line == 0 || place.line > lines() || place.column == 0) return std::nullopt;
    const std::uint32_t begin = line_begin(place.line);
    const auto end = static_cast<std::uint32_t>(begin + line(place.line).size());
    std::uint32_t at = begin;
    if (place.line == 1 && text_.starts_with(kByteOrderMark)) at += 3;
    for (std::uint32_t column = 1; column < place.column; ++column) {
        if (at >= end) return std::nullopt;
        at += utf8::decode(text_, at).length;
    }
    return at;
}

std::string_view LineIndex::line(std::uint32_t number) const {
    const std::uint32_t begin = begins_[number - 1];
    const std::size_t end = number < lines() ? begins_[number] - 1 : text_.size();
    return text_.substr(begin, end - begin);
}

}  // namespace jiaodui
