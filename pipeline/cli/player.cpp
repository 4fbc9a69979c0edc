// The player is a child of its own process group with no terminal, so that keys and Ctrl-C stay with the review. Tested
// by tests/cli/review.md.
#include "pipeline/cli/player.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "pipeline/cli/in_path.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::int64_t kBefore = 1000;  // heard before the cue begins
constexpr std::int64_t kAfter = 300;    // and after it has ended
constexpr std::int64_t kLong = 10'000;  // where no end is known
constexpr int kLinesUp = 400;

std::string seconds(std::int64_t ms) {
    char text[32];
    std::snprintf(text, sizeof text, "%lld.%03lld", static_cast<long long>(ms / 1000),
                  static_cast<long long>(ms % 1000));
    return text;
}

// `41:05`, `1:02:03.50`, in brackets or not, at the head of a line; milliseconds.
std::optional<std::int64_t> time_at_head(std::string_view line) {
    std::size_t at = line.find_first_not_of(" \t[");
    if (at == std::string_view::npos) return std::nullopt;
    std::int64_t value = 0;
    int colons = 0, digits = 0;
    const auto digit = [&] { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
    for (;; ++at) {
        std::int64_t part = 0;
        for (digits = 0; digit() && digits < 3; ++at, ++digits) part = part * 10 + (line[at] - '0');
        if (digits == 0 || digits > 2) return std::nullopt;
        value = value * 60 + part;
        if (at >= line.size() || line[at] != ':' || colons == 2) break;
        ++colons;
    }
    if (colons == 0 || digits != 2) return std::nullopt;
    value *= 1000;
    if (at < line.size() && (line[at] == '.' || line[at] == ',')) {
        ++at;
        for (std::int64_t unit = 100; digit() && unit > 0; ++at, unit /= 10) value += (line[at] - '0') * unit;
    }
    return value;
}

// What is run; empty when there is no player.
std::vector<std::string> command(const std::string& media, std::int64_t begin, std::int64_t length) {
    const std::string from = seconds(begin), during = seconds(length);
    if (const char* own = std::getenv("JIAODUI_PLAYER"); own != nullptr && *own != '\0')
        return {own, from, during, media};
    if (in_path("mpv"))
        return {"mpv", "--no-video", "--no-config", "--really-quiet", "--start=" + from, "--length=" + during,
                "--",  media};
    if (in_path("ffplay"))
        return {"ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet", "-ss", from, "-t", during, "-i", media};
    return {};
}

}  // namespace

std::optional<Times> times_at(const Document& document, std::uint32_t source) {
    if (const Cue* cue = document.cue_at(source); cue != nullptr && cue->begin_ms != Cue::kNoTime) {
        return Times{cue->begin_ms, cue->end_ms == Cue::kNoTime ? std::nullopt : std::optional(cue->end_ms)};
    }
    const std::string_view text = document.bytes;
    const auto line_from = [&](std::size_t begin) {
        return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
    };
    std::size_t begin = source == 0 ? std::string_view::npos : text.rfind('\n', source - 1);
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    for (int up = 0; up < kLinesUp; ++up) {
        if (const auto found = time_at_head(line_from(begin))) {
            Times out{*found, std::nullopt};
            std::size_t next = text.find('\n', begin);
            for (int down = 0; down < kLinesUp && next != std::string_view::npos && !out.end;
                 ++down, next = text.find('\n', next + 1)) {
                out.end = time_at_head(line_from(next + 1));
            }
            return out;
        }
        if (begin == 0) break;
        const std::size_t before = begin < 2 ? std::string_view::npos : text.rfind('\n', begin - 2);
        begin = before == std::string_view::npos ? 0 : before + 1;
    }
    return std::nullopt;
}

bool Player::playing() {
    if (child_ == 0) return false;
    int status = 0;
    if (::waitpid(child_, &status, WNOHANG) == 0) return true;
    child_ = 0;
    return false;
}

void Player::stop() {
    if (child_ == 0) return;
    ::kill(-child_, SIGTERM);
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
}

Result<void> Player::play(std::int64_t begin, std::int64_t end) {
    stop();
    std::vector<std::string> words = command(media_, begin, end - begin);
    if (words.empty()) {
        return Error{
            ErrorCode::unavailable,
            {"没有播放器", "there is no player"},
            {"安装 mpv 或 ffmpeg，或用 JIAODUI_PLAYER 指定", "install mpv or ffmpeg, or name one in JIAODUI_PLAYER"},
            {}};
    }
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child < 0) return Error{ErrorCode::io, {"无法启动播放器", "cannot start the player"}, {}, {words.front()}};
    if (child == 0) {
        ::setpgid(0, 0);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, fd);
        ::execvp(arguments.front(), arguments.data());
        ::_exit(127);
    }
    ::setpgid(child, child);
    child_ = child;
    begin_ = begin;
    end_ = end;
    since_ = std::chrono::steady_clock::now();
    return {};
}

Result<void> Player::toggle(const Times& times) {
    if (playing()) {
        stop();
        return {};
    }
    const std::int64_t begin = std::max<std::int64_t>(0, times.begin - kBefore);
    return play(begin, std::max(times.end ? *times.end + kAfter : times.begin + kLong, begin + kBefore));
}

Result<void> Player::skip(std::int64_t by) {
    std::int64_t now = begin_;
    if (playing())
        now += std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since_).count();
    now = std::max<std::int64_t>(0, now + by);
    return play(now, std::max(end_, now + kLong / 2));
}

}  // namespace jiaodui::cli
