// MappedFile: the bytes of a file without reading them: compiled data are used where they lie.
//
// Who reads tens of megabytes here and there for seconds waits for the processor to find the pages (4 kB each); in
// large ones (2 MB) a search by sound takes a tenth less. The system gives them to memory, not to files, so they cost a
// copy, some milliseconds and as much memory.
//
// Read-only and private. The bytes stay valid as long as the object lives, also when the file is replaced by rename;
// data files are never written in place. Movable; safe to share between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/large_vector.hpp"
#include "pipeline/base/result.hpp"

namespace jiaodui {

enum class Paging : std::uint8_t { small, large };

class MappedFile {
  public:
    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    // ErrorCode::unavailable when there is no such file, io when the system refuses. Pages are small where the system
    // has no large ones and where the file would not fill one.
    static Result<MappedFile> open(const std::string& path, Paging paging = Paging::small);
    [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

  private:
    void copy_into_large_pages();

    const char* data_ = nullptr;
    std::size_t size_ = 0;
    LargeVector<char> copy_;  // where the bytes lie if it is not empty; else they are mapped
};

}  // namespace jiaodui
