// ArchiveFile: what `jiaodui learn` writes, `.jiaodui/lexicon`, as sections: named stretches of bytes, each the affair
// of whoever made it (n-grams, words, sounds, line ends).
//
// Layout, all numbers little-endian: "JDLEXIC" and a zero byte, version (u32), number of sections (u32), size of the
// file (u64), checksum of all that follows (u64); then for each section its name (8 bytes, padded with zeros), offset
// and size (u64, u64); then the sections, each at a multiple of 8. open() checks the seal and the table, so a file that
// is truncated, damaged, foreign or of another version is told apart and named in the Error, whose advice is to run
// `jiaodui learn` again. The checksum is no protection against malice: readers of sections check what they read.
// Who has something to do meanwhile opens without the checksum, which reads all of the file, and asks intact() beside
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"

namespace jiaodui {

// Name (at most eight letters) and payload.
using ArchiveSection = std::pair<std::string, std::string>;

// Immutable; safe to share between threads.
class ArchiveFile {
  public:
    static constexpr std::uint32_t version = 3;

    // ErrorCode::unavailable when there is no such file, invalid_value when it cannot be used.
    static Result<ArchiveFile> open(const std::string& path, Paging paging = Paging::small);
    // The same but for the checksum: nothing may be said by what it holds before intact() is known.
    static Result<ArchiveFile> open_unsealed(const std::string& path, Paging paging = Paging::small);
    // Reads all of the file: whether it is as it was written.
    [[nodiscard]] Result<void> intact() const;
    // Uses the bytes where they lie; they must outlive the object and be aligned to 8. `name` is for messages.
    static Result<ArchiveFile> view(std::string_view bytes, const std::string& name);
    // The bytes of a file with these sections, in this order.
    static std::string pack(const std::vector<ArchiveSection>& sections);

    // The payload, aligned to 8; empty when there is no such section.
    [[nodiscard]] std::string_view section(std::string_view name) const;
    // Names the state of the archive: equal for equal contents.
    [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

    // The Error of a reader of a section that found it wrong.
    [[nodiscard]] static Error unusable(const std::string& name, Message why);

  private:
    static Result<ArchiveFile> view_unsealed(std::string_view bytes, const std::string& name);

    std::shared_ptr<const MappedFile> file_;
    std::string name_;
    std::string_view body_;  // all that the checksum is of
    std::vector<std::pair<std::string_view, std::string_view>> sections_;
    std::uint64_t checksum_ = 0;
};

}  // namespace jiaodui
