// One run of md4c feeds the RegionWriter: a text callback that points into the buffer is prose, and
// what md4c says between two of them decides what the gap becomes. Offsets are pointer differences
// (measured: on 2,108 pages all 233,061 text callbacks of prose point into the buffer, in order;
// those of line ends do not). Tested by tests/unit/read/markdown_test.cpp and
// tests/property/corpus_reader_test.cpp.
#include "pipeline/read/markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/read/front_matter.hpp"
#include "pipeline/read/html.hpp"
#include "pipeline/read/mask.hpp"
#include "pipeline/read/nesting.hpp"
#include "pipeline/read/region_writer.hpp"

namespace jiaodui {
namespace {

// What md4c is given and where it lies: `text` is the source or its masked copy, byte for byte as
// long.
struct Input {
    std::string_view text;
    std::uint32_t body = 0;
};

class Walker {
  public:
    Walker(ViewBuilder& build, RegionWriter& writer, DirectiveReader& directives, Input input, Hasher* skeleton)
        : build_(build),
          writer_(writer),
          directives_(directives),
          input_(input),
          skeleton_(skeleton),
          events_left_(4 * input.text.size() + 4096) {}

    // False when md4c gave up or said more than any honest page can: a table of n columns and n
    // rows of one cell makes n² empty cells.
    bool run(unsigned flags) {
        MD_PARSER parser{};
        parser.flags = flags;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            return static_cast<Walker*>(self)->enter_block(type, detail);
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
            return static_cast<Walker*>(self)->leave_block(type);
        };
        parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
            return static_cast<Walker*>(self)->enter_span(type);
        };
        parser.leave_span = [](MD_SPANTYPE type, void* detail, void* self) {
            return static_cast<Walker*>(self)->leave_span(type, detail);
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
            return static_cast<Walker*>(self)->text(type, {text, size});
        };
        const std::string_view body = input_.text.substr(input_.body);
        seen_ = input_.body;
        return md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, this) == 0;
    }

  private:
    enum Event : std::uint64_t { kEnterBlock = 1, kLeaveBlock, kEnterSpan, kLeaveSpan, kText };

    void note(std::initializer_list<std::uint64_t> numbers) {
        if (skeleton_ == nullptr) return;
        for (const std::uint64_t number : numbers) skeleton_->add_number(number);
    }

    // Where a text of md4c lies in the source; nothing when it is md4c's own.
    [[nodiscard]] std::optional<Span> place_of(std::string_view text) const {
        const std::less<const char*> less;
        const char* begin = input_.text.data();
        if (less(text.data(), begin) || less(begin + input_.text.size(), text.data() + text.size()))
            return std::nullopt;
        const auto at = static_cast<std::uint32_t>(text.data() - begin);
        return Span{at, at + static_cast<std::uint32_t>(text.size())};
    }

    int enter_block(MD_BLOCKTYPE type, void* detail) {
        end_block();
        note({kEnterBlock, type});
        note_detail(type, detail);
        blocks_.push_back(type);
        return budget();
    }

    int leave_block(MD_BLOCKTYPE type) {
        end_block();
        note({kLeaveBlock, type});
        blocks_.pop_back();
        return budget();
    }

    void note_detail(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_H: note({static_cast<MD_BLOCK_H_DETAIL*>(detail)->level}); break;
            case MD_BLOCK_UL: {
                const auto& list = *static_cast<MD_BLOCK_UL_DETAIL*>(detail);
                note({static_cast<std::uint64_t>(list.is_tight), static_cast<unsigned char>(list.mark)});
                break;
            }
            case MD_BLOCK_OL: {
                const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
                note({static_cast<std::uint64_t>(list.is_tight), list.start,
                      static_cast<unsigned char>(list.mark_delimiter)});
                break;
            }
            case MD_BLOCK_LI: {
                const auto& item = *static_cast<MD_BLOCK_LI_DETAIL*>(detail);
                note({static_cast<std::uint64_t>(item.is_task)});
                break;
            }
            case MD_BLOCK_TH:
            case MD_BLOCK_TD: note({static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align}); break;
            default: break;
        }
    }

    int enter_span(MD_SPANTYPE type) {
        note({kEnterSpan, type});
        fresh_link_ = type == MD_SPAN_A;
        if (type == MD_SPAN_A) autolink_ = false;
        if (type == MD_SPAN_IMG) ++images_;
        if (type == MD_SPAN_IMG || type == MD_SPAN_CODE) gap_locked_ = true;
        return budget();
    }

    int leave_span(MD_SPANTYPE type, void* detail) {
        note({kLeaveSpan, type});
        fresh_link_ = false;
        if (type == MD_SPAN_IMG) {
            if (images_ > 0) --images_;
            gap_locked_ = true;
            note_target(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
        } else if (type == MD_SPAN_A) {
            if (autolink_) {
                gap_locked_ = true;
            } else {
                note_target(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
            }
            autolink_ = false;
        }
        return budget();
    }

    // md4c points at targets without escapes and entities in the buffer; others stand after the
    // next `](`.
    void note_target(const MD_ATTRIBUTE& target) {
        if (target.size == 0) return;
        if (const auto at = place_of({target.text, target.size})) {
            note_url(*at);
            return;
        }
        const std::string_view ahead = input_.text.substr(seen_, 64);
        const std::size_t mark = ahead.find("](");
        if (mark == std::string_view::npos) return;
        std::uint32_t begin = seen_ + static_cast<std::uint32_t>(mark) + 2;
        const bool angled = begin < input_.text.size() && input_.text[begin] == '<';
        if (angled) ++begin;
        const std::size_t stop = input_.text.find_first_of(angled ? ">\n" : ") \t\r\n", begin);
        if (stop != std::string_view::npos) note_url({begin, static_cast<std::uint32_t>(stop)});
    }

    void note_url(Span at) {
        if (!at.empty()) build_.document().markup.push_back({MarkupNote::Kind::url, SourceSpan(at)});
    }

    int text(MD_TEXTTYPE type, std::string_view text) {
        const std::optional<Span> at = place_of(text);
        switch (type) {
            case MD_TEXT_NORMAL:
                if (at) prose(*at);
                break;
            case MD_TEXT_SOFTBR:
                note({kText, type});
                ++breaks_;
                break;
            case MD_TEXT_HTML:
                if (at) html(*at);
                break;
            default:
                note({kText, type});
                gap_locked_ = true;
                break;
        }
        if (at) seen_ = std::max(seen_, at->end);
        return budget();
    }

    void prose(Span at) {
        end_html();
        if (at.begin < seen_ || at.empty()) return;
        if (fresh_link_ && input_.text[at.begin - 1] == '<') {
            autolink_ = true;
            note_url(at);
        }
        fresh_link_ = false;
        if (autolink_ || images_ > 0 || !opaque_.empty()) {
            gap_locked_ = true;
            return;
        }
        if (!writer_.empty() && at.begin > writer_.at()) writer_.gap(gap_kind({writer_.at(), at.begin}), at.begin);
        if (writer_.empty())
            footnote_ = input_.text[at.begin] == 'x' && build_.source()[at.begin] == '[' &&
                        starts_footnote(build_.source().substr(at.begin));
        writer_.text(at);
        gap_locked_ = false;
        breaks_ = 0;
    }

    static bool starts_footnote(std::string_view text) {
        const std::size_t close = text.substr(0, 80).find("]:");
        return text.starts_with("[^") && close != std::string_view::npos && text.find(']') == close;
    }

    [[nodiscard]] RegionWriter::Gap gap_kind(Span gap) const {
        if (gap_locked_) return RegionWriter::Gap::locked;
        const std::string_view bytes = slice(input_.text, gap);
        std::uint32_t lines = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            lines += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) ? 1 : 0;
        }
        // A line end that md4c does not speak of lies in a link's target, a tag, or between two
        // blocks.
        if (lines != breaks_) return RegionWriter::Gap::locked;
        return lines == 0 ? RegionWriter::Gap::hidden : RegionWriter::Gap::line_break;
    }

    void html(Span at) {
        const std::string_view tag = slice(input_.text, at);
        if (!is_formatting_tag(tag)) gap_locked_ = true;
        if (opaque_.empty()) opaque_ = opaque_tag(tag);
        else if (closes_tag(tag, opaque_)) opaque_ = {};
        if (html_.empty()) html_ = at;
        html_.end = std::max(html_.end, at.end);
    }

    void end_html() {
        if (!html_.empty()) scan_html(build_.source(), html_, directives_, build_.document().markup);
        html_ = {};
    }

    void end_block() {
        end_html();
        if (!writer_.empty()) {
            const RegionKind kind = kind_of_block();
            if (kind == RegionKind::heading && writer_.contains("{.tabset}")) {
                writer_.discard();
            } else {
                writer_.finish(kind, blocks_.back() == MD_BLOCK_P && has_delimiter_row());
            }
        }
        opaque_ = {};
        gap_locked_ = false;
        fresh_link_ = false;
        breaks_ = 0;
    }

    // md4c wants three characters a column (`|---|`, `|:-:|`); Wiki.js takes `|-|`.
    [[nodiscard]] bool has_delimiter_row() const {
        return writer_.contains("|") &&
               (writer_.contains("|-") || writer_.contains("| -") || writer_.contains("|:-") || writer_.contains("-|"));
    }

    [[nodiscard]] RegionKind kind_of_block() const {
        if (footnote_) return RegionKind::footnote;
        for (auto it = blocks_.rbegin(); it != blocks_.rend(); ++it) {
            switch (*it) {
                case MD_BLOCK_H: return RegionKind::heading;
                case MD_BLOCK_TH:
                case MD_BLOCK_TD: return RegionKind::table_cell;
                case MD_BLOCK_LI: return RegionKind::list_item;
                case MD_BLOCK_QUOTE: return RegionKind::quote;
                default: break;
            }
        }
        return RegionKind::paragraph;
    }

    int budget() {
        if (events_left_ == 0) return 1;
        --events_left_;
        return 0;
    }

    ViewBuilder& build_;
    RegionWriter& writer_;
    DirectiveReader& directives_;
    Input input_;
    Hasher* skeleton_;
    std::size_t events_left_;
    std::vector<MD_BLOCKTYPE> blocks_;
    Span html_;                // raw HTML that has not been scanned yet
    std::string_view opaque_;  // the tag within the block whose text is no prose
    std::uint32_t seen_ = 0;   // end of the last text that lies in the buffer
    std::uint32_t breaks_ = 0;
    int images_ = 0;
    bool gap_locked_ = false;
    bool fresh_link_ = false;
    bool autolink_ = false;
    bool footnote_ = false;
};

