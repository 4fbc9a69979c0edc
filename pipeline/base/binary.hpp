// Data that the build compiles and the program reads at start, as bytes: little-endian numbers, texts with their length
// before them, all in a sealed envelope.
//
// Envelope: eight letters that name the kind, a version (u32), the payload's length (u64), its checksum (u64), the
// payload. The seal tells truncation and mixed-up versions from good data; it is no protection against malice. That is
// the Reader's part: whatever the bytes, it stays inside them, allocates nothing that they do not pay for, and
// remembers that it failed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class BinaryWriter {
  public:
    void u8(std::uint8_t value) { bytes_ += static_cast<char>(value); }
    void u32(std::uint32_t value) { fixed(value, 4); }
    void u64(std::uint64_t value) { fixed(value, 8); }
    void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
    void f32(float value);
    // LEB128: small numbers take one byte.
    void count(std::uint64_t value);
    // Its length in bytes as a count, then the bytes.
    void text(std::string_view value);

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    void fixed(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i) bytes_ += static_cast<char>(value >> (8 * i));
    }
    std::string bytes_;
};

// Reads what a BinaryWriter wrote. After the first failure every read gives zero or an empty text and good() is false.
// Texts are views of the bytes, which must outlive them.
class BinaryReader {
  public:
    explicit BinaryReader(std::string_view bytes) : bytes_(bytes) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(fixed(1)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(fixed(4)); }
    std::uint64_t u64() { return fixed(8); }
    std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
    float f32();
    std::uint64_t count();
    std::string_view text();
    // A count of things that take at least `each` bytes (1 or more); fails when the rest of the bytes cannot hold them.
    // So `reserve(items(...))` cannot be made to ask for more memory than a multiple of the file.
    std::size_t items(std::size_t each);

    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    void fail() {
        good_ = false;
        at_ = bytes_.size();
    }

  private:
    std::uint64_t fixed(std::size_t size);

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

// The payload in its envelope. `kind` has at most eight letters.
[[nodiscard]] std::string seal(std::string_view kind, std::uint32_t version, std::string_view payload);
// The payload, a view of `bytes`; `file` is named in the Error.
[[nodiscard]] Result<std::string_view> unseal(std::string_view kind, std::uint32_t version, std::string_view bytes,
                                              const std::string& file);

}  // namespace jiaodui
