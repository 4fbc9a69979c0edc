// How far a run has come, on a terminal's standard error, and only once it has taken half a second.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "pipeline/base/message.hpp"

namespace jiaodui::cli {

class Progress {
  public:
    // Silent unless `wanted` and standard error is a terminal.
    Progress(std::size_t total, bool wanted, Lang lang);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void step(std::string_view name);
    // Takes the line away, so that something else can be printed.
    void clear();

  private:
    using Clock = std::chrono::steady_clock;
    std::size_t total_;
    std::size_t done_ = 0;
    bool wanted_;
    bool shown_ = false;
    Lang lang_;
    Clock::time_point next_;
};

}  // namespace jiaodui::cli
