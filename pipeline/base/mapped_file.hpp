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
    // The reason it failed; 0.
    int map(int file, std::size_t size);
    bool copy(int file, std::size_t size);

    void* region_ = nullptr;  // what is given back
    std::size_t region_size_ = 0;
    const char* data_ = nullptr;  // in it
    std::size_t size_ = 0;
};

}  // namespace jiaodui
