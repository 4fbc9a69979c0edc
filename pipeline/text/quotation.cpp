// A stack of opened marks, and how many of each closing are waited for, so that a closing without an opening costs
// nothing and every mark is pushed and popped once.
// Tested by tests/unit/text/quotation_test.cpp.
#include "pipeline/text/quotation.hpp"

#include <algorithm>
#include <array>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// Marks by their closings; the straight ones are their own.
constexpr std::array<char32_t, 6> kOpenings = {U'“', U'‘', U'「', U'『', U'"', U'\''};
constexpr std::array<char32_t, 6> kClosings = {U'”', U'’', U'」', U'』', U'"', U'\''};
constexpr std::size_t kNone = kOpenings.size();

std::size_t place_of(const std::array<char32_t, 6>& marks, char32_t ch) {
    return static_cast<std::size_t>(std::find(marks.begin(), marks.end(), ch) - marks.begin());
}

std::uint32_t width_of(char32_t mark) { return mark < 0x80 ? 1 : 3; }

// 55", 6'2": a mark that opens nothing.
bool measures(std::string_view text, Sign sign) { return is_digit(utf8::decode_before(text, sign.at).ch); }

// it’s, '90s, the students' own.
bool is_apostrophe(std::string_view text, Sign sign, bool waited_for) {
    if (sign.ch != '\'' && sign.ch != U'’') return false;
    const char32_t left = utf8::decode_before(text, sign.at).ch;
    const char32_t right = utf8::decode(text, sign.at + width_of(sign.ch)).ch;
    return is_alnum(right) ? is_alnum(left) : is_alnum(left) && !waited_for;
}

class Pairing {
  public:
    explicit Pairing(std::string_view text) : text_(text) {}

    void add(Sign sign) {
        const std::size_t closes = place_of(kClosings, sign.ch);
        const bool waited_for = closes != kNone && waited_for_[closes] > 0;
        if (is_apostrophe(text_, sign, waited_for)) return;
        if (waited_for) return close(sign, closes);
        const std::size_t opens = place_of(kOpenings, sign.ch);
        if (opens == kNone || (opens == closes && measures(text_, sign))) return;
        stack_.push_back({sign, opens});
        ++waited_for_[opens];
    }
    void forget() {
        stack_.clear();
        waited_for_.fill(0);
    }
    std::vector<Span> take() {
        std::sort(found_.begin(), found_.end());
        return std::move(found_);
    }

  private:
    struct Opened {
        Sign sign;
        std::size_t kind;
    };

    void close(Sign sign, std::size_t kind) {
        while (stack_.back().kind != kind) pop();
        const std::uint32_t begin = stack_.back().sign.at + width_of(stack_.back().sign.ch);
        pop();
        if (sign.at - begin <= kLongestQuotation) found_.push_back({begin, sign.at});
    }
    void pop() {
        --waited_for_[stack_.back().kind];
        stack_.pop_back();
    }

    std::string_view text_;
    std::vector<Opened> stack_;
    std::array<int, 6> waited_for_{};
    std::vector<Span> found_;
};

}  // namespace

std::vector<Sign> straight_quotes(std::string_view text, std::span<const Sign> signs) {
    std::vector<Sign> found;
    for (const Sign sign : signs) {
        if (sign.ch != '"') continue;
        if (found.size() % 2 == 0 && measures(text, sign)) continue;
        found.push_back(sign);
    }
    return found;
}

std::vector<Span> find_quotations(std::string_view text, std::span<const Sign> signs) {
    Pairing pairing(text);
    std::size_t last = signs.empty() ? 0 : signs.front().at;  // end of what has been looked through for line feeds
    for (const Sign sign : signs) {
        if (place_of(kOpenings, sign.ch) == kNone && place_of(kClosings, sign.ch) == kNone) continue;
        if (text.substr(last, sign.at - last).find('\n') != std::string_view::npos) pairing.forget();
        last = sign.at;
        pairing.add(sign);
    }
    return pairing.take();
}

}  // namespace jiaodui
