// Signs of the draft tell which asterisks are shown; the line of the source around them is then read with CommonMark's
// flanking rules (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run).
// Tested by tests/unit/rule/emphasis_test.cpp.
#include "pipeline/rule/kinds/emphasis.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_blank_or_edge(char32_t ch) { return ch == 0 || ch == '\n' || ch == '\r' || is_space(ch); }

// The sign that closes what `ch` opens; 0 when it opens nothing.
char32_t closer_of(char32_t ch) {
    constexpr std::u32string_view kPairs = U"“”‘’（）《》〈〉「」『』【】()[]";
    for (std::size_t i = 0; i < kPairs.size(); i += 2) {
        if (kPairs[i] == ch) return kPairs[i + 1];
    }
    return 0;
}

// A `**` of the source.
struct Delimiter {
    std::uint32_t at = 0;
    bool shown = false;
};

// `**content**`, the bytes of the content.
struct Bold {
    Delimiter open, close;
    [[nodiscard]] Span content() const { return {open.at + 2, close.at}; }
};

class Line {
  public:
    Line(std::string_view source, Span at) : source_(source), at_(at) {}

    // False where a run of asterisks is not `**`, or code may hold some: then nobody knows what was meant.
    bool read(const std::vector<std::uint32_t>& shown) {
        const std::string_view line = slice(source_, at_);
        if (line.find('`') != std::string_view::npos) return false;
        for (std::size_t i = line.find('*'); i != std::string_view::npos; i = line.find('*', i)) {
            const std::size_t stop = std::min(line.find_first_not_of('*', i), line.size());
            const bool escaped = i > 0 && line[i - 1] == '\\';
            if (escaped || stop - i > 2) return false;
            if (stop - i == 2) {
                const auto at = at_.begin + static_cast<std::uint32_t>(i);
                delimiters_.push_back({at, std::binary_search(shown.begin(), shown.end(), at)});
            }
            i = stop;
        }
        return true;
    }

    [[nodiscard]] const std::vector<Delimiter>& delimiters() const { return delimiters_; }

    // The content as it should be, so that both ends flank; nothing when there would be none left.
    [[nodiscard]] std::optional<Span> mended(const Bold& bold) const {
        Span inner = bold.content();
        while (!inner.empty()) {
            const bool opens = opening(bold, inner);
            const bool closes = closing(bold, inner);
            if (opens && closes) return inner;
            const utf8::Decoded first = utf8::decode(source_, inner.begin);
            const utf8::Decoded last = utf8::decode_before(source_, inner.end);
            const bool pair = first.length < inner.size() && closer_of(first.ch) == last.ch && last.ch != 0;
            if (!opens || pair) inner.begin += first.length;
            if (inner.empty()) break;
            if (!closes || pair) inner.end -= last.length;
        }
        return std::nullopt;
    }

  private:
    // Left-flanking, if `**` stood before `inner`.
    [[nodiscard]] bool opening(const Bold& bold, Span inner) const {
        const char32_t next = utf8::decode(source_, inner.begin).ch;
        const std::uint32_t before = inner.begin == bold.open.at + 2 ? bold.open.at : inner.begin;
        const char32_t previous = before > at_.begin ? utf8::decode_before(source_, before).ch : 0;
        if (is_blank_or_edge(next)) return false;
        return !is_punctuation(next) || is_blank_or_edge(previous) || is_punctuation(previous);
    }

    // Right-flanking, if `**` stood after `inner`.
    [[nodiscard]] bool closing(const Bold& bold, Span inner) const {
        const char32_t previous = utf8::decode_before(source_, inner.end).ch;
        const std::uint32_t after = inner.end == bold.close.at ? bold.close.at + 2 : inner.end;
        const char32_t next = after < at_.end ? utf8::decode(source_, after).ch : 0;
        if (is_blank_or_edge(previous)) return false;
        return !is_punctuation(previous) || is_blank_or_edge(next) || is_punctuation(next);
    }

    std::string_view source_;
    Span at_;
    std::vector<Delimiter> delimiters_;
};

