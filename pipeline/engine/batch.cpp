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
            std::unique_lock lock(mutex_);
            slots_[index % slots_.size()].emplace(std::move(outcome));
            if (!handing_over_ && index == handed_over_) hand_over(lock);
        }
    }

  private:
    // Everything that is ready, in order. One thread at a time does it, without the lock while it reports, so that the
    // others can put down their results and go on.
    void hand_over(std::unique_lock<std::mutex>& lock) {
        handing_over_ = true;
        while (handed_over_ < count_ && slots_[handed_over_ % slots_.size()]) {
            std::optional<FileOutcome>& slot = slots_[handed_over_ % slots_.size()];
            FileOutcome outcome = std::move(*slot);
            slot.reset();
            lock.unlock();
            done_(handed_over_, std::move(outcome));
            lock.lock();
            ++handed_over_;
            room_.notify_all();
        }
        handing_over_ = false;
    }

    const std::size_t count_;
    const std::function<FileOutcome(std::size_t)>& work_;
    const std::function<void(std::size_t, FileOutcome)>& done_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::vector<std::optional<FileOutcome>> slots_;
    std::size_t next_ = 0;
    std::size_t handed_over_ = 0;  // changed with the lock held, by the thread that hands over
    bool handing_over_ = false;
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
