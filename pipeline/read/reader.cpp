// Checks the bytes once for all formats, then looks up the catalogue. Tested by
// tests/unit/read/reader_test.cpp.
#include "pipeline/read/reader.hpp"

#include <algorithm>
#include <cstring>

#include "pipeline/read/catalog.hpp"
#include "pipeline/text/encoding.hpp"
#include "pipeline/text/line_index.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

Error encoding_error(const std::string& name, Message message, Message advice) {
    return {ErrorCode::encoding, std::move(message), std::move(advice), {name, 0, 0}};
}

// The extension with its dot, in lower case; empty when the file name has none.
std::string extension_of(std::string_view name) {
    const std::size_t slash = name.find_last_of('/');
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    const std::size_t dot = name.find_last_of('.');
    if (dot == std::string_view::npos) return {};
    std::string out(name.substr(dot));
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool lists(std::string_view extensions, std::string_view wanted) {
    while (!extensions.empty()) {
        const std::size_t gap = std::min(extensions.find(' '), extensions.size());
        if (extensions.substr(0, gap) == wanted) return true;
        extensions.remove_prefix(std::min(gap + 1, extensions.size()));
    }
    return false;
}

std::optional<Error> too_large(const std::string& name, std::string_view bytes) {
    if (bytes.size() < kSizeLimit) return std::nullopt;
    return Error{ErrorCode::too_large,
                 {"文件有 1 GiB 或更大", "the file is 1 GiB or larger"},
                 {"请先把它拆成几个文件", "split it into several files first"},
                 {name, 0, 0}};
}

// The error, at this byte.
Error placed(std::string_view bytes, std::size_t byte, Error error) {
    const LineColumn place = LineIndex(bytes.substr(0, byte)).at(static_cast<std::uint32_t>(byte));
    error.where.line = place.line;
    error.where.column = place.column;
    return error;
}

std::optional<Error> check_text(const std::string& name, std::string_view bytes, const FileCoding* coding) {
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
        const auto offset = static_cast<std::uint32_t>(nul);
        const std::string at = std::to_string(coding != nullptr ? coding->on_disk(bytes, offset) : offset);
        return placed(
            bytes, nul,
            encoding_error(name, {"二进制文件（第 " + at + " 字节处有 NUL）", "binary file (NUL at byte " + at + ")"},
                           {"只能读文本文件", "only text files can be read"}));
    }
    const std::optional<std::size_t> bad = utf8::first_invalid(bytes);
    if (!bad) return std::nullopt;
    const std::string at = std::to_string(*bad);
    return placed(
        bytes, *bad,
        encoding_error(name, {"不是有效的 UTF-8（第 " + at + " 字节处）", "not valid UTF-8 (at byte " + at + ")"},
                       {"文件可能已损坏；若是别的编码，用 --encoding 指明，例如 --encoding gb18030",
                        "the file may be damaged; if it is in another encoding, say which with --encoding, e.g. "
                        "--encoding gb18030, or convert it to UTF-8"}));
}

// The file's text in UTF-8; `coding` where that is not what lies on disk.
Result<FileCoding::Decoded> decoded(const std::string& name, std::string bytes, const std::string& given) {
    Result<Encoding> encoding = given.empty() ? detect_encoding(bytes) : encoding_named(given);
    if (encoding && *encoding == Encoding::utf8) return FileCoding::Decoded{std::move(bytes), nullptr};
    if (encoding) {
        Result<FileCoding::Decoded> out = FileCoding::decode(std::move(bytes), *encoding);
        if (out || !out.error().where.file.empty()) return out;
        Error error = out.error();
        error.where.file = name;
        return error;
    }
    Error error = encoding.error();
    error.where.file = name;
    return error;
}

}  // namespace

Result<Document> read(std::string name, std::string bytes, std::optional<Format> format) {
    ReadAs as;
    as.format = format;
    return read(std::move(name), std::move(bytes), as);
}

Result<Document> read_again(const Document& before, std::string bytes) {
    ReadAs as;
    as.format = before.format;
    as.text_field = before.text_field;
    as.encoding = "utf-8";
    return read(before.name, std::move(bytes), as);
}

Result<Document> read(std::string name, std::string bytes, const ReadAs& as) {
    if (std::optional<Error> error = too_large(name, bytes)) return *std::move(error);
    const bool clean =
        as.encoding.empty() && std::memchr(bytes.data(), 0, bytes.size()) == nullptr && !utf8::first_invalid(bytes);
    Result<FileCoding::Decoded> file =
        clean ? FileCoding::Decoded{std::move(bytes), nullptr} : decoded(name, std::move(bytes), as.encoding);
    if (!file) return file.error();
    if (!clean) {
        if (std::optional<Error> error = too_large(name, file->text)) return *std::move(error);
        if (std::optional<Error> error = check_text(name, file->text, file->coding.get())) return *std::move(error);
    }
    Format chosen = as.format ? *as.format : format_of_file(name, file->text);
    const auto catalog = format_catalog();
    if (!as.format && as.page && chosen == catalog.back().format) chosen = Format::wikijs;
    if (!as.format && chosen == Format::wikijs) chosen = as.pages;
    const auto it =
        std::find_if(catalog.begin(), catalog.end(), [&](const FormatEntry& entry) { return entry.format == chosen; });
    const FormatEntry& entry = it == catalog.end() ? catalog.back() : *it;
    Result<Document> document = entry.read(std::move(name), std::move(file->text), as.text_field);
    if (document) document->coding = std::move(file->coding);
    return document;
}

Result<Format> format_named(std::string_view name) {
    std::string known;
    for (const FormatEntry& entry : format_catalog()) {
        if (entry.name == name) return entry.format;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    const std::string given(name);
    return Error{ErrorCode::unknown_name,
                 {"没有名为 “" + given + "” 的格式", "no format is called \"" + given + "\""},
                 {"可用的格式：" + known, "formats: " + known},
                 {}};
}

Format format_of_file(std::string_view name) {
    const std::string extension = extension_of(name);
    const auto catalog = format_catalog();
    if (!extension.empty()) {
        for (const FormatEntry& entry : catalog) {
            if (lists(entry.extensions, extension)) return entry.format;
        }
    }
    return catalog.back().format;
}

Format format_of_file(std::string_view name, std::string_view bytes) {
    const std::string extension = extension_of(name);
    const auto catalog = format_catalog();
    const Format plain = catalog.back().format;
    std::optional<Format> by_name;
    for (const FormatEntry& entry : catalog) {
        if (!extension.empty() && lists(entry.extensions, extension)) {
            if (!by_name) by_name = entry.format;
            // Several formats share an extension (.json): the first that knows its own.
            if (entry.recognises != nullptr && entry.recognises(bytes)) return entry.format;
        }
    }
    if (by_name && *by_name != plain) return *by_name;
    for (const FormatEntry& entry : catalog) {
        if (entry.recognises != nullptr && entry.recognises(bytes)) return entry.format;
    }
    return plain;
}

}  // namespace jiaodui
