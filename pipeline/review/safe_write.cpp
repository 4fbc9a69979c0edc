// POSIX calls throughout: the standard library can neither create exclusively nor flush. Tested by
// tests/unit/review/undo_test.cpp and tests/measure/crash_writes.py.
#include "pipeline/review/safe_write.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

namespace jiaodui {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTooLarge = 1ull << 30;
// `.NAME.jiaodui-PROCESS-ATTEMPT` beside NAME, until it takes its place.
constexpr std::string_view kTemporary = ".jiaodui-";

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { close_now(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool ok() const { return fd_ >= 0; }
    bool close_now() {
        const int fd = fd_;
        fd_ = -1;
        return fd < 0 || ::close(fd) == 0;
    }

  private:
    int fd_;
};

Error io_error(const fs::path& path, const Message& what) {
    const std::string why = std::strerror(errno);
    return {ErrorCode::io, {what.zh + "：" + why, what.en + ": " + why}, {}, {path.string()}};
}

Error conflict(const fs::path& path) {
    return {ErrorCode::conflict,
            {"文件在处理期间被改动，未写入", "the file changed while it was being proofread; not written"},
            {"请重新运行", "run again"},
            {path.string()}};
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(fd, bytes.data(), bytes.size());
        if (done < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
}

// A new file beside the target, removed again unless it takes the target's place.
class Replacement {
  public:
    explicit Replacement(fs::path target) : target_(std::move(target)) {}
    ~Replacement() {
        if (!temporary_.empty()) ::unlink(temporary_.c_str());
    }
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    Result<void> create(std::string_view bytes, mode_t mode, const struct stat* like) {
        const fs::path folder = target_.parent_path();
        for (int attempt = 0; attempt < 100; ++attempt) {
            fs::path name = folder / ('.' + target_.filename().string() + std::string(kTemporary) +
                                      std::to_string(::getpid()) + '-' + std::to_string(attempt));
            const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
            if (fd < 0 && errno == EEXIST) continue;
            if (fd < 0) return io_error(target_, {"无法在该目录新建文件", "cannot create a file in this folder"});
            temporary_ = std::move(name);
            return fill(Descriptor(fd), bytes, mode, like);
        }
        return io_error(target_, {"无法新建临时文件", "cannot create a temporary file"});
    }

    Result<void> commit(bool settle = true) {
        if (::rename(temporary_.c_str(), target_.c_str()) != 0)
            return io_error(target_, {"无法替换文件", "cannot replace the file"});
        temporary_.clear();
        if (settle) settle_folder(target_.parent_path());
        return {};
    }

  private:
    Result<void> fill(const Descriptor& file, std::string_view bytes, mode_t mode, const struct stat* like) {
        // Owner first: changing it may clear set-id bits that the mode then restores.
        if (like != nullptr && (like->st_uid != ::geteuid() || like->st_gid != ::getegid())) {
            if (::fchown(file.get(), like->st_uid, like->st_gid) != 0 &&
                ::fchown(file.get(), static_cast<uid_t>(-1), like->st_gid) != 0) {
                errno = 0;  // not ours to give away: the file then belongs to who wrote it
            }
        }
        if (::fchmod(file.get(), mode) != 0 || !write_all(file.get(), bytes) || ::fsync(file.get()) != 0) {
            return io_error(target_, {"写入失败", "cannot write"});
        }
        return {};
    }

    fs::path target_;
    fs::path temporary_;
};

// The file that a path leads to, through any links.
Result<fs::path> resolve_links(const fs::path& path) {
    std::error_code failed;
    fs::path real = fs::canonical(path, failed);
    if (failed) {
        errno = failed.value();
        return io_error(path, {"无法找到文件", "cannot find the file"});
    }
    return real;
}

// The process that was writing a file of this name; nothing when it is not one of ours.
std::optional<pid_t> writer_of(std::string_view name) {
    const std::size_t at = name.rfind(kTemporary);
    if (!name.starts_with('.') || at == std::string_view::npos || at < 2) return std::nullopt;
    const std::string_view rest = name.substr(at + kTemporary.size());
    const char* const end = rest.data() + rest.size();
    pid_t process = 0;
    int attempt = 0;
    const auto [dash, no_process] = std::from_chars(rest.data(), end, process);
    if (no_process != std::errc() || process <= 0 || dash == end || *dash != '-') return std::nullopt;
    const auto [last, no_attempt] = std::from_chars(dash + 1, end, attempt);
    if (no_attempt != std::errc() || last != end) return std::nullopt;
    return process;
}

bool same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
           a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

}  // namespace

Result<std::string> read_whole(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!file.ok() || ::fstat(file.get(), &info) != 0) return io_error(path, {"无法读取", "cannot read"});
    if (!S_ISREG(info.st_mode)) {
        return Error{ErrorCode::io, {"不是普通文件", "not a regular file"}, {}, {path.string()}};
    }
    if (static_cast<std::uint64_t>(info.st_size) >= kTooLarge) {
        return Error{
            ErrorCode::too_large, {"文件过大（上限 1 GiB）", "too large (the limit is 1 GiB)"}, {}, {path.string()}};
    }
    std::string out(static_cast<std::size_t>(info.st_size) + 1, '\0');
    std::size_t used = 0;
    for (;;) {
        const ssize_t got = ::read(file.get(), out.data() + used, out.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return io_error(path, {"无法读取", "cannot read"});
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
        if (used == out.size()) out.resize(out.size() * 2);
        if (used >= kTooLarge) break;
    }
    out.resize(used);
    return out;
}

Result<void> write_file(const fs::path& path, std::string_view before, std::string_view after) {
    Result<fs::path> target = resolve_links(path);
    if (!target) return target.error();
    struct stat first {};
    if (::lstat(target->c_str(), &first) != 0) return io_error(path, {"无法读取", "cannot read"});
    if (!S_ISREG(first.st_mode)) {
        return Error{ErrorCode::io, {"不是普通文件，不写入", "not a regular file; not written"}, {}, {path.string()}};
    }
    if (::access(target->c_str(), W_OK) != 0) return io_error(path, {"文件不可写", "the file is not writable"});
    const Result<std::string> present = read_whole(*target);
    if (!present) return present.error();
    if (*present != before) return conflict(path);
    Replacement replacement(*target);
    if (Result<void> made = replacement.create(after, first.st_mode & 07777, &first); !made) return made;
    struct stat again {};
    if (::lstat(target->c_str(), &again) != 0 || !same_file(first, again)) return conflict(path);
    return replacement.commit();
}

Result<void> put_file(const fs::path& path, std::string_view bytes, unsigned mode, bool settle) {
    Replacement replacement(path);
    if (Result<void> made = replacement.create(bytes, static_cast<mode_t>(mode), nullptr); !made) return made;
    return replacement.commit(settle);
}

void settle_folder(const fs::path& folder) {
    const Descriptor at(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (at.ok()) ::fsync(at.get());  // some file systems cannot; the rename itself has succeeded
}

void remove_leavings(const fs::path& folder) {
    std::error_code failed;
    std::vector<fs::path> gone;
    for (fs::directory_iterator it(folder.empty() ? "." : folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        const std::optional<pid_t> process = writer_of(it->path().filename().native());
        if (!process || *process == ::getpid() || ::kill(*process, 0) == 0 || errno != ESRCH) continue;
        struct stat info {};
        if (::lstat(it->path().c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid())
            gone.push_back(it->path());
    }
    for (const fs::path& path : gone) ::unlink(path.c_str());
}

}  // namespace jiaodui
