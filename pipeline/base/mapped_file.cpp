// POSIX mmap. Tested by tests/unit/base/mapped_file_test.cpp.
#include "pipeline/base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "pipeline/base/large_vector.hpp"

namespace jiaodui {

namespace {

bool read_all(int file, char* to, std::size_t size) {
    for (std::size_t at = 0; at < size;) {
        const ssize_t got = ::read(file, to + at, size - at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += static_cast<std::size_t>(got);
    }
    return true;
}

}  // namespace

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(region_, other.region_);
    std::swap(region_size_, other.region_size_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (region_ != nullptr) munmap(region_, region_size_);
}

int MappedFile::map(int file, std::size_t size) {
    void* region = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (region == MAP_FAILED) return errno;
    region_ = region;
    region_size_ = size_ = size;
    data_ = static_cast<const char*>(region);
    return 0;
}

// Into memory that begins where a large page does. Whatever goes wrong, the file can still be mapped.
bool MappedFile::copy([[maybe_unused]] int file, [[maybe_unused]] std::size_t size) {
#ifdef MADV_HUGEPAGE
    if (size < kLargePage) return false;
    const std::size_t whole = size + kLargePage;
    void* region = mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (region == MAP_FAILED) return false;
    void* begin = region;
    std::size_t left = whole;
    std::align(kLargePage, size, begin, left);
    if (madvise(begin, size, MADV_HUGEPAGE) != 0 || !read_all(file, static_cast<char*>(begin), size) ||
        mprotect(begin, size, PROT_READ) != 0) {
        munmap(region, whole);
        return false;
    }
    region_ = region;
    region_size_ = whole;
    size_ = size;
    data_ = static_cast<const char*>(begin);
    return true;
#else
    return false;
#endif
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
        if (paging == Paging::small || !out.copy(file, size)) reason = out.map(file, size);
    }
    ::close(file);
    if (reason != 0) return failed(reason);
    return out;
}

}  // namespace jiaodui
