// Block by block. Tested by tests/spec/formats/vtt.md and tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/vtt.hpp"

#include <algorithm>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/entities.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_blank_line(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

class VttReader {
  public:
    VttReader(ViewBuilder& build)
        : build_(build), source_(build.source()), writer_(build), directives_(build.source()) {}

    std::optional<Error> run() {
        std::uint32_t at = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        const std::string_view head = source_.substr(at, 7);
        const bool signed_ = head.starts_with("WEBVTT") && (head.size() == 6 || head[6] == ' ' || head[6] == '\t' ||
                                                            head[6] == '\n' || head[6] == '\r');
        if (!signed_) {
            return malformed(build_.document().name, source_, at,
                             {"文件开头没有 WEBVTT", "the file does not begin with WEBVTT"},
                             {"若不是 WebVTT，用 --input-format 指明格式", "say what it is with --input-format"});
        }
        // The header goes to the first blank line, or to a cue that follows without one.
        at = line_at(source_, at).next;
        while (at < source_.size()) {
            const TextLine line = line_at(source_, at);
            if (line.begin == line.end || text(line).find("-->") != std::string_view::npos) break;
            at = line.next;
        }
        while (at < source_.size()) {
            const TextLine line = line_at(source_, at);
            if (is_blank_line(text(line))) {
                at = line.next;
                continue;
            }
            const std::uint32_t end = block_end(at);
            if (auto error = block(at, end)) return error;
            at = end;
        }
        writer_.finish();
        build_.document().directives = directives_.finish();
        build_.document().encode = encode_markup;
        build_.document().decode = decode_markup;
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::string_view text(TextLine line) const { return slice(source_, {line.begin, line.end}); }

    [[nodiscard]] std::uint32_t block_end(std::uint32_t at) const {
        while (at < source_.size()) {
            const TextLine line = line_at(source_, at);
            if (line.begin == line.end) break;
            at = line.next;
        }
        return at;
    }

    std::optional<Error> block(std::uint32_t at, std::uint32_t end) {
        TextLine line = line_at(source_, at);
        const std::string_view first = text(line);
        if (first == "NOTE" || first.starts_with("NOTE ") || first.starts_with("NOTE\t")) {
            directives_.comment({at, end}, source_.substr(at + 4, end - at - 4));
            return std::nullopt;
        }
        const std::string_view word = first.substr(0, first.find_last_not_of(" \t") + 1);
        if (word == "STYLE" || word == "REGION") return std::nullopt;
        if (first.find("-->") == std::string_view::npos) {
            // An identifier, or something that is no cue and that players leave out.
            if (clock_at(first, false).size > 0 && clock_at(first, false).size < first.size())
                return bad_time(line.begin);
            line = line_at(source_, line.next);
            if (line.begin >= end) return std::nullopt;
            const std::string_view second = text(line);
            if (second.find("-->") == std::string_view::npos) {
                if (clock_at(second, false).size > 0) return bad_time(line.begin);
                return std::nullopt;
            }
        }
        return cue(line, end);
    }

    std::optional<Error> cue(TextLine line, std::uint32_t end) {
        const std::string_view timing = text(line);
        std::size_t at = std::min(timing.find_first_not_of(" \t"), timing.size());
        const ClockTime begin = clock_at(timing.substr(at), false);
        if (begin.size == 0) return bad_time(line.begin + at);
        const std::size_t arrow = std::min(timing.find_first_not_of(" \t", at + begin.size), timing.size());
        if (timing.substr(arrow, 3) != "-->") return bad_time(line.begin + arrow);
        at = std::min(timing.find_first_not_of(" \t", arrow + 3), timing.size());
        const ClockTime until = clock_at(timing.substr(at), false);
        if (until.size == 0) return bad_time(line.begin + at);
        writer_.begin_cue(begin.ms, until.ms);
        for (std::uint32_t next = line.next; next < end;) {
            const TextLine one = line_at(source_, next);
            if (text(one).find("-->") != std::string_view::npos) {
                return malformed(build_.document().name, source_, one.begin,
                                 {"字幕正文里不能有 -->", "the text of a cue may not hold -->"},
                                 {"前面可能少了空行", "perhaps a blank line is missing before it"});
            }
            put_line({one.begin, one.end});
            writer_.gap(CueWriter::Gap::line_break);
            next = one.next;
        }
        return std::nullopt;
    }

    // Tags are hidden, ruby text locked, references decoded.
    void put_line(Span line) {
        decoded_.clear();
        pieces_.clear();
        std::uint32_t at = line.begin;
        const auto flush = [&] {
            if (!decoded_.empty()) writer_.put(decoded_, pieces_);
            decoded_.clear();
            pieces_.clear();
        };
        bool angles = true;
        while (at < line.end) {
            if (source_[at] == '<' && angles) {
                const std::size_t close = source_.substr(0, line.end).find('>', at);
                if (close == std::string_view::npos) {
                    angles = false;
                    continue;
                }
                flush();
                std::size_t end = close + 1;
                if (source_.substr(at, 4) == "<rt>" || source_.substr(at, 4) == "<rt.") {
                    const std::size_t ruby = source_.substr(0, line.end).find("</rt>", end);
                    end = ruby == std::string_view::npos ? line.end : ruby + 5;
                    writer_.gap(CueWriter::Gap::locked);
                }
                at = static_cast<std::uint32_t>(end);
                continue;
            }
            const Reference found = source_[at] == '&' ? reference_at(source_.substr(at, line.end - at)) : Reference{};
            const auto size = static_cast<std::uint32_t>(found.ch == 0 ? 1 : found.size);
            append(at, size, found.ch);
            at += size;
        }
        flush();
    }

    void append(std::uint32_t at, std::uint32_t size, char32_t ch) {
        const auto begin = static_cast<std::uint32_t>(decoded_.size());
        if (ch == 0) {
            decoded_ += source_[at];
            if (!pieces_.empty() && pieces_.back().kind == PieceKind::same) {
                ++pieces_.back().view.end;
                pieces_.back().source.end = at + 1;
                return;
            }
        } else {
            utf8::append(decoded_, ch);
        }
        const auto end = static_cast<std::uint32_t>(decoded_.size());
        pieces_.push_back({ch == 0 ? PieceKind::same : PieceKind::coded, {begin, end}, {at, at + size}});
    }

    [[nodiscard]] Error bad_time(std::size_t at) const {
        return malformed(build_.document().name, source_, at, {"时间行有误", "a time line that cannot be read"},
                         {"应为 00:00:01.000 --> 00:00:02.500", "expected 00:00:01.000 --> 00:00:02.500"});
    }

    ViewBuilder& build_;
    std::string_view source_;
    CueWriter writer_;
    DirectiveReader directives_;
    std::string decoded_;
    std::vector<Piece> pieces_;
};

}  // namespace

Result<Document> read_vtt(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::vtt, std::move(bytes));
    if (auto error = VttReader(build).run()) return *std::move(error);
    return build.finish();
}

}  // namespace jiaodui
