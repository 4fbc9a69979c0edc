// A byte table finds the few characters that can begin or betray a fence; at each the exact form is
// tried. Every look back stops at a character that the next look cannot pass, so the work stays
// linear. Tested by tests/unit/read/fences_test.cpp.
#include "pipeline/read/fences.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr std::uint32_t kLongestAttributes = 256;

constexpr std::array<bool, 256> table_of(std::string_view bytes) {
    std::array<bool, 256> table{};
    for (const char byte : bytes) table[static_cast<unsigned char>(byte)] = true;
    return table;
}

constexpr auto kTriggers = table_of(":/wW@{~[]");

constexpr std::array<bool, 256> make_url_bytes() {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0x21; byte < 0x7F; ++byte) table[byte] = true;
    for (const char byte : std::string_view("<>\"`{}\\|^")) table[static_cast<unsigned char>(byte)] = false;
    return table;
}

constexpr auto kUrlBytes = make_url_bytes();

bool holds_no_ascii(const char* eight_bytes) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080ull;
    std::uint64_t block = 0;
    std::memcpy(&block, eight_bytes, sizeof block);
    return (block & kHighBits) == kHighBits;
}

bool is_url_byte(char byte) { return kUrlBytes[static_cast<unsigned char>(byte)]; }
bool is_alnum_byte(char byte) { return is_alnum(static_cast<unsigned char>(byte)); }
bool is_host_byte(char byte) { return is_alnum_byte(byte) || byte == '-' || byte == '.'; }

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte; }

// A full-width mark that took the place of `?`, `&`, `=` inside a URL: what follows it is still a
// query.
std::uint32_t over_fullwidth(std::string_view source, std::uint32_t at, std::uint32_t limit) {
    const utf8::Decoded mark = utf8::decode(source, at);
    if (mark.ch != U'？' && mark.ch != U'＆' && mark.ch != U'＝' && mark.ch != U'、') return at;
    std::uint32_t end = at + mark.length;
    bool query = mark.ch == U'＝' && end < limit && is_alnum_byte(source[end]);
    for (; end < limit && is_url_byte(source[end]); ++end) query = query || source[end] == '=';
    return query ? end : at;
}

class Finder {
  public:
    Finder(std::string_view source, Span text, std::uint32_t limit, std::vector<Fence>& out)
        : source_(source), text_(text), limit_(limit), free_(text.begin), out_(out) {}

    void run() {
        for (std::uint32_t at = text_.begin; at < text_.end;) {
            // Every trigger is ASCII, and most text is not.
            while (at + 8 <= text_.end && holds_no_ascii(source_.data() + at)) at += 8;
            if (at == text_.end) return;
            if (!kTriggers[static_cast<unsigned char>(source_[at])]) {
                ++at;
                continue;
            }
            at = std::max(at + 1, attempt(at));
        }
    }

  private:
    [[nodiscard]] std::string_view rest(std::uint32_t at) const { return source_.substr(at, text_.end - at); }

    std::uint32_t attempt(std::uint32_t at) {
        switch (source_[at]) {
            case ':': return scheme(at);
            case '/': return relative(at);
            case '@': return mail(at);
            case '{': return attributes(at, at);
            case '~': return strike(at);
            case '[': bracket_ = at; return at;
            case ']': return at + 1 < text_.end && source_[at + 1] == '{' ? bracketed(at) : at;
            default: return www(at);
        }
    }

    std::uint32_t fence(Fence::Kind kind, std::uint32_t begin, std::uint32_t end) {
        out_.push_back({kind, {begin, end}});
        free_ = end;
        return end;
    }

    std::uint32_t url(std::uint32_t begin, std::uint32_t body) {
        const std::uint32_t end = url_end(source_, body, text_.end);
        return end == body ? body : fence(Fence::Kind::url, begin, end);
    }

    std::uint32_t scheme(std::uint32_t at) {
        if (!rest(at).starts_with("://")) return at;
        std::uint32_t begin = at;
        while (begin > free_ && is_alnum_byte(source_[begin - 1])) --begin;
        while (begin < at && is_digit(static_cast<unsigned char>(source_[begin]))) ++begin;
        return at - begin < 2 ? at : url(begin, at + 3);
    }

    // `//player.bilibili.com/…`: a host with a dot and a path.
    std::uint32_t relative(std::uint32_t at) {
        if (!rest(at).starts_with("//")) return at;
        if (at > free_ && (is_alnum_byte(source_[at - 1]) || source_[at - 1] == ':')) return at + 1;
        std::uint32_t end = at + 2;
        bool dot = false;
        for (; end < text_.end && is_host_byte(source_[end]); ++end) dot = dot || source_[end] == '.';
        if (!dot || end == text_.end || source_[end] != '/') return end;
        return url(at, end);
    }

    std::uint32_t www(std::uint32_t at) {
        const std::string_view ahead = rest(at);
        if (ahead.size() < 5 || lower(ahead[1]) != 'w' || lower(ahead[2]) != 'w' || ahead[3] != '.') return at;
        if (!is_alnum_byte(ahead[4])) return at;
        if (at > free_ && (is_host_byte(source_[at - 1]) || source_[at - 1] == '_')) return at;
        return url(at, at + 4);
    }

