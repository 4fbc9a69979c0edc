// Spaces, where a house has a style for them. None of these is on unless asked for: spaces are a matter of taste, and
// in titles and lists of links they are separators.
//
// The law: headings, titles and the text of links are left alone, and so is every space that Markdown may need: one
// that hidden or locked markup touches (emphasis, a hard break, a bare address).
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Between Han and ASCII letters or digits. Parameter `style`: none (a single space goes), one (it is added), keep.
// Parameter `digits`: false leaves digits alone.
void find_han_latin_spacing(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Beside full-width marks: before ，。、；：？！ and closing brackets, after ，。、；：？！ and opening brackets.
// Spaces after a closing bracket, before an opening one, and at quotation marks may separate, and stay.
void find_spaces_beside_marks(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Between two Han characters. Deleting is one remedy, a mark the other: candidates.
void find_spaces_between_han(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
