// Differences of two texts as a person would mark them.
//
// Both functions give the edits that make `before` into `after`: spans are bytes of `before`, in
// order, never touching, whole code points only. diff_characters compares code points and then
// tidies: inside a Latin word or a number a change takes in single equal letters between two
// others, so that `john` → `Jump` is one change and not three; Han is left alone, since each
// character is a word of its own to a proofreader. diff_texts compares lines first and characters
// within the lines that differ; use it for whole files. Both cost at most O(length · bound).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text/span.hpp"

namespace jiaodui {

struct TextChange {
    Span before;  // bytes of the first text
    Span after;   // bytes of the second
    friend bool operator==(const TextChange&, const TextChange&) = default;
};

[[nodiscard]] std::vector<TextChange> diff_characters(std::string_view before, std::string_view after);
[[nodiscard]] std::vector<TextChange> diff_lines(std::string_view before, std::string_view after);
[[nodiscard]] std::vector<TextChange> diff_texts(std::string_view before, std::string_view after);

}  // namespace jiaodui
