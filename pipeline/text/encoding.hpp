// FileCoding: a file in another encoding than UTF-8, its text in UTF-8, and the way back.
//
// The law. What is not corrected is written back byte for byte, whatever it is: the file's own bytes are kept, and only
// corrected stretches are encoded. A character that the encoding cannot hold is an Error, never a substitute. Offsets
// of the text and of the file on disk go to and fro in O(log size). Undecodable bytes are an Error with their offset.
//
// detect() names an encoding only when it is sure: a byte order mark; bytes that are UTF-8; else both GB18030 and Big5
// are tried, and one must be far more like Chinese text than the other, and ICU's detector must not be surer of a
// third. It never guesses: what is left is an Error that names what it may be.
//
// Thread-safe once made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, gb18030, big5 };

// `utf-8`, `utf-16le`, `utf-16be`, `gb18030`, `big5`.
[[nodiscard]] std::string_view name_of(Encoding encoding);
// By its name, in any case, with or without hyphens; `gbk`, `gb2312`, `cp936`, `big5-hkscs`, `utf-16` too. Else an
// Error unknown_name that lists them.
[[nodiscard]] Result<Encoding> encoding_named(std::string_view name);

[[nodiscard]] Result<Encoding> detect_encoding(std::string_view bytes);

class FileCoding {
  public:
    // Decodes; the text begins with U+FEFF where the file has a byte order mark. Errors: encoding, at the offset.
    struct Decoded {
        std::string text;
        std::shared_ptr<const FileCoding> coding;
    };
    [[nodiscard]] static Result<Decoded> decode(std::string bytes, Encoding encoding);

    [[nodiscard]] Encoding encoding() const { return encoding_; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

    // Where a byte of the text (at the head of a character) lies on disk.
    [[nodiscard]] std::uint32_t on_disk(std::string_view text, std::uint32_t at) const;

    // The file with stretches of its text replaced; in order, disjoint.
    struct Replacement {
        Span at;  // of the text
        std::string_view text;
    };
    [[nodiscard]] Result<std::string> written(std::string_view text, std::span<const Replacement> replacements) const;

  private:
    FileCoding(Encoding encoding, std::string bytes) : encoding_(encoding), bytes_(std::move(bytes)) {}

    struct Checkpoint {
        std::uint32_t text;
        std::uint32_t disk;
    };
    void index(std::string_view text);
    // The length on disk of the character at this offset, and of the text that it stands for.
    [[nodiscard]] Checkpoint step(std::string_view text, Checkpoint at) const;

    Encoding encoding_;
    std::string bytes_;
    std::vector<Checkpoint> checkpoints_;
};

}  // namespace jiaodui
