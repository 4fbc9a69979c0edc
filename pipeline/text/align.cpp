// Patience: unique runs of tokens in both texts, the longest rising chain of them, then the same with shorter runs in
// what is left, then Myers' algorithm with a bound. Tested by tests/unit/adopt/adopt_test.cpp.
#include "pipeline/text/align.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unordered_map>

#include "pipeline/text/han.hpp"
#include "pipeline/text/sequence_diff.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

using Symbols = std::span<const std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

constexpr std::array<std::size_t, 3> kRuns{12, 6, 3};  // tokens of an anchor
constexpr std::size_t kSmall = 600;                    // tokens of both texts together that are compared outright
constexpr std::uint32_t kBound = 512;                  // steps of the comparison otherwise

// Where each run of `length` symbols stands, for those that stand in one place only.
std::unordered_map<std::uint64_t, std::uint32_t> unique_runs(Symbols text, std::size_t length) {
    constexpr std::uint32_t kSeveral = UINT32_MAX;
    std::unordered_map<std::uint64_t, std::uint32_t> at;
    if (text.size() < length) return at;
    at.reserve(text.size());
    for (std::size_t i = 0; i + length <= text.size(); ++i) {
        std::uint64_t hash = 0xcbf29ce484222325;
        for (std::size_t k = 0; k < length; ++k) hash = (hash ^ text[i + k]) * 0x9E3779B97F4A7C15 ^ hash >> 29;
        const auto [it, added] = at.emplace(hash, static_cast<std::uint32_t>(i));
        if (!added) it->second = kSeveral;
    }
    std::erase_if(at, [](const auto& entry) { return entry.second == kSeveral; });
    return at;
}

// The longest chain of pairs that rises in both; `pairs` rise in the first.
Pairs rising(const Pairs& pairs) {
    std::vector<std::size_t> tails, before(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto it = std::lower_bound(tails.begin(), tails.end(), pairs[i].second,
                                         [&](std::size_t t, std::uint32_t value) { return pairs[t].second < value; });
        before[i] = it == tails.begin() ? SIZE_MAX : *(it - 1);
        if (it == tails.end()) {
            tails.push_back(i);
        } else {
            *it = i;
        }
    }
    Pairs out;
    for (std::size_t i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = before[i]) out.push_back(pairs[i]);
    std::reverse(out.begin(), out.end());
    return out;
}

class Aligner {
  public:
    Aligner(Symbols a, Symbols b) : a_(a), b_(b) {}

    Pairs run() {
        stretch({0, static_cast<std::uint32_t>(a_.size())}, {0, static_cast<std::uint32_t>(b_.size())}, 0);
        return std::move(out_);
    }

  private:
    void stretch(Span a, Span b, std::size_t level) {
        while (!a.empty() && !b.empty() && a_[a.begin] == b_[b.begin]) out_.emplace_back(a.begin++, b.begin++);
        Pairs tail;
        while (!a.empty() && !b.empty() && a_[a.end - 1] == b_[b.end - 1]) tail.emplace_back(--a.end, --b.end);
        if (!a.empty() && !b.empty()) {
            if (level == kRuns.size() || a.size() + b.size() <= kSmall) {
                compare(a, b);
            } else {
                anchors(a, b, level);
            }
        }
        out_.insert(out_.end(), tail.rbegin(), tail.rend());
    }

    void anchors(Span a, Span b, std::size_t level) {
        const std::size_t length = kRuns[level];
        const auto there = unique_runs(b_.subspan(b.begin, b.size()), length);
        Pairs found;
        for (const auto& [hash, at] : unique_runs(a_.subspan(a.begin, a.size()), length)) {
            const auto it = there.find(hash);
            if (it != there.end() &&
                std::equal(&a_[a.begin + at], &a_[a.begin + at] + length, &b_[b.begin + it->second]))
                found.emplace_back(a.begin + at, b.begin + it->second);
        }
        std::sort(found.begin(), found.end());
        std::uint32_t i = a.begin, j = b.begin;
        for (const auto& [x, y] : rising(found)) {
            if (x < i || y < j) continue;  // within the run before
            stretch({i, x}, {j, y}, level + 1);
            out_.emplace_back(x, y);
            i = x + 1;
            j = y + 1;
        }
        stretch({i, a.end}, {j, b.end}, level + 1);
    }

    void compare(Span a, Span b) {
        std::uint32_t i = a.begin, j = b.begin;
        const auto equal_until = [&](std::uint32_t end) {
            while (i < end) out_.emplace_back(i++, j++);
        };
        for (const SequenceChange& change :
             diff_sequences(a_.subspan(a.begin, a.size()), b_.subspan(b.begin, b.size()), kBound)) {
            equal_until(a.begin + change.before.begin);
            i = a.begin + change.before.end;
            j = b.begin + change.after.end;
        }
        equal_until(a.end);
    }

    Symbols a_, b_;
    Pairs out_;
};

}  // namespace

std::vector<Span> tokens_of(std::string_view text) {
    std::vector<Span> out;
    bool run = false;  // the last token is a run of ASCII that may go on
    for (std::uint32_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        const std::uint32_t end = at + c.length;
        const bool ascii = is_alnum(c.ch);
        if (ascii && run) {
            out.back().end = end;
        } else if (is_content(c.ch)) {
            out.push_back({at, end});
        }
        run = ascii;
        at = end;
    }
    return out;
}

Pairs align(std::string_view before, const std::vector<Span>& a, std::string_view after, const std::vector<Span>& b) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    const auto symbols = [&](std::string_view text, const std::vector<Span>& tokens) {
        std::vector<std::uint32_t> out;
        out.reserve(tokens.size());
        for (const Span token : tokens)
            out.push_back(
                numbers.emplace(slice(text, token), static_cast<std::uint32_t>(numbers.size())).first->second);
        return out;
    };
    const std::vector<std::uint32_t> first = symbols(before, a), second = symbols(after, b);
    return Aligner(first, second).run();
}

}  // namespace jiaodui
