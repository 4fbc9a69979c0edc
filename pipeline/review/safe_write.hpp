// Writing files so that nothing is ever lost.
//
// The law. write_file() replaces the bytes of a file; at every moment, also after a crash, the file
// holds either the old bytes or the new ones. The new bytes go to a file of their own in the same
// folder, are flushed to the disk, take the old file's mode (and owner, where allowed), and are
// renamed over it only when the old file is still byte for byte what the caller read. A symbolic
// link stays a link; what it points to is replaced. What is not a regular file is refused.
//
// A hard link is given up for the new file (as with every writer by rename). The caller holds the
// ProjectLock, so two runs of the program do not meet; other programs are noticed, except in the
// moment between the last look and the rename.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"

namespace jiaodui {

// The bytes of a regular file (or of what a link points to).
[[nodiscard]] Result<std::string> read_whole(const std::filesystem::path& path);

// Replaces a file whose present bytes are `before`. ErrorCode::conflict when they no longer are.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view before,
                                      std::string_view after);

// Creates or replaces a file of our own (journals, settings), the same way but without a look at
// the old bytes. When `settle` is false the new bytes are on the disk, but a loss of power may still bring back the old
// file, until settle_folder() has been called.
[[nodiscard]] Result<void> put_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644,
                                    bool settle = true);
void settle_folder(const std::filesystem::path& folder);

// Removes what a run that was killed left in a folder: files named as ours are while they are being written, which
// belong to this user and whose process is gone. The caller holds the ProjectLock.
void remove_leavings(const std::filesystem::path& folder);

}  // namespace jiaodui
