// How much room text takes on a terminal, and how to print it there without being deceived.
//
// Widths follow Unicode's East Asian Width (UAX #11): wide and full-width characters take two
// columns, combining marks and format characters none, and the ambiguous ones (“”…— in Chinese
// fonts) one or two, as the user's terminal has it. printable() is for everything that comes from a
// file and goes to a person: control characters, bidirectional overrides and invisible characters
// are shown as what they are (␛, <U+202E>), so that no file can steer the terminal or hide a
// character from the reader. Machine formats do not use it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jiaodui {

// Columns of one code point: 0, 1 or 2. `ambiguous` is 1 or 2.
[[nodiscard]] int width_of(char32_t ch, int ambiguous);

// Columns of a text; control characters count none.
[[nodiscard]] std::size_t width_of(std::string_view text, int ambiguous);

// The longest head of the text that takes at most this many columns.
[[nodiscard]] std::string_view head_of_width(std::string_view text, std::size_t columns, int ambiguous);

// The longest tail of the text that takes at most this many columns.
[[nodiscard]] std::string_view tail_of_width(std::string_view text, std::size_t columns, int ambiguous);

// Adds spaces until `text`, which is the end of `line`, fills this many columns.
void pad_to(std::string& line, std::string_view text, std::size_t columns, int ambiguous);

// The text with everything that would not be seen made visible; a line feed becomes ⏎. Ill-formed
// bytes become <0xNN>.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace jiaodui
