// From `<` to `<`, as a tokenizer does; no tree is built. Tested by tests/spec/formats/html.md and
// tests/unit/read/cue_formats_test.cpp.
#include "pipeline/read/html_page.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/read/cue_writer.hpp"
#include "pipeline/read/entities.hpp"
#include "pipeline/read/html.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

constexpr auto npos = std::string_view::npos;

constexpr std::array<std::string_view, 9> kOpaque{"script",   "style",    "pre", "code", "textarea",
                                                  "template", "noscript", "svg", "math"};
constexpr std::array<std::string_view, 11> kLetsThrough{"font", "b", "i",   "u", "em",  "strong",
                                                        "span", "a", "ins", "s", "cite"};

struct Block {
    std::string_view name;
    RegionKind kind;
};
constexpr std::array<Block, 36> kBlocks{{
    {"p", RegionKind::paragraph},       {"div", RegionKind::paragraph},      {"body", RegionKind::paragraph},
    {"html", RegionKind::paragraph},    {"head", RegionKind::paragraph},     {"section", RegionKind::paragraph},
    {"article", RegionKind::paragraph}, {"main", RegionKind::paragraph},     {"header", RegionKind::paragraph},
    {"footer", RegionKind::paragraph},  {"aside", RegionKind::paragraph},    {"nav", RegionKind::paragraph},
    {"title", RegionKind::title},       {"h1", RegionKind::heading},         {"h2", RegionKind::heading},
    {"h3", RegionKind::heading},        {"h4", RegionKind::heading},         {"h5", RegionKind::heading},
    {"h6", RegionKind::heading},        {"li", RegionKind::list_item},       {"ul", RegionKind::paragraph},
    {"ol", RegionKind::paragraph},      {"dt", RegionKind::list_item},       {"dd", RegionKind::list_item},
    {"td", RegionKind::table_cell},     {"th", RegionKind::table_cell},      {"tr", RegionKind::paragraph},
    {"table", RegionKind::paragraph},   {"caption", RegionKind::table_cell}, {"blockquote", RegionKind::quote},
    {"hr", RegionKind::paragraph},      {"figure", RegionKind::paragraph},   {"figcaption", RegionKind::paragraph},
    {"option", RegionKind::list_item},  {"center", RegionKind::paragraph},   {"form", RegionKind::paragraph},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool same_name(std::string_view a, std::string_view small) {
    return a.size() == small.size() &&
           std::equal(a.begin(), a.end(), small.begin(), [](char x, char y) { return lower(x) == y; });
}

class HtmlReader {
  public:
    explicit HtmlReader(ViewBuilder& build)
        : build_(build), source_(build.source()), writer_(build), directives_(source_) {
        writer_.set_kind(RegionKind::paragraph);
    }

    std::optional<Error> run() {
        std::size_t at = source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        std::size_t text = at;
        while (at < source_.size()) {
            if (source_[at] != '<' || !opens(at)) {
                ++at;
                continue;
            }
            put_text(text, at);
            const std::size_t end = markup(at);
            if (end == npos) return unclosed(at);
            at = text = end;
        }
        put_text(text, at);
        writer_.finish();
        build_.document().directives = directives_.finish();
        build_.document().encode = encode_markup;
        build_.document().decode = decode_markup;
        return std::nullopt;
    }

  private:
    // A `<` that is no markup is text.
    [[nodiscard]] bool opens(std::size_t at) const {
        if (at + 1 >= source_.size()) return false;
        const char next = source_[at + 1];
        if (next == '/') return at + 2 < source_.size() && is_letter(source_[at + 2]);
        return is_letter(next) || next == '!' || next == '?';
    }

    // The end of the markup that begins here, or npos.
    std::size_t markup(std::size_t at) {
        if (source_.substr(at, 4) == "<!--") {
            const std::size_t end = source_.find("-->", at + 4);
            if (end == npos) return npos;
            directives_.comment({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 3)},
                                source_.substr(at + 4, end - at - 4));
            writer_.gap(CueWriter::Gap::locked);
            return end + 3;
        }
        const std::size_t end = tag_end(at);
        if (end == npos) return npos;
        const bool closing = source_[at + 1] == '/';
        const std::size_t first = at + (closing ? 2 : 1);
        std::size_t last = first;
        while (last < end && (is_letter(source_[last]) || (source_[last] >= '0' && source_[last] <= '9'))) ++last;
        const std::string_view name = source_.substr(first, last - first);
        const auto is = [&](const auto& names) {
            return std::any_of(names.begin(), names.end(), [&](std::string_view one) { return same_name(name, one); });
        };
        if (!closing && is(kOpaque)) {
            const bool inside_line = same_name(name, "code") || same_name(name, "svg") || same_name(name, "math");
            writer_.gap(inside_line ? CueWriter::Gap::locked : CueWriter::Gap::region);
            return source_[end - 2] == '/' ? end : closing_tag(name, end);
        }
        const auto block =
            std::find_if(kBlocks.begin(), kBlocks.end(), [&](const Block& one) { return same_name(name, one.name); });
        if (block != kBlocks.end()) {
            writer_.gap(CueWriter::Gap::region);
            writer_.set_kind(closing ? RegionKind::paragraph : block->kind);
        } else if (same_name(name, "br")) {
            writer_.gap(CueWriter::Gap::line_break);
        } else {
            const bool formats = is_formatting_tag(source_.substr(at, end - at)) || is(kLetsThrough);
            writer_.gap(formats ? CueWriter::Gap::hidden : CueWriter::Gap::locked);
        }
        return end;
    }

    [[nodiscard]] std::size_t tag_end(std::size_t at) const {
        char quote = 0;
        for (std::size_t i = at + 1; i < source_.size(); ++i) {
            const char c = source_[i];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if ((c == '"' || c == '\'') && source_[i - 1] == '=') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return npos;
    }

    // Behind `</name …>`; the end of the file where there is none, as browsers have it.
    [[nodiscard]] std::size_t closing_tag(std::string_view name, std::size_t at) const {
        for (at = source_.find("</", at); at != npos; at = source_.find("</", at + 2)) {
            const std::string_view found = source_.substr(at + 2, name.size());
            if (found.size() == name.size() && std::equal(found.begin(), found.end(), name.begin(),
                                                          [](char a, char b) { return lower(a) == lower(b); })) {
                const std::size_t end = source_.find('>', at);
                return end == npos ? source_.size() : end + 1;
            }
        }
        return source_.size();
    }

    void put_text(std::size_t begin, std::size_t end) {
        while (begin < end) {
            const std::size_t feed = std::min(source_.substr(0, end).find('\n', begin), end);
            std::size_t last = feed;
            if (last > begin && source_[last - 1] == '\r') --last;
            put_line(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(last));
            if (feed == end) return;
            writer_.gap(CueWriter::Gap::line_break);
            begin = feed + 1;
        }
    }

    void put_line(std::uint32_t at, std::uint32_t end) {
        decoded_.clear();
        pieces_.clear();
        while (at < end) {
            const auto begin = static_cast<std::uint32_t>(decoded_.size());
            const Reference found = source_[at] == '&' ? reference_at(source_.substr(at, end - at)) : Reference{};
            if (found.ch != 0) {
                utf8::append(decoded_, found.ch);
                const auto size = static_cast<std::uint32_t>(found.size);
                pieces_.push_back(
                    {PieceKind::coded, {begin, static_cast<std::uint32_t>(decoded_.size())}, {at, at + size}});
                at += size;
                continue;
            }
            const auto stop =
                static_cast<std::uint32_t>(std::min<std::size_t>(source_.substr(0, end).find('&', at + 1), end));
            decoded_ += source_.substr(at, stop - at);
            pieces_.push_back({PieceKind::same, {begin, static_cast<std::uint32_t>(decoded_.size())}, {at, stop}});
            at = stop;
        }
        if (!decoded_.empty()) writer_.put(decoded_, pieces_);
    }

    [[nodiscard]] Error unclosed(std::size_t at) const {
        return malformed(build_.document().name, source_, at,
                         {"标签或注释没有结束", "a tag or comment without its end"},
                         {"补上 > 或 -->；正文里的 < 写成 &lt;", "close it; a < in text is written &lt;"});
    }

    ViewBuilder& build_;
    std::string_view source_;
    CueWriter writer_;
    DirectiveReader directives_;
    std::string decoded_;
    std::vector<Piece> pieces_;
};

}  // namespace

Result<Document> read_html(std::string name, std::string bytes) {
    ViewBuilder build(std::move(name), Format::html, std::move(bytes));
    if (auto error = HtmlReader(build).run()) return *std::move(error);
    return build.finish();
}

}  // namespace jiaodui
