// Most pages hold none of these: four searches at memchr speed decide. Otherwise one walk from sign
// to sign; whatever is searched ahead (the end of the paragraph, the next `$`, the closing
// backticks) is remembered when it fails. Tested by tests/unit/read/mask_test.cpp.
#include "pipeline/read/mask.hpp"

#include <algorithm>
#include <array>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_digit_byte(char byte) { return byte >= '0' && byte <= '9'; }
bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

// The end of ` =500x300)` up to its bracket, from its space; 0 when it is none.
std::uint32_t image_size_end(std::string_view source, std::size_t at) {
    std::size_t i = at + 2;
    while (i < source.size() && is_digit_byte(source[i])) ++i;
    if (i >= source.size() || source[i] != 'x') return 0;
    ++i;
    while (i < source.size() && is_digit_byte(source[i])) ++i;
    return i < source.size() && source[i] == ')' && i - at > 3 ? static_cast<std::uint32_t>(i) : 0;
}

bool has_image_size(std::string_view source, std::size_t at) {
    for (at = source.find('=', at); at != npos; at = source.find('=', at + 1)) {
        if (at > 0 && source[at - 1] == ' ' && image_size_end(source, at - 1) != 0) return true;
    }
    return false;
}

class Masker {
  public:
    Masker(std::string_view source, std::uint32_t begin, bool wikijs)
        : source_(source), at_(begin), paragraph_end_(begin), begin_(begin), wikijs_(wikijs) {}

    Mask run() {
        out_.text = source_;
        while ((at_ = source_.find_first_of("$[{=`~\\", at_)) != npos) {
            const std::size_t next = attempt();
            at_ = std::max(at_ + 1, next);
        }
        return std::move(out_);
    }

  private:
    std::size_t attempt() {
        switch (source_[at_]) {
            case '\\': return at_ + 2;
            case '`': return at_line_start() && run_of('`') >= 3 ? fenced_code('`') : code_span();
            case '~': return at_line_start() && run_of('~') >= 3 ? fenced_code('~') : at_ + run_of('~');
            case '[': return footnote();
            case '=': return wikijs_ ? image_size() : at_;
            case '{': return wikijs_ ? braces() : at_;
            default: return wikijs_ ? maths() : at_;
        }
    }

    [[nodiscard]] std::size_t run_of(char byte) const {
        const std::size_t end = source_.find_first_not_of(byte, at_);
        return (end == npos ? source_.size() : end) - at_;
    }

    // Only white space, quote and list marks stand before the sign on its line.
    [[nodiscard]] bool at_line_start() const {
        for (std::size_t i = at_; i > begin_ && at_ - i < 64; --i) {
            const char byte = source_[i - 1];
            if (byte == '\n') return true;
            if (!is_blank(byte) && byte != '>' && byte != '-' && byte != '*' && byte != '+') return false;
        }
        return at_ - begin_ < 64;
    }

    // Where the paragraph that holds `at` ends: at the next blank line.
    std::size_t paragraph_end(std::size_t at) {
        while (paragraph_end_ <= at && paragraph_end_ < source_.size()) {
            const std::size_t line = source_.find('\n', std::max(at, paragraph_end_));
            if (line == npos) {
                paragraph_end_ = source_.size();
                break;
            }
            std::size_t next = line + 1;
            while (next < source_.size() && (is_blank(source_[next]) || source_[next] == '>')) ++next;
            paragraph_end_ = line + 1;
            at = line + 1;
            if (next == source_.size() || source_[next] == '\n') break;
        }
        return paragraph_end_;
    }

    std::size_t fenced_code(char sign) {
        const std::size_t length = run_of(sign);
        std::size_t line = source_.find('\n', at_);
        while (line != npos) {
            std::size_t i = line + 1;
            while (i < source_.size() && (is_blank(source_[i]) || source_[i] == '>')) ++i;
            std::size_t end = i;
            while (end < source_.size() && source_[end] == sign) ++end;
            line = source_.find('\n', line + 1);
            if (end - i >= length) return line == npos ? source_.size() : line;
        }
        return source_.size();
    }

