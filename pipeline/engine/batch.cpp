// Workers take the next index from a counter, but never run more than a window ahead of what has been handed over; the
// results wait in a ring until their turn. Tested by tests/unit/engine/batch_test.cpp and under tsan.
#include "pipeline/engine/batch.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace jiaodui {
namespace {

constexpr std::size_t kWindowPerThread = 8;

class Ring {
  public:
    Ring(std::size_t count, std::size_t window, const std::function<FileOutcome(std::size_t)>& work,
         const std::function<void(std::size_t, FileOutcome)>& done)
        : count_(count), work_(work), done_(done), slots_(window) {}

    void worker() {
        while (true) {
            std::size_t index = 0;
            {
                std::unique_lock lock(mutex_);
                room_.wait(lock, [&] { return next_ >= count_ || next_ < handed_over_ + slots_.size(); });
                if (next_ >= count_) return;
                index = next_++;
            }
            FileOutcome outcome = work_(index);
            const std::lock_guard lock(mutex_);
            slots_[index % slots_.size()].emplace(std::move(outcome));
            if (index == handed_over_) hand_over();
        }
    }

  private:
    // With the lock held: everything that is ready, in order. Reports are written under the lock, so one at a time.
    void hand_over() {
        while (handed_over_ < count_) {
            std::optional<FileOutcome>& slot = slots_[handed_over_ % slots_.size()];
            if (!slot) break;
            FileOutcome outcome = std::move(*slot);
            slot.reset();
            done_(handed_over_++, std::move(outcome));
        }
        room_.notify_all();
    }

    const std::size_t count_;
    const std::function<FileOutcome(std::size_t)>& work_;
    const std::function<void(std::size_t, FileOutcome)>& done_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::vector<std::optional<FileOutcome>> slots_;
    std::size_t next_ = 0;
    std::size_t handed_over_ = 0;
};

}  // namespace

void run_in_order(std::size_t count, unsigned threads, const std::function<FileOutcome(std::size_t)>& work,
                  const std::function<void(std::size_t, FileOutcome)>& done) {
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, count));
    if (threads <= 1) {
        for (std::size_t i = 0; i < count; ++i) done(i, work(i));
        return;
    }
    Ring ring(count, threads * kWindowPerThread, work, done);
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) workers.emplace_back([&] { ring.worker(); });
    ring.worker();
}

}  // namespace jiaodui
