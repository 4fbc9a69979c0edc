// Line by line; no parser of YAML or TOML, because only one-line scalars are ever shown. Tested by
// tests/unit/read/front_matter_test.cpp.
#include "pipeline/read/front_matter.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "pipeline/read/region_writer.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

Span trimmed(std::string_view source, Span at) {
    while (!at.empty() && is_blank(source[at.begin])) ++at.begin;
    while (!at.empty() && is_blank(source[at.end - 1])) --at.end;
    return at;
}

// The line that begins at `at`, without its line feed.
Span line_at(std::string_view source, std::uint32_t at) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    return {at, static_cast<std::uint32_t>(end)};
}

bool is_quoted(std::string_view value) { return !value.empty() && (value[0] == '"' || value[0] == '\''); }

// The part of a value that is prose; empty when none is.
Span prose_of(std::string_view source, Span value) {
    const std::string_view text = slice(source, value);
    if (text.empty()) return value;
    const Span none{value.begin, value.begin};
    if (is_quoted(text)) {
        const std::string_view inside = text.size() < 2 ? "" : text.substr(1, text.size() - 2);
        if (text.size() < 2 || text.back() != text[0]) return none;
        if (inside.find(text[0]) != npos || (text[0] == '"' && inside.find('\\') != npos)) return none;
        return {value.begin + 1, value.end - 1};
    }
    constexpr std::string_view kIndicators = "[]{}*&!|>%@`#,";
    if (kIndicators.find(text[0]) != npos) return none;
    const bool marked = text[0] == '-' || text[0] == '?' || text[0] == ':';
    if (marked && (text.size() == 1 || is_blank(text[1]))) return none;
    if (text.find(": ") != npos || text.find(":\t") != npos || text.back() == ':') return none;
    const std::size_t comment = std::min(text.find(" #"), text.find("\t#"));
    if (comment == npos) return value;
    return trimmed(source, {value.begin, value.begin + static_cast<std::uint32_t>(comment)});
}

// A value that goes on in an indented line is not one line of prose.
bool goes_on(std::string_view source, std::uint32_t next_line) {
    return next_line < source.size() && (source[next_line] == ' ' || source[next_line] == '\t');
}

}  // namespace

std::uint32_t read_front_matter(ViewBuilder& build) {
    const std::string_view source = build.source();
    const std::uint32_t begin = build.at();
    const auto fence_of = [&](Span line) {
        while (!line.empty() && is_blank(source[line.end - 1])) --line.end;
        return slice(source, line);
    };
    const auto after = [&](Span line) { return std::min(line.end + 1, static_cast<std::uint32_t>(source.size())); };
    const Span first = line_at(source, begin);
    const bool toml = fence_of(first) == "+++";
    if (!toml && fence_of(first) != "---") return begin;
    const auto closes = [&](std::string_view fence) { return fence == fence_of(first) || (!toml && fence == "..."); };
    std::uint32_t close = after(first);
    while (close < source.size() && !closes(fence_of(line_at(source, close)))) close = after(line_at(source, close));
    if (close >= source.size()) return begin;

    RegionWriter writer(build);
    for (std::uint32_t at = after(first); at < close; at = after(line_at(source, at))) {
        const Span line = line_at(source, at);
        const std::string_view text = slice(source, line);
        const std::size_t sign = text.find(toml ? '=' : ':');
        if (text.empty() || is_blank(text[0]) || text[0] == '#' || sign == npos) continue;
        const Span key = trimmed(source, {line.begin, line.begin + static_cast<std::uint32_t>(sign)});
        const Span value = trimmed(source, {line.begin + static_cast<std::uint32_t>(sign) + 1, line.end});
        build.document().facts.front_matter.emplace_back(slice(source, key), slice(source, value));
        const bool titled = slice(source, key) == "title" || slice(source, key) == "description";
        const bool one_value =
            toml ? is_quoted(slice(source, value))
                 : (sign + 1 >= text.size() || is_blank(text[sign + 1])) && !goes_on(source, after(line));
        if (!titled || !one_value) continue;
        writer.text(prose_of(source, value));
        if (!writer.empty()) writer.finish(RegionKind::title);
    }
    return after(line_at(source, close));
}

}  // namespace jiaodui
