// read(): from the bytes of a file to a Document.
//
// The law: whatever the bytes are, either an Error says why they cannot be read (binary, not UTF-8,
// too large), or the Document's pieces cover every byte exactly once, so that writing it back
// untouched gives the same bytes. A reader is never asked whether a file is well formed: what it
// does not understand it locks.
//
// All functions are pure; they may be called from many threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui {

// Files of this size and more are refused, so that every offset fits 32 bits with room to grow.
inline constexpr std::size_t kSizeLimit = std::size_t{1} << 30;

// How a file is to be read; what is left empty is found out.
struct ReadAs {
    std::optional<Format> format;
    std::string text_field = {};    // the column that holds the text, in formats with columns
    std::string encoding = {};      // its name (text/encoding.hpp)
    Format pages = Format::wikijs;  // how Markdown is read where the format is found out
    bool page = false;              // what no extension and no content says is Markdown, not plain text
};

// Reads with the given format, or with the one that extension and content stand for. Errors: too_large, encoding,
// syntax (with line and column).
[[nodiscard]] Result<Document> read(std::string name, std::string bytes, const ReadAs& as);
[[nodiscard]] Result<Document> read(std::string name, std::string bytes, std::optional<Format> format = std::nullopt);

// Other bytes of the same file, read the way it was.
[[nodiscard]] Result<Document> read_again(const Document& before, std::string bytes);

// `wikijs`, `markdown`, `plain`, `srt` …; anything else is an Error unknown_name that lists them.
[[nodiscard]] Result<Format> format_named(std::string_view name);

// What the extension of the name stands for: `.md` and `.markdown` are Wiki.js pages, what no format claims is plain
// text.
[[nodiscard]] Format format_of_file(std::string_view name);
// The same with a look at the content, which decides where the extension says nothing or `.txt`.
[[nodiscard]] Format format_of_file(std::string_view name, std::string_view bytes);

}  // namespace jiaodui
