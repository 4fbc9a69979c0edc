// A text as its characters, and back: for what looks at several characters at a time, by their place. UTF-8 that is
// known to be valid; copies.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace jiaodui {

[[nodiscard]] std::u32string characters_of(std::string_view text);
[[nodiscard]] std::string text_of(std::span<const char32_t> characters);

}  // namespace jiaodui
