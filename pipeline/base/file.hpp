// Reading whole files. Writing is done elsewhere, safely (review/safe_write.hpp).
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/base/result.hpp"

namespace jiaodui {

// The bytes of a regular file (or what a link leads to); an Error with the path as its place when it is missing, no
// file, not readable, or larger than `most` bytes.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::uint64_t most = std::uint64_t{1} << 30);

}  // namespace jiaodui
