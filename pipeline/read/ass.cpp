// Line by line; the fields before the text are counted by the Format line. Tested by tests/spec/formats/ass.md and
// tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/ass.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "pipeline/read/cue_writer.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with_word(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

class AssReader {
  public:
    explicit AssReader(ViewBuilder& build)
        : build_(build), source_(build.source()), writer_(build), directives_(source_) {}

    std::optional<Error> run() {
        std::uint32_t at = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        bool events = false, any = false;
        while (at < source_.size()) {
            const TextLine line = line_at(source_, at);
            const std::string_view text = slice(source_, {line.begin, line.end});
            at = line.next;
            if (text.starts_with('[')) {
                if (text.find(']') == npos)
                    return bad(line.begin, {"节名缺少 ]", "a section without its ]"}, {"补上 ]", "add it"});
                events = starts_with_word(text, "[Events]");
                any = any || events;
            } else if (events) {
                if (auto error = event(line, text)) return error;
            }
        }
        if (!any && !trimmed(source_).empty()) {
            return bad(0, {"没有 [Events] 一节", "there is no section [Events]"},
                       {"若不是 ASS/SSA，用 --input-format 指明格式", "say what it is with --input-format"});
        }
        writer_.finish();
        build_.document().directives = directives_.finish();
        return std::nullopt;
    }

  private:
    std::optional<Error> event(TextLine line, std::string_view text) {
        if (starts_with_word(text, "Format:")) {
            format(text.substr(7));
            return std::nullopt;
        }
        const bool dialogue = starts_with_word(text, "Dialogue:");
        if (!dialogue && !starts_with_word(text, "Comment:")) return std::nullopt;
        // The fields before the text.
        std::uint32_t at = line.begin + static_cast<std::uint32_t>(text.find(':')) + 1;
        std::int64_t begin = Cue::kNoTime, end = Cue::kNoTime;
        for (std::size_t field = 0; field + 1 < fields_; ++field) {
            const std::size_t comma = source_.substr(0, line.end).find(',', at);
            if (comma == npos) {
                if (!dialogue) return std::nullopt;
                return bad(line.end,
                           {"字段不够：Format 行有 " + std::to_string(fields_) + " 个",
                            "too few fields: the Format line has " + std::to_string(fields_)},
                           {"正文应在最后一个字段", "the text is the last field"});
            }
            const std::string_view value = trimmed(source_.substr(at, comma - at));
            if (dialogue && (field == start_ || field == end_)) {
                const ClockTime time = clock_at(value, true);
                if (time.size != value.size() || value.empty()) {
                    return bad(at,
                               {"时间有误：" + std::string(value.substr(0, 40)),
                                "not a time: " + std::string(value.substr(0, 40))},
                               {"应为 0:00:01.00", "expected 0:00:01.00"});
                }
                (field == start_ ? begin : end) = time.ms;
            }
            at = static_cast<std::uint32_t>(comma) + 1;
        }
        if (!dialogue) {
            directives_.comment({line.begin, line.end}, slice(source_, {at, line.end}));
            return std::nullopt;
        }
        writer_.begin_cue(begin, end);
        return dialogue_text({at, line.end});
    }

    void format(std::string_view names) {
        fields_ = 0;
        while (true) {
            const std::size_t comma = names.find(',');
            const std::string_view name = trimmed(names.substr(0, comma));
            if (name.size() == 5 && starts_with_word(name, "Start")) start_ = fields_;
            if (name.size() == 3 && starts_with_word(name, "End")) end_ = fields_;
            ++fields_;
            if (comma == npos) return;
            names.remove_prefix(comma + 1);
        }
    }

    std::optional<Error> dialogue_text(Span text) {
        bool drawing = false;
        std::uint32_t at = text.begin;
        const auto flush = [&](std::uint32_t end) {
            if (at >= end) return;
            if (drawing) {
                writer_.gap(CueWriter::Gap::locked);
            } else {
                writer_.put({at, end});
            }
        };
        for (std::uint32_t i = text.begin; i < text.end; ++i) {
            if (source_[i] == '{') {
                const std::size_t close = source_.substr(0, text.end).find('}', i);
                if (close == npos)
                    return bad(i, {"{ 没有对应的 }", "a { without its }"},
                               {"补上 }，或用全角｛", "add it, or write the full-width ｛"});
                flush(i);
                at = static_cast<std::uint32_t>(close) + 1;
                drawing = draws(slice(source_, {i, at}), drawing);
                writer_.gap(drawing ? CueWriter::Gap::locked : CueWriter::Gap::hidden);
                i = at - 1;
            } else if (source_[i] == '\\' && i + 1 < text.end && !drawing) {
                const char kind = source_[i + 1];
                if (kind != 'N' && kind != 'n' && kind != 'h') continue;
                flush(i);
                at = i + 2;
                writer_.gap(kind == 'h' ? CueWriter::Gap::locked : CueWriter::Gap::line_break);
                i = at - 1;
            }
        }
        flush(text.end);
        return std::nullopt;
    }

    // After the last `\p` of the block: `\p0` is text, any other number a drawing. `\pos` and `\pbo` are other things.
    static bool draws(std::string_view block, bool before) {
        for (std::size_t at = block.find("\\p"); at != npos; at = block.find("\\p", at + 2)) {
            if (at + 2 < block.size() && block[at + 2] >= '0' && block[at + 2] <= '9') before = block[at + 2] != '0';
        }
        return before;
    }

    [[nodiscard]] Error bad(std::size_t at, Message message, Message advice) const {
        return malformed(build_.document().name, source_, at, std::move(message), std::move(advice));
    }

    ViewBuilder& build_;
    std::string_view source_;
    CueWriter writer_;
    DirectiveReader directives_;
    std::size_t fields_ = 10;  // of ASS, when no Format line says otherwise
    std::size_t start_ = 1;
    std::size_t end_ = 2;
};

}  // namespace

Result<Document> read_ass(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::ass, std::move(bytes));
    if (auto error = AssReader(build).run()) return *std::move(error);
    return build.finish();
}

}  // namespace jiaodui