    std::uint32_t mail(std::uint32_t at) {
        std::uint32_t begin = at;
        const auto is_local = [](char c) {
            return is_alnum_byte(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
        };
        while (begin > free_ && is_local(source_[begin - 1])) --begin;
        std::uint32_t end = at + 1;
        bool dot = false;
        while (end < text_.end && is_host_byte(source_[end])) ++end;
        while (end > at + 1 && !is_alnum_byte(source_[end - 1])) --end;
        for (std::uint32_t i = at + 2; i < end; ++i) dot = dot || source_[i] == '.';
        if (begin == at || !dot) return at;
        return fence(Fence::Kind::other, begin, end);
    }

    // The end of `{…}` at `at`, or `at` when it is no attribute list.
    [[nodiscard]] std::uint32_t attributes_end(std::uint32_t at) const {
        const std::uint32_t limit = std::min(limit_, at + kLongestAttributes);
        std::uint32_t i = at + 1;
        bool any = false;
        const auto is_name = [](char c) { return is_alnum_byte(c) || c == '-' || c == '_' || c == ':'; };
        while (i < limit && source_[i] != '}') {
            if (source_[i] == ' ' || source_[i] == '\n' || source_[i] == '\r') {
                ++i;
                continue;
            }
            const bool marked = source_[i] == '.' || source_[i] == '#';
            if (marked) ++i;
            const std::uint32_t name = i;
            while (i < limit && is_name(source_[i])) ++i;
            if (i == name) return at;
            if (!marked) {
                if (i == limit || source_[i] != '=') return at;
                ++i;
                const char quote = i < limit ? source_[i] : ' ';
                if (quote == '"' || quote == '\'') {
                    const std::size_t close = source_.substr(0, limit).find(quote, i + 1);
                    if (close == std::string_view::npos) return at;
                    i = static_cast<std::uint32_t>(close) + 1;
                } else {
                    while (i < limit && source_[i] > ' ' && source_[i] != '}') ++i;
                }
            }
            any = true;
        }
        return any && i < limit ? i + 1 : at;
    }

    std::uint32_t attributes(std::uint32_t at, std::uint32_t begin) {
        const std::uint32_t end = attributes_end(at);
        return end == at ? at : fence(Fence::Kind::other, begin, end);
    }

    // `[text]{.class}`: its brackets are markup as well.
    std::uint32_t bracketed(std::uint32_t at) {
        if (attributes_end(at + 1) == at + 1) return at;
        if (bracket_ != kNone) {
            const Fence open{Fence::Kind::other, {bracket_, bracket_ + 1}};
            const auto place = std::upper_bound(out_.begin(), out_.end(), open,
                                                [](const Fence& a, const Fence& b) { return a.at < b.at; });
            out_.insert(place, open);
            bracket_ = kNone;
        }
        return attributes(at + 1, at);
    }

    std::uint32_t strike(std::uint32_t at) {
        std::uint32_t end = at;
        while (end < text_.end && source_[end] == '~') ++end;
        return end - at == 2 ? fence(Fence::Kind::other, at, end) : end;
    }

    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    std::string_view source_;
    Span text_;
    std::uint32_t limit_;
    std::uint32_t free_;             // nothing before this may be looked back at
    std::uint32_t bracket_ = kNone;  // the latest `[` of the text
    std::vector<Fence>& out_;
};

// A path may be written in Han (…/wiki/标点?mode=view#第3节). Right behind a slash, up to a space or a full-width mark,
// it belongs to the address if it goes on like one behind the Han; 网址/后面的字 does not.
std::uint32_t over_han_path(std::string_view source, std::uint32_t at, std::uint32_t limit) {
    constexpr std::uint32_t kLongest = 300;
    bool more = false;
    std::uint32_t end = at;
    while (end < limit && end - at < kLongest) {
        const utf8::Decoded c = utf8::decode(source, end);
        if (is_han(c.ch) || is_fullwidth_digit(c.ch)) {
            end += c.length;
        } else if (c.ch < 0x80 && is_url_byte(source[end])) {
            more = more || std::string_view("?#=&%/").find(source[end]) != std::string_view::npos;
            ++end;
        } else {
            break;
        }
    }
    return more ? end : at;
}

}  // namespace

std::uint32_t url_end(std::string_view source, std::uint32_t at, std::uint32_t limit) {
    std::uint32_t end = at;
    int round = 0;
    int square = 0;
    while (end < limit) {
        const char byte = source[end];
        if (static_cast<unsigned char>(byte) >= 0x80) {
            std::uint32_t next = over_fullwidth(source, end, limit);
            if (next == end && end > at && source[end - 1] == '/') next = over_han_path(source, end, limit);
            if (next == end) break;
            end = next;
            continue;
        }
        if (!is_url_byte(byte)) break;
        if (byte == '(') ++round;
        if (byte == '[') ++square;
        if (byte == ')' && --round < 0) break;
        if (byte == ']' && --square < 0) break;
        ++end;
    }
    constexpr std::string_view kTrailing = ".,;:!?'*~";
    while (end > at && kTrailing.find(source[end - 1]) != std::string_view::npos) --end;
    return end;
}

void find_fences(std::string_view source, Span text, std::uint32_t limit, std::vector<Fence>& out) {
    Finder(source, text, limit, out).run();
}

void find_bars(std::string_view source, Span text, std::vector<Fence>& out) {
    constexpr std::string_view kRow = "| \t:-";
    const std::string_view ahead = source.substr(0, text.end);
    for (std::size_t at = ahead.find_first_of(kRow, text.begin); at != std::string_view::npos;
         at = ahead.find_first_of(kRow, at)) {
        const std::size_t end = std::min(ahead.find_first_not_of(kRow, at), ahead.size());
        if (ahead.substr(at, end - at).find('|') != std::string_view::npos) {
            out.push_back({Fence::Kind::other, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
        }
        at = end;
    }
}

}  // namespace jiaodui
