// Three steps over a short list of items: split the prose at its fences, settle what line breaks
// and edges become, write. The lists are reused from region to region. Tested by
// tests/unit/read/markdown_test.cpp and plain_test.cpp.
#include "pipeline/read/region_writer.hpp"

#include <algorithm>

#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace

void RegionWriter::text(Span at) {
    if (at.empty()) return;
    if (!items_.empty() && items_.back().kind == Kind::text && items_.back().at.end == at.begin) {
        items_.back().at.end = at.end;
    } else {
        items_.push_back({Kind::text, at});
    }
}

void RegionWriter::gap(Gap kind, std::uint32_t end) {
    const std::uint32_t begin = at();
    if (items_.empty() || begin >= end) return;
    const bool escape = kind != Gap::locked && source_[end - 1] == '\\';
    const Kind as = kind == Gap::hidden ? Kind::hidden : kind == Gap::line_break ? Kind::line_break : Kind::locked;
    items_.push_back({as, {begin, end}, escape});
}

bool RegionWriter::contains(std::string_view word) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Item& item) {
        return item.kind == Kind::text && slice(source_, item.at).find(word) != std::string_view::npos;
    });
}

void RegionWriter::push(Kind kind, std::uint32_t begin, std::uint32_t end, bool guards_next) {
    if (begin >= end) return;
    if (!split_.empty() && split_.back().kind == kind) {
        split_.back().at.end = end;
        split_.back().guards_next = guards_next;
    } else {
        split_.push_back({kind, {begin, end}, guards_next});
    }
}

// The fences of one stretch of text: those found in it and those known beforehand, clipped to it,
// in order.
void RegionWriter::gather_fences(Span text) {
    fences_.clear();
    find_fences(source_, text, at(), fences_);
    const std::size_t found = fences_.size();
    if (bars_) find_bars(source_, text, fences_);
    if (locked_ != nullptr) {
        while (next_locked_ < locked_->size() && (*locked_)[next_locked_].end <= text.begin) ++next_locked_;
        for (std::size_t i = next_locked_; i < locked_->size() && (*locked_)[i].begin < text.end; ++i) {
            const Span lock = (*locked_)[i];
            fences_.push_back({Fence::Kind::other, {std::max(lock.begin, text.begin), std::min(lock.end, text.end)}});
        }
    }
    if (found != fences_.size()) {
        std::stable_sort(fences_.begin(), fences_.end(), [](const Fence& a, const Fence& b) { return a.at < b.at; });
    }
}

void RegionWriter::split_one(const Item& item) {
    std::uint32_t at = item.at.begin;
    if (fenced_to_ > at) {  // the rest of a fence that markup interrupts
        const std::uint32_t end = std::min(fenced_to_, item.at.end);
        push(Kind::locked, at, end, true);
        at = end;
    }
    gather_fences({at, item.at.end});
    for (const Fence& fence : fences_) {
        if (fence.at.begin > at) push(Kind::text, at, fence.at.begin);
        if (fence.at.end <= at) continue;
        const bool url = fence.kind == Fence::Kind::url;
        if (url) build_.document().markup.push_back({MarkupNote::Kind::url, SourceSpan(fence.at)});
        const std::uint32_t end = std::min(fence.at.end, item.at.end);
        push(Kind::locked, std::max(at, fence.at.begin), end, url);
        fenced_to_ = std::max(fenced_to_, fence.at.end);
        at = end;
    }
    push(Kind::text, at, item.at.end);
}

// `s?\_\_biz=`: escapes and underscores do not end a URL that reaches them, nor do the marks that
// it would leave outside at its end.
bool RegionWriter::url_goes_on(std::size_t gap) {
    if (gap + 1 >= items_.size() || items_[gap].kind != Kind::hidden || split_.empty()) return false;
    if (slice(source_, items_[gap].at).find_first_not_of("\\_") != std::string_view::npos) return false;
    const bool trailing = split_.size() > 1 && split_.back().kind == Kind::text &&
                          slice(source_, split_.back().at).find_first_not_of(".,;:!?'") == std::string_view::npos;
    const Item& url = trailing ? split_[split_.size() - 2] : split_.back();
    if (url.kind != Kind::locked || !url.guards_next) return false;
    const Span next = items_[gap + 1].at;
    const std::uint32_t end = url_end(source_, next.begin, next.end);
    if (end == next.begin) return false;
    if (trailing) split_.pop_back();
    push(Kind::locked, split_.back().at.end, items_[gap].at.end, true);
    fenced_to_ = end;
    auto& notes = build_.document().markup;
    if (!notes.empty() && notes.back().at.begin < end) notes.back().at.end = end;
    return true;
}