    std::size_t code_span() {
        const std::size_t length = run_of('`');
        const std::size_t from = at_ + length;
        if (length >= hopeless_.size() || hopeless_[length] > from) return from;
        const std::size_t limit = paragraph_end(from);
        for (std::size_t i = source_.find('`', from); i < limit; i = source_.find('`', i)) {
            std::size_t end = i;
            while (end < limit && source_[end] == '`') ++end;
            if (end - i == length) return end;
            i = end;
        }
        hopeless_[length] = limit;
        return from;
    }

    std::size_t lock(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto byte = static_cast<unsigned char>(source_[i]);
            if (byte < 0x80 && byte != '\n' && byte != '\r') out_.text[i] = 'x';
        }
        out_.locked.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        return end;
    }

    std::size_t footnote() {
        if (at_ + 3 >= source_.size() || source_[at_ + 1] != '^') return at_;
        std::size_t end = at_ + 2;
        while (end < source_.size() && end - at_ < 64 && source_[end] != ']' && source_[end] != '[' &&
               static_cast<unsigned char>(source_[end]) > ' ') {
            ++end;
        }
        if (end >= source_.size() || source_[end] != ']' || end == at_ + 2) return at_;
        ++end;
        if (end < source_.size() && source_[end] == ':' && at_line_start()) ++end;
        return lock(at_, end);
    }

    std::size_t image_size() {
        if (at_ == begin_ || source_[at_ - 1] != ' ') return at_;
        const std::size_t end = image_size_end(source_, at_ - 1);
        if (end == 0) return at_;
        std::fill(out_.text.begin() + static_cast<std::ptrdiff_t>(at_),
                  out_.text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        return end;
    }

    std::size_t braces() {
        if (at_ + 1 >= source_.size() || source_[at_ + 1] != '{') return at_;
        const std::size_t stop = source_.find_first_of("}\n`", at_ + 2);
        if (stop == npos || stop + 1 >= source_.size() || source_[stop] != '}' || source_[stop + 1] != '}') {
            return std::min(stop, source_.size());
        }
        return lock(at_, stop + 2);
    }

    std::size_t maths() {
        if (at_ + 1 >= source_.size()) return at_;
        if (source_[at_ + 1] == '$') return display_maths();
        if (is_blank(source_[at_ + 1]) || source_[at_ + 1] == '\n') return at_;
        const std::size_t limit = paragraph_end(at_);
        std::size_t close = at_ + 1;
        while (close < limit && source_[close] != '$') close += source_[close] == '\\' ? 2 : 1;
        if (close >= limit) return at_;
        if (is_blank(source_[close - 1]) || source_[close - 1] == '\n') return close;
        if (close + 1 < source_.size() && is_digit_byte(source_[close + 1])) return close;
        if (is_money(source_.substr(at_ + 1, close - at_ - 1))) return close;
        return lock(at_, close + 1);
    }

    // `80亿$，……70亿$`: prose between two sums, whatever Wiki.js makes of it.
    static bool is_money(std::string_view content) {
        if (content.find_first_of("\\^_{=") != npos) return false;
        for (std::size_t i = 0; i < content.size();) {
            const utf8::Decoded c = utf8::decode(content, i);
            if (is_han(c.ch)) return true;
            i += c.length;
        }
        return false;
    }

    std::size_t display_maths() {
        const std::size_t from = at_ + 2;
        if (no_display_) return from;
        const std::size_t close = source_.find("$$", from);
        if (close == npos) {
            no_display_ = true;
            return from;
        }
        // Begun in the middle of a line it stays within its paragraph.
        if (close == from || (!at_line_start() && close > paragraph_end(from))) return close;
        return lock(at_, close + 2);
    }

    std::string_view source_;
    std::size_t at_;
    std::size_t paragraph_end_;
    std::size_t begin_;
    bool wikijs_;
    bool no_display_ = false;
    std::array<std::size_t, 33> hopeless_{};  // up to where no run of so many backticks closes
    Mask out_;
};

}  // namespace

Mask mask(std::string_view source, std::uint32_t begin, bool wikijs) {
    const bool needed = source.find("[^", begin) != npos ||
                        (wikijs && (source.find('$', begin) != npos || source.find("{{", begin) != npos ||
                                    has_image_size(source, begin)));
    if (!needed) return {};
    return Masker(source, begin, wikijs).run();
}

}  // namespace jiaodui
