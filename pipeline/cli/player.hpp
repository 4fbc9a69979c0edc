// Player: the sound of a place, at the terminal. `mpv` or `ffplay` plays, whichever is there; JIAODUI_PLAYER names
// another program, which is run as `PROGRAM START SECONDS FILE`.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/document/document.hpp"

namespace jiaodui::cli {

// Milliseconds; no end where none is known.
struct Times {
    std::int64_t begin = 0;
    std::optional<std::int64_t> end;
};

// When the byte of the page's source was said: by its cue, else by the nearest line above that begins with a time, as
// `00:41` or
// `[01:02.50]`. Nothing when no time is known.
[[nodiscard]] std::optional<Times> times_at(const Document& document, std::uint32_t source);

class Player {
  public:
    explicit Player(std::string media) : media_(std::move(media)) {}
    ~Player() { stop(); }
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    [[nodiscard]] bool has_media() const { return !media_.empty(); }
    // From a second before to a little after; stops when something plays.
    [[nodiscard]] Result<void> toggle(const Times& times);
    // So many milliseconds on from what is heard now, or was last.
    [[nodiscard]] Result<void> skip(std::int64_t by);
    void stop();

  private:
    [[nodiscard]] bool playing();
    [[nodiscard]] Result<void> play(std::int64_t begin, std::int64_t end);

    std::string media_;
    pid_t child_ = 0;
    std::int64_t begin_ = 0;
    std::int64_t end_ = 0;
    std::chrono::steady_clock::time_point since_;
};

}  // namespace jiaodui::cli
