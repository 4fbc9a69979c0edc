// Redrawn ten times a second at most. Not tested: it needs a terminal and time.
#include "pipeline/cli/progress.hpp"

#include <unistd.h>

#include <iostream>

#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::chrono::milliseconds kPatience{500};
constexpr std::chrono::milliseconds kPause{100};
constexpr std::size_t kNameWidth = 50;

}  // namespace

Progress::Progress(std::size_t total, bool wanted, Lang lang)
    : total_(total), wanted_(wanted && ::isatty(STDERR_FILENO) == 1), lang_(lang), next_(Clock::now() + kPatience) {}

void Progress::step(std::string_view name) {
    ++done_;
    if (!wanted_) return;
    const auto now = Clock::now();
    if (now < next_) return;
    next_ = now + kPause;
    const std::string shown = printable(name);
    std::cerr << "\r\x1B[K" << (lang_ == Lang::zh ? "校对 " : "proofreading ") << done_ << '/' << total_ << ' '
              << tail_of_width(shown, kNameWidth, 2) << std::flush;
    shown_ = true;
}

void Progress::clear() {
    if (shown_) std::cerr << "\r\x1B[K" << std::flush;
    shown_ = false;
}

}  // namespace jiaodui::cli
