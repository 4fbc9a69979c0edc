// posix_spawn, three pipes and poll. Tested by tests/unit/git/process_test.cpp.
#include "pipeline/git/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace jiaodui {
namespace {

constexpr std::size_t kErrorLimit = 64 * 1024;

Error failed(const std::string& program, int number) {
    const std::string why = std::strerror(number);
    if (number == ENOENT) {
        return {ErrorCode::unavailable,
                {"找不到程序 " + program, "the program " + program + " is not there"},
                {"请先安装它，并放在 PATH 上", "install it, and have it on the PATH"},
                {}};
    }
    return {ErrorCode::io, {"无法运行 " + program + "：" + why, "cannot run " + program + ": " + why}, {}, {}};
}

// Two ends of a pipe, closed with the object; neither is passed on to other programs.
class Pipe {
  public:
    Pipe() {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
    }
    ~Pipe() {
        close(0);
        close(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] bool ok() const { return ends_[0] >= 0; }
    [[nodiscard]] int operator[](std::size_t end) const { return ends_[end]; }
    void close(std::size_t end) {
        if (ends_[end] >= 0) ::close(ends_[end]);
        ends_[end] = -1;
    }

  private:
    std::array<int, 2> ends_{-1, -1};
};

struct Pipes {
    Pipe in, out, err;
};

// Within its life a pipe that nobody reads is an error of write(), not a signal that ends this program. Of this thread
// alone.
class NoPipeSignal {
  public:
    NoPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &former_);
    }
    ~NoPipeSignal() {
        const timespec none{0, 0};
        if (!was_pending_) sigtimedwait(&pipe_, nullptr, &none);  // takes back what we caused
        pthread_sigmask(SIG_SETMASK, &former_, nullptr);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

  private:
    sigset_t pipe_{}, former_{};
    bool was_pending_ = false;
};

// The child's pid, or minus errno.
pid_t start(const std::vector<std::string>& argv, const ProcessOptions& options, const Pipes& pipes) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (!options.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
    posix_spawn_file_actions_adddup2(&actions, pipes.in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes.out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes.err[1], STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);  // ignored by this program, not by its children
    posix_spawnattr_setsigdefault(&attributes, &usual);
    sigset_t mask;
    sigemptyset(&mask);
    posix_spawnattr_setsigmask(&attributes, &mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_t pid = 0;
    const int number = posix_spawnp(&pid, words[0], &actions, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return number == 0 ? pid : -number;
}

// Reads what is there. False at the end of the stream.
bool take(int fd, std::string& out, std::size_t keep) {
    char bytes[1 << 16];
    const ssize_t got = ::read(fd, bytes, sizeof bytes);
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    if (out.size() < keep) out.append(bytes, std::min<std::size_t>(static_cast<std::size_t>(got), keep - out.size()));
    return got > 0;
}

// Moves all there is to move. False when there was too much.
bool exchange(Pipes& pipes, const ProcessOptions& options, ProcessResult& result) {
    std::string_view rest = options.input;
    if (rest.empty()) pipes.in.close(1);
    ::fcntl(pipes.in[1], F_SETFL, O_NONBLOCK);
    while (pipes.out[0] >= 0 || pipes.err[0] >= 0) {
        std::array<pollfd, 3> waits{pollfd{pipes.out[0], POLLIN, 0}, pollfd{pipes.err[0], POLLIN, 0},
                                    pollfd{pipes.in[1], POLLOUT, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return true;
        if (waits[0].revents != 0 && !take(pipes.out[0], result.out, options.limit + 1)) pipes.out.close(0);
        if (waits[1].revents != 0 && !take(pipes.err[0], result.err, kErrorLimit)) pipes.err.close(0);
        if (result.out.size() > options.limit) return false;
        if (waits[2].revents == 0) continue;
        const ssize_t put = ::write(pipes.in[1], rest.data(), rest.size());
        if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
        const bool gone = put < 0 && errno != EAGAIN && errno != EINTR;  // it does not want the rest
        if (rest.empty() || gone) pipes.in.close(1);
    }
    return true;
}

int wait_for(pid_t pid) {
    int state = 0;
    while (::waitpid(pid, &state, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

}  // namespace

Result<ProcessResult> run_program(const std::vector<std::string>& argv, const ProcessOptions& options) {
    assert(!argv.empty());
    const NoPipeSignal no_signal;
    Pipes pipes;
    if (!pipes.in.ok() || !pipes.out.ok() || !pipes.err.ok()) return failed(argv[0], errno);
    const pid_t pid = start(argv, options, pipes);
    if (pid < 0) return failed(argv[0], static_cast<int>(-pid));
    pipes.in.close(0);
    pipes.out.close(1);
    pipes.err.close(1);
    ProcessResult result;
    const bool all = exchange(pipes, options, result);
    if (!all) ::kill(pid, SIGKILL);
    result.status = wait_for(pid);
    if (!all) {
        return Error{ErrorCode::too_large, {argv[0] + " 的输出过大", argv[0] + " prints too much"}, {}, {}};
    }
    return result;
}

}  // namespace jiaodui
