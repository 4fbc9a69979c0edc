// Work on many things by several threads, each thing by one, in no order.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace jiaodui {

// Calls work(i) for every i below `count`. threads = 0: as many as there are processors.
template <class Work>
void for_each_index(std::size_t count, unsigned threads, const Work& work) {
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    std::atomic<std::size_t> next = 0;
    const auto some = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) workers.emplace_back(some);
    some();
}

}  // namespace jiaodui
