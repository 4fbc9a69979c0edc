// stdio rather than streams: half the time on small files, and an errno to report. Tested by
// tests/unit/base/file_test.cpp.
#include "pipeline/base/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace jiaodui {
namespace {

Error failure(const std::string& path, int number) {
    const std::string why = std::generic_category().message(number);
    const bool missing = number == ENOENT || number == ENOTDIR;
    return {ErrorCode::io,
            {missing ? "没有这个文件" : "读不了：" + why, missing ? "no such file" : "cannot be read: " + why},
            {missing ? "检查路径" : "检查权限", missing ? "check the path" : "check the permissions"},
            {path, 0, 0}};
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t most) {
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status)) return failure(path, failed ? failed.value() : ENOENT);
    if (!std::filesystem::is_regular_file(status)) {
        return Error{ErrorCode::io,
                     {"不是普通文件", "not a regular file"},
                     {"给出文件的路径", "give the path of a file"},
                     {path, 0, 0}};
    }
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (file == nullptr) return failure(path, errno);
    std::setvbuf(file.get(), nullptr, _IONBF, 0);  // we read in large pieces ourselves
    std::string bytes;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    std::size_t room = failed ? 4096 : static_cast<std::size_t>(std::min<std::uintmax_t>(size, most)) + 1;
    while (true) {
        const std::size_t had = bytes.size();
        bytes.resize(had + room);
        const std::size_t got = std::fread(bytes.data() + had, 1, room, file.get());
        bytes.resize(had + got);
        if (bytes.size() > most) {
            return Error{
                ErrorCode::too_large,
                {"文件超过 " + std::to_string(most) + " 字节", "larger than " + std::to_string(most) + " bytes"},
                {"拆成几个文件", "split it"},
                {path, 0, 0}};
        }
        if (got < room) break;
        room = std::size_t{1} << 16;  // it grew while we read
    }
    if (std::ferror(file.get()) != 0) return failure(path, errno);
    return bytes;
}

}  // namespace jiaodui
