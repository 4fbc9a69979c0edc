// LargeVector: a vector of tens of megabytes that is read and written here and there.
//
// Where the system has pages of 2 MB (Linux, madvise) they are asked for, since such a reader waits for the processor
// to find pages of 4 kB more than for the memory: learning an archive takes a tenth less. A small one is as any vector.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace jiaodui {

inline constexpr std::size_t kLargePage = std::size_t{2} << 20;

template <class T>
struct LargePageAllocator {
    using value_type = T;

    LargePageAllocator() = default;
    template <class U>
    LargePageAllocator(const LargePageAllocator<U>&) noexcept {}  // NOLINT: any one frees what any other allocated

    [[nodiscard]] T* allocate(std::size_t count) {
        if (!is_large(count)) return std::allocator<T>().allocate(count);
        if (count > (static_cast<std::size_t>(-1) - kLargePage) / sizeof(T)) throw std::bad_array_new_length();
        const std::size_t size = (count * sizeof(T) + kLargePage - 1) / kLargePage * kLargePage;
        void* memory = std::aligned_alloc(kLargePage, size);
        if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
        (void)madvise(memory, size, MADV_HUGEPAGE);  // it is as good without
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (is_large(count)) std::free(memory);
        else std::allocator<T>().deallocate(memory, count);
    }
    friend bool operator==(const LargePageAllocator&, const LargePageAllocator&) { return true; }

  private:
    static bool is_large(std::size_t count) { return count >= kLargePage / sizeof(T); }
};

template <class T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace jiaodui
