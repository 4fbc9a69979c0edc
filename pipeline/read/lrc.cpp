// Line by line. Tested by tests/spec/formats/lrc.md and tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/lrc.hpp"

#include "pipeline/read/cue_writer.hpp"

namespace jiaodui {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The words of a line, with the times between them hidden.
void put_words(CueWriter& writer, std::string_view source, Span line) {
    std::uint32_t at = line.begin;
    for (std::uint32_t i = at; i < line.end; ++i) {
        if (source[i] != '<' && source[i] != '[') continue;
        const char close = source[i] == '<' ? '>' : ']';
        const ClockTime time = clock_at(source.substr(i + 1, line.end - i - 1), false);
        if (time.size == 0 || i + 1 + time.size >= line.end || source[i + 1 + time.size] != close) continue;
        writer.put({at, i});
        writer.gap(CueWriter::Gap::hidden);
        at = i + 2 + static_cast<std::uint32_t>(time.size);
        i = at - 1;
    }
    writer.put({at, line.end});
}

}  // namespace

Result<Document> read_lrc(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::lrc, std::move(bytes));
    const std::string_view source = build.source();
    CueWriter writer(build);
    std::uint32_t at = source.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    bool any = false, blank = true;
    while (at < source.size()) {
        const TextLine line = line_at(source, at);
        at = line.next;
        std::uint32_t text = line.begin;
        while (text < line.end && (source[text] == ' ' || source[text] == '\t')) ++text;
        if (text == line.end) continue;
        blank = false;
        std::int64_t begin = Cue::kNoTime;
        bool locked = false;
        while (text < line.end && source[text] == '[') {
            const std::size_t close = source.substr(0, line.end).find(']', text);
            if (close == std::string_view::npos) {
                return malformed(build.document().name, source, text, {"[ 没有对应的 ]", "a [ without its ]"},
                                 {"补上 ]", "add it"});
            }
            const std::string_view inside = source.substr(text + 1, close - text - 1);
            const ClockTime time = clock_at(inside, false);
            const bool good = time.size > 0 && time.size == inside.size();
            if (!good && !inside.empty() && is_digit(inside[0]) && inside.find(':') != std::string_view::npos) {
                return malformed(build.document().name, source, text + 1,
                                 {"时间有误：" + std::string(inside.substr(0, 40)),
                                  "not a time: " + std::string(inside.substr(0, 40))},
                                 {"应为 [00:12.34]", "expected [00:12.34]"});
            }
            if (!good) {
                locked = begin == Cue::kNoTime;  // [ti:…]; in text, brackets are text
                break;
            }
            if (begin == Cue::kNoTime) begin = time.ms;
            text = static_cast<std::uint32_t>(close) + 1;
        }
        if (locked) {
            writer.gap(CueWriter::Gap::region);
            continue;
        }
        any = any || begin != Cue::kNoTime;
        if (begin == Cue::kNoTime) continue;  // no lyric without a time
        writer.begin_cue(begin, Cue::kNoTime);
        put_words(writer, source, {text, line.end});
    }
    if (!any && !blank) {
        return malformed(build.document().name, source, 0, {"没有任何时间标签", "there is not a single time"},
                         {"若不是 LRC，用 --input-format 指明格式", "say what it is with --input-format"});
    }
    writer.finish();
    return build.finish();
}

}  // namespace jiaodui
