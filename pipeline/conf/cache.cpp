// Tested by tests/unit/rule/glossary_cache_test.cpp and tests/unit/conf/seal_record_test.cpp.
#include "pipeline/conf/cache.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace jiaodui {

namespace fs = std::filesystem;

std::string cache_folder() {
    const char* base = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    fs::path path;
    if (base != nullptr && *base == '/') path = base;
    else if (home != nullptr && *home == '/') path = fs::path(home) / ".cache";
    else return {};
    std::error_code failed;
    fs::create_directories(path, failed);
    path /= "jiaodui";
    if (::mkdir(path.c_str(), 0700) == 0) return path.string();
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid()) return {};
    if ((info.st_mode & 022) != 0) return {};  // others could put files there
    return path.string();
}

void store_in_cache(const std::string& path, std::string_view bytes) {
    std::string part = path + ".XXXXXX";
    const int file = mkstemp(part.data());
    if (file < 0) return;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
        if (wrote <= 0) break;
        done += static_cast<std::size_t>(wrote);
    }
    const bool closed = ::close(file) == 0;
    if (done != bytes.size() || !closed || std::rename(part.c_str(), path.c_str()) != 0) ::unlink(part.c_str());
}

}  // namespace jiaodui
