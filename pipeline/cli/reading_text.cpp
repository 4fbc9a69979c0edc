// Tested by tests/cli/review.md and tests/spec/formats/reviewed.md.
#include "pipeline/cli/reading_text.hpp"

#include <algorithm>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::size_t kLineIsEnough = 40;  // characters after which the end of a line or a cue closes what is shown
constexpr std::size_t kCommaIsEnough = 120;

bool ends_sentence(char32_t ch) {
    return ch == U'。' || ch == U'？' || ch == U'！' || ch == U'…' || ch == '?' || ch == '!';
}
bool closes(char32_t ch) { return is_closing(ch) || ch == '"' || ends_sentence(ch); }

}  // namespace

Span ReadingText::of(SourceSpan at) const { return prose_ ? view_of(document_, at) : Span(at); }
SourceSpan ReadingText::source(Span at) const { return prose_ ? document_.to_source(at) : SourceSpan(at); }
SourceEdit ReadingText::of(const SourceEdit& edit) const {
    return {SourceSpan(of(edit.at)), prose_ ? as_read(document_, edit.text) : edit.text};
}

bool ReadingText::is_prose(Span at) const {
    const SourceSpan source_span = source(at);
    const Span view = view_of(document_, source_span);
    return document_.plain_in(view) && (at.empty() || document_.to_source(view) == source_span);
}

std::vector<Span> ReadingText::sentences() const {
    const std::string_view all = text();
    std::vector<std::uint32_t> cues;  // where they begin
    for (const Cue& cue : document_.cues) cues.push_back(of(cue.at).begin);
    std::vector<Span> out;
    for (const Region& region : document_.regions) {
        const Span whole = prose_ ? region.at : Span(document_.to_source(region.at));
        std::uint32_t begin = whole.begin;
        std::size_t length = 0;
        const auto cut = [&](std::uint32_t end) {
            if (slice(all, {begin, end}).find_first_not_of(" \t\r\n") != std::string_view::npos)
                out.push_back({begin, end});
            begin = end;
            length = 0;
        };
        for (std::uint32_t at = whole.begin; at < whole.end;) {
            const utf8::Decoded c = utf8::decode(all, at);
            at += c.length;
            ++length;
            const char32_t next = at < whole.end ? utf8::decode(all, at).ch : 0;
            const bool stop = ends_sentence(c.ch) || (closes(c.ch) && length > 1 && at >= 6 &&
                                                      ends_sentence(utf8::decode_before(all, at - c.length).ch));
            const bool line_ends = c.ch == '\n' || std::binary_search(cues.begin(), cues.end(), at);
            if ((stop && !closes(next)) || (line_ends && length >= kLineIsEnough) ||
                (c.ch == U'，' && length >= kCommaIsEnough))
                cut(at);
        }
        cut(whole.end);
    }
    return out;
}

}  // namespace jiaodui::cli
