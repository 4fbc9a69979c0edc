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

// Reads with the given format, or with the one that the extension of the name stands for: `.md` and
// `.markdown` are Wiki.js pages, everything else is plain text. Errors: too_large, encoding (with
// line and column).
[[nodiscard]] Result<Document> read(std::string name, std::string bytes,
                                    std::optional<Format> format = std::nullopt);

// `wikijs`, `markdown`, `plain`; anything else is an Error unknown_name that lists them.
[[nodiscard]] Result<Format> format_named(std::string_view name);

// What read() chooses when no format is given.
[[nodiscard]] Format format_of_file(std::string_view name);

}  // namespace jiaodui