// False when md4c gave up; the builder is then half full.
bool read_body(ViewBuilder& build, Format format, Hasher* skeleton, unsigned flags) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (build.source().starts_with(kByteOrderMark)) build.hide(3);
    const std::uint32_t body = read_front_matter(build);
    if (too_deep(build.source().substr(body))) return false;
    const Mask masked = mask(build.source(), body, format == Format::wikijs);
    RegionWriter writer(build);
    if (!masked.locked.empty()) writer.set_locked(&masked.locked);
    DirectiveReader directives(build.source());
    const std::string_view text = masked.text.empty() ? build.source() : std::string_view(masked.text);
    const bool done = Walker(build, writer, directives, {text, body}, skeleton).run(flags);
    build.document().directives = directives.finish();
    return done;
}

}  // namespace

Document read_markdown(std::string name, Format format, std::string bytes, Hasher* skeleton) {
    const Hasher clean = skeleton == nullptr ? Hasher() : *skeleton;
    for (const unsigned flags : {MD_FLAG_TABLES | MD_FLAG_TASKLISTS, MD_FLAG_TASKLISTS}) {
        ViewBuilder build(name, format, std::move(bytes));
        if (read_body(build, format, skeleton, flags)) {
            build.lock_rest();
            auto& notes = build.document().markup;
            std::sort(notes.begin(), notes.end(), [](const MarkupNote& a, const MarkupNote& b) { return a.at < b.at; });
            notes.erase(std::unique(notes.begin(), notes.end(),
                                    [](const MarkupNote& a, const MarkupNote& b) { return a.at == b.at; }),
                        notes.end());
            return build.finish();
        }
        bytes = std::move(build.document().bytes);
        if (skeleton != nullptr) *skeleton = clean;
    }
    ViewBuilder build(std::move(name), format, std::move(bytes));
    build.lock_rest();
    return build.finish();
}

Result<Document> read_wikijs(std::string name, std::string bytes) {
    return read_markdown(std::move(name), Format::wikijs, std::move(bytes), nullptr);
}

Result<Document> read_commonmark(std::string name, std::string bytes) {
    return read_markdown(std::move(name), Format::markdown, std::move(bytes), nullptr);
}

}  // namespace jiaodui
