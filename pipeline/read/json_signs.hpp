// JsonSign: the characters of JSON strings with the bytes that they come from, and which of two texts are the same.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/read/json_tree.hpp"

namespace jiaodui {

// A character of a decoded string and the bytes that it comes from.
struct JsonSign {
    std::string_view ch;
    PieceKind kind;
    SourceSpan source;
};

// Signs point into the text.
void append_signs(const JsonTree::Text& text, std::vector<JsonSign>& out);

// Pairs of equal characters, blanks of either side left out where the other has none; false where the texts differ.
[[nodiscard]] bool align_signs(const std::vector<JsonSign>& shown, std::size_t from, std::size_t to,
                               const std::vector<JsonSign>& other,
                               std::vector<std::pair<std::size_t, std::size_t>>& pairs);

}  // namespace jiaodui
