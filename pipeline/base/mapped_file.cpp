// POSIX mmap. Tested by tests/unit/base/mapped_file_test.cpp.
#include "pipeline/base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace jiaodui {

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(copy_, other.copy_);  // its bytes stay where they are
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr && copy_.empty()) munmap(const_cast<char*>(data_), size_);
}

void MappedFile::copy_into_large_pages() {
    LargeVector<char> copy(data_, data_ + size_);
    munmap(const_cast<char*>(data_), size_);
    copy_ = std::move(copy);
    data_ = copy_.data();
}

Result<MappedFile> MappedFile::open(const std::string& path, Paging paging) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const auto failed = [&](int reason) {
        const std::string why = std::strerror(reason);
        return Error{reason == ENOENT ? ErrorCode::unavailable : ErrorCode::io,
                     {"读不到文件：" + why, "cannot read the file: " + why},
                     {},
                     {path, 0, 0}};
    };
    if (file < 0) return failed(errno);
    struct stat info {};
    MappedFile out;
    int reason = fstat(file, &info) != 0 ? errno : S_ISREG(info.st_mode) ? 0 : EINVAL;
    if (const auto size = static_cast<std::size_t>(info.st_size); reason == 0 && size > 0) {
        void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (data == MAP_FAILED) {
            reason = errno;
        } else {
            out.data_ = static_cast<const char*>(data);
            out.size_ = size;
        }
    }
    ::close(file);
    if (reason != 0) return failed(reason);
    if (paging == Paging::large && out.size_ >= kLargePage) out.copy_into_large_pages();
    return out;
}

}  // namespace jiaodui