void RegionWriter::split_text() {
    split_.clear();
    fenced_to_ = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Item& item = items_[i];
        if (item.kind == Kind::text) {
            split_one(item);
        } else if (fenced_to_ > item.at.begin) {
            push(Kind::locked, item.at.begin, item.at.end, true);
        } else if (!url_goes_on(i)) {
            split_.push_back(item);
        }
    }
}

// A break beside a locked stretch is locked with it.
void RegionWriter::settle_breaks() {
    for (std::size_t i = 0; i < split_.size(); ++i) {
        if (split_[i].kind != Kind::line_break) continue;
        const bool after_lock = i == 0 || split_[i - 1].kind == Kind::locked;
        const bool before_lock = i + 1 == split_.size() || split_[i + 1].kind == Kind::locked;
        if (after_lock || before_lock) split_[i].kind = Kind::locked;
    }
}

// The items from the first shown character to the last one.
std::span<RegionWriter::Item> RegionWriter::shown_items() {
    const auto trimmed = [&](Item& item) {
        if (item.kind != Kind::text) return false;
        while (!item.at.empty() && is_blank(source_[item.at.begin])) ++item.at.begin;
        return !item.at.empty();
    };
    std::size_t first = 0;
    while (first < split_.size() && !trimmed(split_[first])) ++first;
    std::size_t last = split_.size();
    while (last > first) {
        Item& item = split_[last - 1];
        while (item.kind == Kind::text && !item.at.empty() && is_blank(source_[item.at.end - 1])) --item.at.end;
        if (item.kind == Kind::text && !item.at.empty()) break;
        --last;
    }
    return std::span(split_).subspan(first, last - first);
}

void RegionWriter::emit_break(const Item& item) {
    const std::string_view bytes = slice(source_, item.at);
    const std::size_t line_feed = bytes.find('\n');
    const bool between_han =
        is_han(utf8::decode_before(source_, item.at.begin).ch) && is_han(utf8::decode(source_, item.at.end).ch);
    if (between_han) {
        build_.hide(item.at.end);
    } else if (line_feed == std::string_view::npos) {
        build_.lock(item.at.end);  // a lone carriage return, which the view cannot show
    } else {
        const auto feed = static_cast<std::uint32_t>(item.at.begin + line_feed);
        build_.hide(feed);
        build_.show(feed + 1);
        build_.hide(item.at.end);
    }
}

void RegionWriter::emit(RegionKind kind, std::span<const Item> items) {
    const std::uint32_t begin = items.front().at.begin;
    const Item* before = items.data() == split_.data() ? nullptr : items.data() - 1;
    const bool after_url = before != nullptr && before->guards_next && before->at.end == begin;
    const bool after_escape = begin > 0 && source_[begin - 1] == '\\';
    build_.lock(begin);
    if (after_url || after_escape) build_.lock_next_character();
    build_.begin_region(kind);
    for (const Item& item : items) {
        switch (item.kind) {
            case Kind::text: build_.show(item.at.end); break;
            case Kind::hidden: build_.hide(item.at.end); break;
            case Kind::locked: build_.lock(item.at.end); break;
            case Kind::line_break: emit_break(item); break;
        }
        if (item.guards_next) build_.lock_next_character();
    }
    build_.end_region();
}

void RegionWriter::finish(RegionKind kind, bool bars) {
    bars_ = bars;
    split_text();
    settle_breaks();
    const std::span<const Item> items = shown_items();
    if (!items.empty()) emit(kind, items);
    items_.clear();
}

}  // namespace jiaodui
