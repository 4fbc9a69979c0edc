// The formats that the program reads: one line each. To add one, write its file pair and a line in
// catalog.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

// Turns bytes that are valid UTF-8 without NUL and shorter than kSizeLimit into a Document. `text_field` names the
// column that holds the text, in formats that have columns; empty: found by its usual names.
using ReadFunction = Result<Document> (*)(std::string name, std::string bytes, const std::string& text_field);

// True when the bytes are surely of the format. Looks at their beginning only.
using Recogniser = bool (*)(std::string_view bytes);

struct FormatEntry {
    std::string_view name;  // as written in configuration and on the command line
    Format format;
    std::string_view extensions;  // lower case with their dots, separated by spaces; empty: only by name
    ReadFunction read;
    Recogniser recognises = nullptr;  // none: known by its extension alone
};

// In the order in which they are listed to users. The last one reads what no extension claims.
[[nodiscard]] std::span<const FormatEntry> format_catalog();

}  // namespace jiaodui
