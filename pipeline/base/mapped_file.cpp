// POSIX mmap. Tested through tests/unit/lexicon/words_test.cpp.
#include "pipeline/base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace jiaodui {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) munmap(data_, size_);
}

Result<MappedFile> MappedFile::open(const std::string& path) {
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
    if (reason == 0 && info.st_size > 0) {
        void* data = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
        if (data == MAP_FAILED) {
            reason = errno;
        } else {
            out.data_ = data;
            out.size_ = static_cast<std::size_t>(info.st_size);
        }
    }
    ::close(file);
    if (reason != 0) return failed(reason);
    return out;
}

}  // namespace jiaodui
