// Line by line; a time line is known by its first time. Tested by tests/spec/formats/srt.md and
// tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/srt.hpp"

#include <algorithm>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/html.hpp"
#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_number(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What a line that may be a time line is.
struct TimeLine {
    enum class Kind { none, good, bad } kind = Kind::none;
    std::int64_t begin_ms = 0;
    std::int64_t end_ms = 0;
    std::size_t wrong_at = 0;
};

TimeLine time_line(std::string_view line) {
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos) return {};
    const std::size_t arrow = line.find("-->");
    const ClockTime begin = clock_at(line.substr(at), false);
    if (begin.size == 0) {
        const bool starts_like_one = line[at] == '-' || (line[at] >= '0' && line[at] <= '9');
        const bool ends_like_one =
            arrow != std::string_view::npos && line.find_first_of("0123456789", arrow) != std::string_view::npos;
        return {starts_like_one && ends_like_one ? TimeLine::Kind::bad : TimeLine::Kind::none, 0, 0, at};
    }
    const bool whole = clock_at(line.substr(at), true).size > 0;
    at = std::min(line.find_first_not_of(" \t", at + begin.size), line.size());
    if (at != arrow) {
        // Two times and nothing between them but blanks or a broken arrow.
        const std::size_t second = line.find_first_not_of(" \t->", at);
        const bool two = whole && second != std::string_view::npos && clock_at(line.substr(second), true).size > 0;
        return {two || (whole && arrow != std::string_view::npos) ? TimeLine::Kind::bad : TimeLine::Kind::none, 0, 0,
                at};
    }
    at = std::min(line.find_first_not_of(" \t", arrow + 3), line.size());
    const ClockTime end = clock_at(line.substr(at), false);
    if (end.size == 0) return {TimeLine::Kind::bad, 0, 0, at};
    return {TimeLine::Kind::good, begin.ms, end.ms, 0};
}

std::size_t tag_end(std::string_view source, std::uint32_t at, std::uint32_t end) {
    const char close = source[at] == '<' ? '>' : '}';
    const std::size_t found = source.substr(0, end).find(close, at);
    return found == std::string_view::npos ? 0 : found + 1;
}

}  // namespace

void put_tagged(CueWriter& writer, std::string_view source, Span line, bool braces) {
    std::uint32_t at = line.begin;
    std::uint32_t lone[2] = {0, 0};  // no `>`, no `}` up to the line's end: not looked for twice
    for (std::uint32_t i = at; i < line.end; ++i) {
        const bool angle = source[i] == '<' && i >= lone[0] && i + 1 < line.end &&
                           (is_alnum(static_cast<unsigned char>(source[i + 1])) || source[i + 1] == '/');
        const bool brace = braces && source[i] == '{' && i >= lone[1] && i + 1 < line.end && source[i + 1] == '\\';
        if (!angle && !brace) continue;
        const std::size_t end = tag_end(source, i, line.end);
        if (end == 0) {
            lone[brace ? 1 : 0] = line.end;
            continue;
        }
        writer.put({at, i});
        const bool formats = brace || is_formatting_tag(source.substr(i, end - i));
        writer.gap(formats ? CueWriter::Gap::hidden : CueWriter::Gap::locked);
        at = static_cast<std::uint32_t>(end);
        i = at - 1;
    }
    writer.put({at, line.end});
}

Result<Document> read_srt(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::srt, std::move(bytes));
    const std::string_view source = build.source();
    CueWriter writer(build);
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::uint32_t at = source.starts_with(kByteOrderMark) ? 3 : 0;
    bool in_cue = false;
    while (at < source.size()) {
        const TextLine line = line_at(source, at);
        const std::string_view text = slice(source, {line.begin, line.end});
        at = line.next;
        TimeLine time = time_line(text);
        if (time.kind == TimeLine::Kind::none && is_number(text) && at < source.size()) {
            const TextLine next = line_at(source, at);
            const TimeLine after = time_line(slice(source, {next.begin, next.end}));
            if (after.kind != TimeLine::Kind::none) continue;  // the number of the next cue
        }
        if (time.kind == TimeLine::Kind::bad) {
            return malformed(build.document().name, source, line.begin + time.wrong_at,
                             {"时间行有误", "a time line that cannot be read"},
                             {"应为 00:00:01,000 --> 00:00:02,500", "expected 00:00:01,000 --> 00:00:02,500"});
        }
        if (time.kind == TimeLine::Kind::good) {
            writer.begin_cue(time.begin_ms, time.end_ms);
            in_cue = true;
        } else if (in_cue) {
            put_tagged(writer, source, {line.begin, line.end}, true);
            writer.gap(CueWriter::Gap::line_break);
        } else if (!trimmed(text).empty()) {
            return malformed(build.document().name, source, line.begin,
                             {"第一条字幕之前有不属于任何字幕的文字", "text before the first cue"},
                             {"SRT 以序号和时间行开头；若不是 SRT，用 --input-format 指明格式",
                              "an SRT file begins with a number and a time line; say what it is with --input-format"});
        }
    }
    writer.finish();
    return build.finish();
}

}  // namespace jiaodui
