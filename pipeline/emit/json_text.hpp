// JSON as our machine formats write it: compact, keys in the order given, UTF-8 kept except where
// JSON or a reader of lines would stumble (quotes, backslashes, control characters, U+2028,
// U+2029). Ill-formed bytes, which only file names can hold, become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace jiaodui::json {

// Appends the quoted string.
void append_string(std::string& out, std::string_view text);
// Appends the shortest decimal that reads back as this float, whatever the locale.
void append_number(std::string& out, float value);
// Appends `"key":`, with a comma before it unless it is the first of its object.
void append_key(std::string& out, std::string_view key);
// A key and its value.
void append_field(std::string& out, std::string_view key, std::string_view value);
void append_field(std::string& out, std::string_view key, std::size_t value);

}  // namespace jiaodui::json
