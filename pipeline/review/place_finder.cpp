// The content of the page is one string; eight characters before each of its boundaries are hashed and sorted, so a
// left context is looked up and only the right one compared. What has no content of its own, or holds markup, is then
// looked for in the gap between, or in the bytes. Tested by tests/unit/review/place_finder_test.cpp.
#include "pipeline/review/place_finder.hpp"

#include <algorithm>
#include <functional>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

// More places than this are as good as none: which is meant cannot be known.
constexpr std::size_t kMost = 1000;

struct Parts {
    std::string content;
    std::size_t before = 0;  // bytes without content at the head, and at the tail
    std::size_t after = 0;
};

Parts parts_of(std::string_view text) {
    Parts out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_content(c.ch)) {
            out.content += text.substr(at, c.length);
            out.after = 0;
        } else if (out.content.empty()) {
            out.before += c.length;
        } else {
            out.after += c.length;
        }
        at += c.length;
    }
    return out;
}

bool either(const std::string& text, const std::string& a, const std::string& b) { return text == a || text == b; }

}  // namespace

PlaceFinder::PlaceFinder(const Document& document) : document_(document) {
    const std::string_view view = document.view;
    for (std::size_t at = 0; at < view.size();) {
        const utf8::Decoded c = utf8::decode(view, at);
        if (is_content(c.ch)) {
            starts_.push_back(static_cast<std::uint32_t>(content_.size()));
            views_.push_back(static_cast<std::uint32_t>(at));
            content_ += view.substr(at, c.length);
        }
        at += c.length;
    }
    starts_.push_back(static_cast<std::uint32_t>(content_.size()));
    views_.push_back(static_cast<std::uint32_t>(view.size()));
    for (std::size_t i = 0; i < starts_.size(); ++i) {
        const std::uint32_t begin = starts_[i >= kContextLength ? i - kContextLength : 0];
        windows_.emplace_back(
            std::hash<std::string_view>{}(std::string_view(content_).substr(begin, starts_[i] - begin)),
            static_cast<std::uint32_t>(i));
    }
    std::sort(windows_.begin(), windows_.end());
}

// The boundaries that this content stands before. Shorter contexts than usual are those of the page's head, or are cut
// short by a long run without content, and are compared one by one.
std::vector<std::size_t> PlaceFinder::after_context(const std::string& left) const {
    std::vector<std::size_t> out;
    if (utf8::count(left) >= kContextLength) {
        const std::size_t hash = std::hash<std::string_view>{}(left);
        for (auto it =
                 std::lower_bound(windows_.begin(), windows_.end(), std::pair<std::size_t, std::uint32_t>(hash, 0));
             it != windows_.end() && it->first == hash && out.size() < kMost; ++it) {
            out.push_back(it->second);
        }
        return out;
    }
    for (std::size_t i = 0; i < starts_.size() && out.size() < kMost; ++i) {
        if (context_left(document_.view, views_[i]) == left) out.push_back(i);
    }
    return out;
}

bool PlaceFinder::agrees(const Decision& d, Span view) const {
    const std::string_view text = d.in_markup ? std::string_view(document_.bytes) : std::string_view(document_.view);
    return either(context_left(text, view.begin), d.source.left, d.decided.left) &&
           either(context_right(text, view.end), d.source.right, d.decided.right);
}

bool PlaceFinder::stands_at(const Decision& d, std::string_view text, SourceSpan at) const {
    if (at.end > document_.bytes.size() || as_read(document_, slice(document_.bytes, at)) != text) return false;
    return agrees(d, d.in_markup ? Span(at) : view_of(document_, at));
}

// Places of `text` that begin in the gap before a boundary's character.
void PlaceFinder::add_between(const Decision& d, std::string_view text, std::size_t boundary,
                              std::vector<SourceSpan>& out) const {
    const std::string_view view = document_.view;
    const Parts parts = parts_of(text);
    const auto add = [&](std::size_t begin) {
        const Span at{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
        if (agrees(d, at)) out.push_back(document_.to_source(at));
    };
    if (!parts.content.empty()) {
        if (content_.compare(starts_[boundary], parts.content.size(), parts.content) != 0) return;
        if (views_[boundary] < parts.before) return;
        const std::size_t begin = views_[boundary] - parts.before;
        if (view.substr(begin, text.size()) == text) add(begin);
        return;
    }
    std::size_t gap = 0;
    if (boundary > 0) gap = views_[boundary - 1] + (starts_[boundary] - starts_[boundary - 1]);
    for (std::size_t at = gap; at + text.size() <= views_[boundary] && out.size() < kMost; ++at) {
        if (at < view.size() && utf8::is_continuation(view[at])) continue;
        if (view.substr(at, text.size()) == text) add(at);
    }
}

std::vector<SourceSpan> PlaceFinder::find(const Decision& d, std::string_view text) const {
    std::vector<SourceSpan> out;
    if (!d.in_markup) {
        std::vector<std::size_t> boundaries = after_context(d.source.left);
        if (d.decided.left != d.source.left) {
            const auto more = after_context(d.decided.left);
            boundaries.insert(boundaries.end(), more.begin(), more.end());
        }
        for (const std::size_t boundary : boundaries) add_between(d, text, boundary, out);
    }
    // Text with markup inside is not found in the prose; markup is not prose.
    if (out.empty() && !text.empty()) {
        std::size_t looked = 0;
        for (std::size_t at = document_.bytes.find(text); at != std::string::npos && looked < kMost;
             at = document_.bytes.find(text, at + 1), ++looked) {
            const SourceSpan span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
            if (stands_at(d, text, span)) out.push_back(span);
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace jiaodui
