// Line by line: the template's front matter, then its sections, each from a heading to the next.
// Tested by tests/unit/review/new_page_test.cpp and tests/spec/new.md.
#include "pipeline/review/new_page.hpp"

#include <algorithm>

#include "pipeline/emit/json_text.hpp"
#include "pipeline/text/heading.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

std::string without_comments(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find("<!--", at);
        const std::size_t close = open == npos ? npos : text.find("-->", open + 4);
        out += text.substr(at, close == npos ? npos : open - at);
        if (close == npos) break;
        at = close + 3;
        if (out.empty() || out.back() == '\n') {  // the line is gone, not emptied
            while (at < text.size() && (text[at] == '\n' || text[at] == '\r')) ++at;
        }
    }
    return out;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.emplace_back(line);
        at = end + 1;
    }
    return out;
}

bool is_key(std::string_view line, std::string_view key) {
    return line.starts_with(key) && line.size() > key.size() && line[key.size()] == ':';
}

// As YAML reads it back as this string: bare where that is sure, else in double quotes, which spell like JSON.
std::string yaml_value(const std::string& value) {
    constexpr std::string_view kSpecial = "-?:,[]{}#&*!|>'\"%@` \t0123456789+.~";
    const bool word = value == "true" || value == "false" || value == "null" || value == "yes" || value == "no";
    const bool bare = !value.empty() && !word && kSpecial.find(value.front()) == npos && value.back() != ' ' &&
                      value.find(": ") == npos && value.find(" #") == npos && value.back() != ':' &&
                      value.find_first_of("\n\r\t\\") == npos;
    if (bare) return value;
    std::string out;
    json::append_string(out, value);
    return out;
}

// The number of lines of the front matter, its fences included; 0 where there is none.
std::size_t front_matter_lines(const std::vector<std::string>& lines) {
    if (lines.empty() || lines.front() != "---") return 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i] == "---") return i + 1;
    }
    return 0;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool holds_placeholder(const std::vector<std::string>& lines, std::size_t begin, std::size_t end,
                       std::span<const Placeholder> all) {
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                       lines.begin() + static_cast<std::ptrdiff_t>(end), [&](const std::string& line) {
                           return std::any_of(all.begin(), all.end(),
                                              [&](const Placeholder& one) { return line.find(one.text) != npos; });
                       });
}

// Sections with a placeholder go; a row of tabs without any tab goes as well.
void drop_dead_players(std::vector<std::string>& lines, std::size_t begin, std::span<const Placeholder> placeholders) {
    const auto at = [&](std::size_t i) { return lines.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t i = begin; i < lines.size();) {
        if (heading_level(lines[i]) == 0) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < lines.size() && heading_level(lines[end]) == 0) ++end;
        if (holds_placeholder(lines, i, end, placeholders)) {
            lines.erase(at(i), at(end));
        } else {
            i = end;
        }
    }
    for (std::size_t i = begin; i < lines.size(); ++i) {
        const std::size_t level = heading_level(lines[i]);
        if (level == 0 || lines[i].find(kTabset) == npos) continue;
        std::size_t end = i + 1;
        while (end < lines.size() && heading_level(lines[end]) == 0) ++end;
        const bool tabs = end < lines.size() && heading_level(lines[end]) > level;
        if (tabs) continue;
        const bool closed = end < lines.size() && lines[end].find_first_not_of("# ") == npos;  // `#` alone ends the row
        lines.erase(at(i), at(closed ? end + 1 : end));
        return;
    }
}

}  // namespace

bool has_field(std::string_view pattern, std::span<const Placeholder> placeholders, std::string_view name) {
    if (std::any_of(placeholders.begin(), placeholders.end(), [&](const Placeholder& one) { return one.name == name; }))
        return true;
    if (pattern.empty()) return name == "title" || name == "description" || name == "tags";
    const std::vector<std::string> lines = lines_of(pattern);
    const std::size_t head = front_matter_lines(lines);
    return std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(head),
                       [&](const std::string& line) { return is_key(line, name); });
}

std::string compose(const NewPage& page) {
    std::string pattern =
        without_comments(page.pattern.empty() ? "---\ntitle: \ndescription: \ntags: \n---\n" : page.pattern);
    for (const PageField& field : page.fields) {
        for (const Placeholder& one : page.placeholders) {
            if (one.name == field.name) replace_all(pattern, one.text, field.value);
        }
    }
    std::vector<std::string> lines = lines_of(pattern);
    const std::size_t head = front_matter_lines(lines);
    for (std::size_t i = 0; i < head; ++i) {
        for (const PageField& field : page.fields) {
            if (is_key(lines[i], field.name)) lines[i] = field.name + ": " + yaml_value(field.value);
        }
    }
    drop_dead_players(lines, head, page.placeholders);
    std::size_t keep = lines.size();  // up to the last heading, or the front matter
    while (keep > head && heading_level(lines[keep - 1]) == 0) --keep;
    std::string out;
    for (std::size_t i = 0; i < keep; ++i) out += lines[i] + '\n';
    if (!out.empty()) out += '\n';
    if (!page.notice.empty() && pattern.find(page.notice) == npos) {
        out += "> " + std::string(page.notice) + "\n{.is-warning}\n\n";
    }
    out += page.body;
    if (!out.ends_with('\n')) out += '\n';
    return out;
}

std::string caption_lines(std::span<const TimedText> cues) {
    std::string out;
    for (const TimedText& cue : cues) {
        const std::string& text = cue.text;
        std::size_t digits = text.find_first_not_of("0123456789");
        if (digits == 0) digits = npos;  // no number at the head
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool anywhere = std::string_view("\\`*_[]<>~|$^").find(text[i]) != npos;
            const bool at_head = i == 0 && std::string_view("#+-=:{").find(text[i]) != npos;
            const bool numbers = i == digits && (text[i] == '.' || text[i] == ')');
            if (anywhere || at_head || numbers) out += '\\';
            out += text[i];
        }
        out += '\n';
    }
    return out;
}

}  // namespace jiaodui
