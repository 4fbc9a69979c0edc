// Tested by tests/unit/document/notice_test.cpp and tests/cli/status.md.
#include "pipeline/document/notice.hpp"

#include <cstdint>

namespace jiaodui {
namespace {

std::string_view line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find('\n', begin);
    std::string_view line = text.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::size_t next_line(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find('\n', begin);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t line_before(std::string_view text, std::size_t begin) {
    if (begin == 0) return 0;
    const std::size_t end = begin >= 2 ? text.rfind('\n', begin - 2) : std::string_view::npos;
    return end == std::string_view::npos ? 0 : end + 1;
}

bool is_quote(std::string_view line) { return line.starts_with('>'); }
bool is_attributes(std::string_view line) { return line.starts_with("{.") && line.ends_with('}'); }
bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

std::optional<Span> notice_in(std::string_view page, const std::vector<std::string>& notices) {
    for (const std::string& notice : notices) {
        const std::size_t at = notice.empty() ? std::string_view::npos : page.find(notice);
        if (at == std::string_view::npos) continue;
        std::size_t begin = at == 0 ? 0 : page.rfind('\n', at - 1) + 1;
        std::size_t end = next_line(page, at);
        if (is_quote(line_at(page, begin))) {
            while (begin > 0 && is_quote(line_at(page, line_before(page, begin)))) begin = line_before(page, begin);
            while (end < page.size() && is_quote(line_at(page, end))) end = next_line(page, end);
        }
        if (end < page.size() && is_attributes(line_at(page, end))) end = next_line(page, end);
        return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }
    return std::nullopt;
}

std::string without_notice(std::string_view page, Span notice) {
    std::size_t end = notice.end;
    const bool blank_before = notice.begin == 0 || is_blank(line_at(page, line_before(page, notice.begin)));
    while (blank_before && end < page.size() && is_blank(line_at(page, end))) end = next_line(page, end);
    return std::string(page.substr(0, notice.begin)) + std::string(page.substr(end));
}

}  // namespace jiaodui
