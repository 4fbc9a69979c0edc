// Myers' linear-space algorithm (E. Myers, "An O(ND) difference algorithm and its variations",
// Algorithmica 1, 1986, §4b): two searches, one from each end, meet in the middle snake and divide
// the problem there. Where they have not met after `bound` steps, the furthest point of the forward
// search divides it instead. An explicit stack stands in for recursion. Tested by
// tests/unit/text/char_diff_test.cpp.
#include "pipeline/text/sequence_diff.hpp"

#include <algorithm>

namespace jiaodui {
namespace {

using Symbols = std::span<const std::uint32_t>;
using Index = std::int64_t;

struct Box {
    Index a_begin, a_end, b_begin, b_end;
};

struct Point {
    Index a, b;
};

constexpr Index kUnreached = -1;

class Differ {
  public:
    Differ(Symbols a, Symbols b, std::uint32_t bound)
        : a_(a),
          b_(b),
          bound_(bound),
          middle_(static_cast<Index>(std::max(a.size(), b.size())) + 1),
          forward_(static_cast<std::size_t>(2 * middle_ + 3)),
          backward_(forward_.size()) {}

    std::vector<SequenceChange> run() {
        std::vector<Box> stack{{0, static_cast<Index>(a_.size()), 0, static_cast<Index>(b_.size())}};
        while (!stack.empty()) {
            Box box = stack.back();
            stack.pop_back();
            trim(box);
            if (box.a_begin == box.a_end || box.b_begin == box.b_end) {
                if (box.a_begin != box.a_end || box.b_begin != box.b_end) add(box);
                continue;
            }
            const Point cut = split(box);
            if ((cut.a == box.a_begin && cut.b == box.b_begin) || (cut.a == box.a_end && cut.b == box.b_end)) {
                add(box);
                continue;
            }
            stack.push_back({cut.a, box.a_end, cut.b, box.b_end});
            stack.push_back({box.a_begin, cut.a, box.b_begin, cut.b});
        }
        return std::move(out_);
    }

  private:
    void trim(Box& box) const {
        while (box.a_begin < box.a_end && box.b_begin < box.b_end && same(box.a_begin, box.b_begin)) {
            ++box.a_begin;
            ++box.b_begin;
        }
        while (box.a_begin < box.a_end && box.b_begin < box.b_end && same(box.a_end - 1, box.b_end - 1)) {
            --box.a_end;
            --box.b_end;
        }
    }

    bool same(Index a, Index b) const { return a_[static_cast<std::size_t>(a)] == b_[static_cast<std::size_t>(b)]; }
    Index& forward(Index k) { return forward_[static_cast<std::size_t>(k + middle_ + 1)]; }
    Index& backward(Index k) { return backward_[static_cast<std::size_t>(k + middle_ + 1)]; }

    void add(const Box& box) {
        const auto span = [](Index begin, Index end) {
            return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        };
        const SequenceChange change{span(box.a_begin, box.a_end), span(box.b_begin, box.b_end)};
        if (!out_.empty() && out_.back().before.end == change.before.begin &&
            out_.back().after.end == change.after.begin) {
            out_.back().before.end = change.before.end;
            out_.back().after.end = change.after.end;
        } else {
            out_.push_back(change);
        }
    }

    // Where the box may be divided. Coordinates inside are relative to the box; k = x - y; the
    // backward search runs in the reversed box.
    Point split(const Box& box) {
        const Index n = box.a_end - box.a_begin;
        const Index m = box.b_end - box.b_begin;
        const Index delta = n - m;
        const bool odd = (delta & 1) != 0;
        const Index limit = std::min<Index>((n + m + 1) / 2, bound_);
        forward(1) = 0;
        backward(1) = 0;
        for (Index d = 0; d <= limit; ++d) {
            for (Index k = first(d, m); k <= last(d, n); k += 2) {
                Index x = step(&Differ::forward, d, k, n, m);
                if (x < 0) {
                    forward(k) = kUnreached;
                    continue;
                }
                while (x < n && x - k < m && same(box.a_begin + x, box.b_begin + x - k)) ++x;
                forward(k) = x;
                const Index r = delta - k;
                if (odd && r >= -(d - 1) && r <= d - 1 && in_reach(d - 1, r, n, m) && backward(r) >= 0 &&
                    x + backward(r) >= n) {
                    return {box.a_begin + x, box.b_begin + x - k};
                }
            }
            for (Index k = first(d, m); k <= last(d, n); k += 2) {
                Index x = step(&Differ::backward, d, k, n, m);
                if (x < 0) {
                    backward(k) = kUnreached;
                    continue;
                }
                while (x < n && x - k < m && same(box.a_end - 1 - x, box.b_end - 1 - (x - k))) ++x;
                backward(k) = x;
                const Index r = delta - k;
                if (!odd && r >= -d && r <= d && in_reach(d, r, n, m) && forward(r) >= 0 && x + forward(r) >= n) {
                    return {box.a_end - x, box.b_end - (x - k)};
                }
            }
        }
        return furthest(box, limit, n, m);
    }

    // Diagonals that lie inside the box: -m <= k <= n, of the parity of d.
    static Index first(Index d, Index m) { return d <= m ? -d : d - 2 * m; }
    static Index last(Index d, Index n) { return d <= n ? d : 2 * n - d; }
    static bool in_reach(Index d, Index k, Index n, Index m) {
        return k >= first(d, m) && k <= last(d, n) && ((k - d) % 2 == 0);
    }

    Index step(Index& (Differ::*row)(Index), Index d, Index k, Index n, Index m) {
        if (d == 0) return 0;
        const bool has_down = in_reach(d - 1, k + 1, n, m);
        const bool has_right = in_reach(d - 1, k - 1, n, m);
        const Index down = has_down ? (this->*row)(k + 1) : kUnreached;
        const Index left = has_right ? (this->*row)(k - 1) : kUnreached;
        const Index right = left == kUnreached || left == n ? kUnreached : left + 1;
        const Index x = std::max(down, right);
        return x - k > m ? kUnreached : x;
    }

    Point furthest(const Box& box, Index d, Index n, Index m) {
        Point best{box.a_begin, box.b_begin};
        for (Index k = first(d, m); k <= last(d, n); k += 2) {
            const Index x = forward(k);
            const Index y = x - k;
            if (x >= 0 && x + y > best.a - box.a_begin + best.b - box.b_begin)
                best = {box.a_begin + x, box.b_begin + y};
        }
        return best;
    }

    Symbols a_;
    Symbols b_;
    Index bound_;
    Index middle_;
    std::vector<Index> forward_;
    std::vector<Index> backward_;
    std::vector<SequenceChange> out_;
};

}  // namespace

std::vector<SequenceChange> diff_sequences(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after,
                                           std::uint32_t bound) {
    return Differ(before, after, bound).run();
}

}  // namespace jiaodui
