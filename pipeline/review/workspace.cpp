// Tested by tests/unit/review/undo_test.cpp.
#include "pipeline/review/workspace.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "pipeline/review/safe_write.hpp"

namespace jiaodui {
namespace {

constexpr std::string_view kIgnored =
    "# Made by jiaodui. What is not listed here is meant to be committed.\n"
    "/lock\n"
    "/undo/\n"
    "/work\n"
    "/lexicon\n"
    "/cache/\n";

Error cannot(const std::filesystem::path& path, std::string_view why) {
    return {ErrorCode::io,
            {"无法建立工作目录：" + std::string(why), "cannot make the working folder: " + std::string(why)},
            {},
            {path.string()}};
}

}  // namespace

Result<void> Workspace::create() const {
    struct stat info {};
    if (::lstat(folder().c_str(), &info) == 0) {
        // A link could lead anywhere; what we write must stay inside the project.
        if (!S_ISDIR(info.st_mode)) return cannot(folder(), "not a folder");
        return {};
    }
    if (::mkdir(folder().c_str(), 0777) != 0 && errno != EEXIST) return cannot(folder(), std::strerror(errno));
    return put_file(folder() / ".gitignore", kIgnored);
}

Result<ProjectLock> ProjectLock::take(const Workspace& workspace) {
    if (Result<void> made = workspace.create(); !made) return made.error();
    const std::filesystem::path path = workspace.folder() / "lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) return cannot(path, std::strerror(errno));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return Error{ErrorCode::conflict,
                     {"另一个 jiaodui 正在写入这个项目", "another jiaodui is writing to this project"},
                     {"等它结束后再运行", "run again when it has ended"},
                     {path.string()}};
    }
    remove_leavings(workspace.folder());
    remove_leavings(workspace.folder() / "undo");
    return ProjectLock(fd);
}

ProjectLock::~ProjectLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace jiaodui