class BoldFinder {
  public:
    BoldFinder(const Rule& rule, const Scope& scope, std::vector<Finding>& out)
        : rule_(rule), draft_(scope.draft), source_(scope.draft.source), out_(out) {
        const std::span<const Sign> signs = scope.signs;
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (signs[i].ch != '*') continue;
            std::size_t last = i;
            while (last + 1 < signs.size() && signs[last + 1].ch == '*' && signs[last + 1].at == signs[last].at + 1)
                ++last;
            if (last == i + 1) note_shown({signs[i].at, signs[i].at + 2});
            i = last;
        }
    }

    void run() {
        for (std::size_t i = 0; i < shown_.size();) {
            const Span line = line_around(shown_[i]);
            std::size_t next = i;
            while (next < shown_.size() && shown_[next] < line.end) ++next;
            look_at(line, shown_[i]);
            i = std::max(next, i + 1);
        }
    }

  private:
    void note_shown(Span at) {
        const SourceSpan source = draft_.to_source(at);
        if (source.size() == 2 && slice(source_, source) == "**") shown_.push_back(source.begin);
    }

    // The line of the source, or the cell of a table in it.
    [[nodiscard]] Span line_around(std::uint32_t at) const {
        const std::size_t before = at == 0 ? std::string_view::npos : source_.rfind('\n', at - 1);
        Span line{before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before) + 1,
                  static_cast<std::uint32_t>(std::min(source_.find('\n', at), source_.size()))};
        if (line.begin < line.end && source_[line.begin] == '|') {
            line.begin = static_cast<std::uint32_t>(source_.rfind('|', at)) + 1;
            line.end = static_cast<std::uint32_t>(std::min<std::size_t>(source_.find('|', at), line.end));
        }
        return line;
    }

    void look_at(Span at, std::uint32_t first_shown) {
        Line line(source_, at);
        if (!line.read(shown_)) return;
        const std::vector<Delimiter>& all = line.delimiters();
        if (all.empty() || all.size() % 2 != 0) return remark(first_shown);
        // Where a shown `**` has a hidden partner, the line was read otherwise than it was meant: it is mended as a
        // whole.
        bool crossed = false;
        for (std::size_t i = 0; i < all.size(); i += 2) crossed = crossed || all[i].shown != all[i + 1].shown;
        std::vector<Edit> edits;
        bool unbalanced = false;
        for (std::size_t i = 0; i < all.size(); i += 2) {
            const Bold bold{all[i], all[i + 1]};
            const std::optional<Span> inner = line.mended(bold);
            if (!inner) return remark(first_shown);
            add_edits(bold, *inner, edits, unbalanced);
            if (!crossed) propose(edits, unbalanced);
        }
        if (crossed && edits.empty()) return remark(first_shown);
        propose(edits, unbalanced);
    }

    void add_edits(const Bold& bold, Span inner, std::vector<Edit>& edits, bool& unbalanced) const {
        const Span content = bold.content();
        if (inner.begin != content.begin) {
            edits.push_back({DraftSpan(bold.open.at, inner.begin),
                             std::string(source_.substr(content.begin, inner.begin - content.begin)) + "**"});
        }
        if (inner.end != content.end) {
            const std::string moved(source_.substr(inner.end, content.end - inner.end));
            edits.push_back({DraftSpan(inner.end, content.end + 2), "**" + moved});
            const char32_t last = utf8::decode(moved, 0).ch;
            for (std::size_t i = inner.begin; i < inner.end; i += utf8::length_of(source_[i])) {
                unbalanced = unbalanced || closer_of(utf8::decode(source_, i).ch) == last;
            }
        }
    }

    void propose(std::vector<Edit>& edits, bool& unbalanced) {
        if (edits.empty()) return;
        const DraftSpan at(edits.front().at.begin, edits.back().at.end);
        Finding finding = remark_of(rule_, at, slice(source_, at));
        finding.fix = Fix{std::move(edits), Tier::suggest};
        finding.tier = Tier::suggest;
        finding.in_markup = true;
        if (unbalanced) finding.confidence *= 0.7f;  // a closing quotation mark leaves the bold, its partner stays
        out_.push_back(std::move(finding));
        edits.clear();
        unbalanced = false;
    }

    void remark(std::uint32_t at) {
        Finding finding = remark_of(rule_, DraftSpan(at, at + 2), "**");
        finding.tier = Tier::hint;
        finding.confidence *= 0.7f;
        finding.in_markup = true;
        out_.push_back(std::move(finding));
    }

    const Rule& rule_;
    const Draft& draft_;
    std::string_view source_;
    std::vector<Finding>& out_;
    std::vector<std::uint32_t> shown_;  // places in the source, in order
};

// A subscript that was meant: FeCl~3~, CO~2~.
bool is_formula(std::string_view text, Span between) {
    const std::string_view content = slice(text, between);
    const bool short_ascii = content.size() <= 4 && std::all_of(content.begin(), content.end(), [](char byte) {
                                 return is_alnum(static_cast<unsigned char>(byte)) || byte == '+' || byte == '-';
                             });
    const char32_t before = utf8::decode_before(text, between.begin - 1).ch;
    return short_ascii && (is_latin(before) || before == ')' || before == '_');
}

// Would markdown-it-sub take this for the text of a subscript?
bool is_subscript(const Draft& draft, Span between) {
    const std::string_view text = slice(draft.text, between);
    if (text.empty() || text.find("\xEF\xBF\xBC") != std::string_view::npos) return false;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded c = utf8::decode(text, i);
        if (is_blank_or_edge(c.ch)) return false;
        i += c.length;
    }
    return slice(draft.source, draft.to_source(between)).find('\n') == std::string_view::npos;
}

}  // namespace

void find_unrendered_bold(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    if (scope.draft.round == 1) BoldFinder(rule, scope, out).run();
}

void find_tilde_subscripts(const Rule& rule, const Scope& scope, std::vector<Finding>& out) {
    const Draft& draft = scope.draft;
    if (draft.round > 1) return;
    std::vector<std::uint32_t> tildes;
    for (const Sign& sign : scope.signs) {
        if (sign.ch == '~') tildes.push_back(sign.at);
    }
    const auto escaped = [&](std::uint32_t at) {
        const std::uint32_t source = draft.to_source({at, at + 1}).begin;
        return source > 0 && draft.source.substr(source - 1, 1) == "\\";
    };
    const std::string to(rule.text("to", "～"));
    for (std::size_t i = 0; i + 1 < tildes.size(); ++i) {
        if (escaped(tildes[i]) || escaped(tildes[i + 1])) continue;
        const Span between{tildes[i] + 1, tildes[i + 1]};
        if (!is_subscript(draft, between)) continue;
        if (is_formula(draft.text, between)) {
            ++i;
            continue;
        }
        for (const std::uint32_t at : {tildes[i], tildes[i + 1]}) {
            out.push_back(finding_of(rule, DraftSpan(at, at + 1), "~", to));
        }
        ++i;
    }
}

}  // namespace jiaodui
