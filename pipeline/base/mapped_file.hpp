// MappedFile: the bytes of a file without reading them: compiled data are used where they lie.
//
// Read-only and private. The bytes stay valid as long as the object lives, also when the file is replaced by rename;
// data files are never written in place. Movable; safe to share between threads.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class MappedFile {
  public:
    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    // ErrorCode::unavailable when there is no such file, io when the system refuses.
    static Result<MappedFile> open(const std::string& path);
    [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

  private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace jiaodui
