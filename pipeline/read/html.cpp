// One walk from `<` to `<`; inside a tag, attributes are read until its `>`. Tested by
// tests/unit/read/html_test.cpp.
#include "pipeline/read/html.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "pipeline/text/han.hpp"

namespace jiaodui {
namespace {

constexpr std::array<std::string_view, 13> kFormatting{"font", "b",   "i",     "u",    "em",  "strong", "span",
                                                       "sub",  "sup", "small", "mark", "kbd", "a"};
constexpr std::array<std::string_view, 7> kOpaque{"code", "samp", "tt", "var", "script", "style", "textarea"};

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool same_name(std::string_view text, std::string_view name) {
    return text.size() == name.size() &&
           std::equal(text.begin(), text.end(), name.begin(), [](char a, char b) { return lower(a) == b; });
}

// Of an opening or closing tag; empty where the text begins with none.
std::string_view tag_name(std::string_view html) {
    if (html.empty() || html[0] != '<') return {};
    html.remove_prefix(html.size() > 1 && html[1] == '/' ? 2 : 1);
    std::size_t end = 0;
    while (end < html.size() && is_alnum(static_cast<unsigned char>(html[end]))) ++end;
    const bool ends = end == html.size() || is_white(html[end]) || html[end] == '>' || html[end] == '/';
    return ends ? html.substr(0, end) : std::string_view();
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view known) { return same_name(name, known); });
}

class Scanner {
  public:
    Scanner(std::string_view source, Span html, DirectiveReader& directives, std::vector<MarkupNote>& notes)
        : text_(source.substr(0, html.end)), at_(html.begin), directives_(directives), notes_(notes) {}

    void run() {
        while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
            if (text_.substr(at_).starts_with("<!--")) {
                comment();
            } else {
                ++at_;
                tag();
            }
        }
    }

  private:
    void comment() {
        const std::size_t body = at_ + 4;
        std::size_t end = text_.find("-->", body);
        const std::size_t after = end == std::string_view::npos ? text_.size() : end + 3;
        if (end == std::string_view::npos) end = text_.size();
        directives_.comment({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(after)},
                            text_.substr(body, end - body));
        at_ = after;
    }

    void tag() {
        while (at_ < text_.size() && text_[at_] != '>' && text_[at_] != '<') {
            const std::size_t name_begin = at_;
            while (at_ < text_.size() && (is_alnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '-')) ++at_;
            const std::string_view name = text_.substr(name_begin, at_ - name_begin);
            skip_white();
            if (name.empty() || at_ >= text_.size() || text_[at_] != '=') {
                if (name.empty() && at_ == name_begin) ++at_;
                continue;
            }
            ++at_;
            skip_white();
            value(same_name(name, "src") || same_name(name, "href"));
        }
    }

    void value(bool address) {
        if (at_ >= text_.size()) return;
        const char quote = text_[at_];
        std::size_t begin = at_;
        std::size_t end = 0;
        if (quote == '"' || quote == '\'') {
            begin = at_ + 1;
            end = std::min(text_.find(quote, begin), text_.size());
            at_ = std::min(end + 1, text_.size());
        } else {
            while (at_ < text_.size() && !is_white(text_[at_]) && text_[at_] != '>') ++at_;
            end = at_;
        }
        if (!address || begin >= end) return;
        notes_.push_back({MarkupNote::Kind::url, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    }

    void skip_white() {
        while (at_ < text_.size() && is_white(text_[at_])) ++at_;
    }

    std::string_view text_;
    std::size_t at_;
    DirectiveReader& directives_;
    std::vector<MarkupNote>& notes_;
};

}  // namespace

bool is_formatting_tag(std::string_view html) { return is_one_of(tag_name(html), kFormatting); }

std::string_view opaque_tag(std::string_view html) {
    if (html.starts_with("</") || html.ends_with("/>")) return {};
    const std::string_view name = tag_name(html);
    return is_one_of(name, kOpaque) ? name : std::string_view();
}

bool closes_tag(std::string_view html, std::string_view name) {
    return html.starts_with("</") && same_name(tag_name(html), name);
}

void scan_html(std::string_view source, Span html, DirectiveReader& directives, std::vector<MarkupNote>& notes) {
    Scanner(source, html, directives, notes).run();
}

}  // namespace jiaodui
