// The depth of a line is estimated from the marks and blanks it begins with; there cannot be more
// open containers than marks in the text. Tested by tests/unit/read/pathological_test.cpp.
#include "pipeline/read/nesting.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

struct Prefix {
    std::size_t marks = 0;
    std::size_t blanks = 0;
};

Prefix prefix_at(std::string_view text, std::size_t at) {
    Prefix prefix;
    const auto blank_at = [&](std::size_t i) { return i < text.size() && is_blank(text[i]); };
    while (at < text.size()) {
        const char byte = text[at];
        if (is_blank(byte)) {
            ++prefix.blanks;
            ++at;
        } else if (byte == '>' || ((byte == '-' || byte == '*' || byte == '+') && blank_at(at + 1))) {
            ++prefix.marks;
            ++at;
        } else if (is_digit(static_cast<unsigned char>(byte))) {
            std::size_t end = at;
            while (end < text.size() && end - at < 9 && is_digit(static_cast<unsigned char>(text[end]))) ++end;
            if (end == text.size() || (text[end] != '.' && text[end] != ')') || !blank_at(end + 1)) break;
            ++prefix.marks;
            at = end + 1;
        } else {
            break;
        }
    }
    return prefix;
}

}  // namespace

bool too_deep(std::string_view body) {
    std::size_t lines = 0;
    std::size_t deepest = 0;
    std::size_t marks = 0;
    for (std::size_t at = 0; at < body.size(); ++lines) {
        const Prefix prefix = prefix_at(body, at);
        marks += prefix.marks;
        deepest = std::max(deepest, prefix.marks + prefix.blanks / 2);
        const std::size_t feed = body.find('\n', at + prefix.marks + prefix.blanks);
        at = feed == std::string_view::npos ? body.size() : feed + 1;
    }
    return std::min(deepest, marks) * lines > 256 * body.size() + 10'000'000;
}

}  // namespace jiaodui
