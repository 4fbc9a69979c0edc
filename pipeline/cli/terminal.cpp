// The order of the colour variables is the one CMake documents. Tested by tests/cli/colour.md.
#include "pipeline/cli/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "pipeline/cli/in_path.hpp"

namespace jiaodui::cli {
namespace {

int columns_of(int fd) {
    if (const char* set = std::getenv("COLUMNS")) {
        const int columns = std::atoi(set);
        if (columns >= 20 && columns <= 1000) return columns;
    }
    struct winsize size {};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
    return 100;
}

bool set_and_not_empty(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

}  // namespace

void FdBuffer::write_all(const char* text, std::size_t count) {
    while (count > 0 && !reader_gone_ && failure_ == 0) {
        const ssize_t done = ::write(fd_, text, count);
        if (done < 0) {
            if (errno == EINTR) continue;
            if (errno == EPIPE) {
                reader_gone_ = true;
            } else {
                failure_ = errno;
            }
            return;
        }
        text += done;
        count -= static_cast<std::size_t>(done);
    }
}

int FdBuffer::sync() {
    write_all(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return 0;
}

FdBuffer::int_type FdBuffer::overflow(int_type ch) {
    sync();
    if (ch != traits_type::eof()) sputc(traits_type::to_char_type(ch));
    return traits_type::not_eof(ch);
}

std::streamsize FdBuffer::xsputn(const char* text, std::streamsize count) {
    if (count > epptr() - pptr()) sync();
    if (count > epptr() - pptr()) {
        write_all(text, static_cast<std::size_t>(count));
    } else {
        std::memcpy(pptr(), text, static_cast<std::size_t>(count));
        pbump(static_cast<int>(count));
    }
    return count;
}

Output::Output(int fd)
    : fd_(fd),
      terminal_(::isatty(fd) == 1),
      columns_(columns_of(fd)),
      buffer_(std::make_unique<FdBuffer>(fd)),
      stream_(buffer_.get()) {}

Output::~Output() { finish(); }

void Output::page() {
    const char* set = std::getenv("JIAODUI_PAGER");
    const std::string command = set != nullptr ? set : "less -FRX";
    if (!terminal_ || command.empty() || command == "cat" || pager_ > 0) return;
    // What is not there would swallow the report. A word with signs of the shell in it may be anything.
    const std::string program = command.substr(0, command.find(' '));
    if (program.find_first_of("'\"\\$`=;&|<>(){}~") == std::string::npos && !in_path(program)) return;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    stream_.flush();
    pager_ = ::fork();
    if (pager_ == 0) {
        ::dup2(ends[0], STDIN_FILENO);
        ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[0]);
    if (pager_ < 0) {
        ::close(ends[1]);
        return;
    }
    pipe_ = ends[1];
    buffer_ = std::make_unique<FdBuffer>(pipe_);
    stream_.rdbuf(buffer_.get());
}

int Output::finish() {
    stream_.flush();
    const int failure = buffer_->failure();
    if (pager_ > 0) {
        ::close(pipe_);
        int status = 0;
        while (::waitpid(pager_, &status, 0) < 0 && errno == EINTR) {
        }
        pager_ = 0;
        buffer_ = std::make_unique<FdBuffer>(fd_);
        stream_.rdbuf(buffer_.get());
    }
    return failure;
}

bool use_colour(std::string_view flag, bool terminal) {
    if (flag == "always") return true;
    if (flag == "never") return false;
    if (set_and_not_empty("NO_COLOR")) return false;
    const char* force = std::getenv("CLICOLOR_FORCE");
    if (force != nullptr && *force != '\0' && std::strcmp(force, "0") != 0) return true;
    const char* wanted = std::getenv("CLICOLOR");
    if (wanted != nullptr && std::strcmp(wanted, "0") == 0) return false;
    const char* kind = std::getenv("TERM");
    return terminal && !(kind != nullptr && std::strcmp(kind, "dumb") == 0);
}

}  // namespace jiaodui::cli
