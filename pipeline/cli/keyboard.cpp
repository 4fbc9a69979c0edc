// Signals come through a descriptor beside the keys, so nothing happens behind the program's back. Tested by
// tests/measure/review_session.py on a pseudo-terminal.
#include "pipeline/cli/keyboard.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr int kNone = -1;
constexpr int kEnd = -2;
constexpr int kResized = -3;
constexpr int kStop = -4;
constexpr int kEscapeWait = 40;  // milliseconds; what follows an escape comes at once, even over ssh

sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT}) sigaddset(&set, signal);
    return set;
}

Key kind(Key::Kind kind) { return {kind, 0}; }

}  // namespace

char32_t Key::answer() const {
    if (kind != Kind::character) return 0;
    if (ch == U'是') return 'y';
    if (ch == U'否') return 'n';
    if (ch == U'？') return '?';
    if (ch == U'！') return '!';
    if (ch == U'、') return '/';
    if (ch >= 0xFF01 && ch <= 0xFF5E) return ch - 0xFF01 + '!';
    return ch;
}

Keyboard::Keyboard(bool terminal) {
    const char* term = std::getenv("TERM");
    const bool able = term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
    raw_ = terminal && able && ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!raw_) return;
    const sigset_t set = watched();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    signals_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    resume();
}

Keyboard::~Keyboard() {
    release();
    if (!raw_) return;
    if (signals_ >= 0) ::close(signals_);
    const sigset_t set = watched();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

void Keyboard::release() {
    if (!active_) return;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    active_ = false;
}

void Keyboard::resume() {
    if (!raw_ || active_) return;
    struct termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    active_ = ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

// As Ctrl-Z would have done it.
void Keyboard::stop_here() {
    release();
    ::kill(0, SIGTSTP);
    resume();
}

int Keyboard::next_byte(bool wait) {
    for (;;) {
        if (!bytes_.empty()) {
            const char byte = bytes_.front();
            bytes_.pop_front();
            return static_cast<unsigned char>(byte);
        }
        struct pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {signals_, POLLIN, 0}};
        const int ready = ::poll(ends, signals_ >= 0 ? 2 : 1, wait ? -1 : kEscapeWait);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return kNone;
        if ((ends[1].revents & POLLIN) != 0) {
            struct signalfd_siginfo info {};
            if (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
                return info.ssi_signo == SIGWINCH ? kResized : kStop;
            }
        }
        if ((ends[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        char some[256];
        const ssize_t got = ::read(STDIN_FILENO, some, sizeof some);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return kEnd;
        bytes_.insert(bytes_.end(), some, some + got);
    }
}

Key Keyboard::escape_sequence() {
    const int first = next_byte(false);
    if (first != '[' && first != 'O') {
        if (first >= 0) bytes_.push_front(static_cast<char>(first));
        return kind(Key::Kind::escape);
    }
    int number = 0;
    for (;;) {
        const int byte = next_byte(false);
        if (byte < 0) return kind(Key::Kind::escape);
        if (byte >= '0' && byte <= '9') {
            number = (number * 10 + byte - '0') % 1000;
            continue;
        }
        switch (byte) {
            case 'A': return kind(Key::Kind::up);
            case 'B': return kind(Key::Kind::down);
            case 'C': return kind(Key::Kind::right);
            case 'D': return kind(Key::Kind::left);
            case 'H': return kind(Key::Kind::home);
            case 'F': return kind(Key::Kind::end);
            case '~':
                if (number == 3) return kind(Key::Kind::remove);
                if (number == 1 || number == 7) return kind(Key::Kind::home);
                if (number == 4 || number == 8) return kind(Key::Kind::end);
                return read();
            case ';': number = 0; continue;
            default: return read();  // a key that means nothing here
        }
    }
}

Key Keyboard::read() {
    if (!raw_) {
        if (line_.empty()) {
            const auto text = read_line();
            if (!text) return kind(Key::Kind::finished);
            for (std::size_t at = 0; at < text->size();) {
                const utf8::Decoded c = utf8::decode(*text, at);
                if (c.ch != ' ' && c.ch != '\t') line_.push_back({Key::Kind::character, c.ch});
                at += c.length;
            }
            if (line_.empty()) line_.push_back(kind(Key::Kind::enter));
        }
        const Key key = line_.front();
        line_.pop_front();
        return key;
    }
    const int byte = next_byte(true);
    switch (byte) {
        case kResized: return kind(Key::Kind::resized);
        case kStop: return kind(Key::Kind::interrupt);
        case kNone:
        case kEnd: return kind(Key::Kind::finished);
        case 0x03: return kind(Key::Kind::interrupt);
        case 0x04: return kind(Key::Kind::finished);
        case 0x1A: stop_here(); return kind(Key::Kind::resized);
        case '\r':
        case '\n': return kind(Key::Kind::enter);
        case '\t': return kind(Key::Kind::tab);
        case 0x7F:
        case 0x08: return kind(Key::Kind::backspace);
        case 0x01: return kind(Key::Kind::home);
        case 0x05: return kind(Key::Kind::end);
        case 0x1B: return escape_sequence();
        default: break;
    }
    std::string text(1, static_cast<char>(byte));
    const std::size_t length = static_cast<unsigned char>(byte) < 0x80 ? 1 : utf8::length_of(static_cast<char>(byte));
    while (text.size() < length) {
        const int more = next_byte(false);
        if (more < 0) break;
        text += static_cast<char>(more);
    }
    return {Key::Kind::character, utf8::decode(text, 0).ch};
}

std::optional<std::string> Keyboard::read_line() {
    std::string out;
    for (;;) {
        const int byte = next_byte(true);
        if (byte == '\n') break;
        if (byte < 0) {
            if (out.empty()) return std::nullopt;
            break;
        }
        if (byte != '\r') out += static_cast<char>(byte);
        if (out.size() > (1u << 20)) break;
    }
    if (utf8::first_invalid(out)) return std::string();
    return out;
}

}  // namespace jiaodui::cli
