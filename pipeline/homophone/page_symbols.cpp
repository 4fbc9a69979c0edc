// Locks are merged into the row of symbols by one walk over both, which are in order.
// Tested by tests/unit/homophone/page_symbols_test.cpp.
#include "pipeline/homophone/page_symbols.hpp"

#include <algorithm>
#include <limits>

#include "pipeline/lexicon/archive_lexicon.hpp"

namespace jiaodui {
namespace {

void push(PageSymbols& page, const ArchiveLexicon* archive, char32_t code, Span at, bool locked) {
    page.chars.push_back(code);
    page.at.push_back(at);
    page.locked.push_back(locked ? 1 : 0);
    if (archive != nullptr)
        page.symbols.push_back(code < archive_symbol::kFirstHan ? static_cast<ArchiveSymbol>(code)
                                                                : archive->symbol(code));
    if (code >= archive_symbol::kFirstHan) ++page.han;
}

// The key of a string, 0 when it has none.
std::uint64_t key_of(std::span<const char32_t> text) {
    if (text.empty() || text.size() > PageCounts::max_characters) return 0;
    std::uint64_t key = 0;
    for (const char32_t ch : text) {
        if (ch < archive_symbol::kFirstHan || ch > 0xFFFF) return 0;
        key = key << 16 | ch;
    }
    return key;
}

void raise(std::uint16_t& value) {
    if (value < std::numeric_limits<std::uint16_t>::max()) ++value;
}

}  // namespace

PageSymbols read_symbols(const Draft& draft, const ArchiveLexicon* archive) {
    PageSymbols page;
    if (draft.regions.empty()) return page;
    const Span all{draft.regions.front().at.begin, draft.regions.back().at.end};
    page.chars.reserve(all.size() / 3 + 16);
    page.at.reserve(all.size() / 3 + 16);
    page.locked.reserve(all.size() / 3 + 16);
    const auto first = std::partition_point(draft.locks.begin(), draft.locks.end(),
                                            [&](const Span& one) { return one.end <= all.begin; });
    auto lock = static_cast<std::size_t>(first - draft.locks.begin());
    for (const Region& region : draft.regions) {
        const Span begin{region.at.begin, region.at.begin}, end{region.at.end, region.at.end};
        push(page, archive, archive_symbol::kEdge, begin, true);
        for_archive_symbols(draft.text, region.at, [&](char32_t code, Span at) {
            while (lock < draft.locks.size() && draft.locks[lock].end <= at.begin) ++lock;
            const bool locked = lock < draft.locks.size() && draft.locks[lock].begin < at.end;
            push(page, archive, code, at, locked || code < archive_symbol::kFirstHan);
        });
        push(page, archive, archive_symbol::kEdge, end, true);
    }
    return page;
}

PageCounts::PageCounts(const PageSymbols& page, const Draft& draft) {
    std::size_t capacity = 64;
    while (capacity * 3 < page.han * 16) capacity *= 2;  // four strings a character at most fill three quarters
    keys_.resize(capacity);
    counts_.resize(capacity);
    add(page.chars, false);
    std::vector<char32_t> chars;
    const auto given = [&](std::string_view text, Span span) {
        chars.clear();
        for_archive_symbols(text, span, [&](char32_t code, Span) { chars.push_back(code); });
        add(chars, true);
    };
    for (const std::string_view key : {"title", "description", "tags"}) {
        const std::string_view text = draft.page.value(key);
        given(text, {0, static_cast<std::uint32_t>(text.size())});
    }
    for (const Region& region : draft.regions) {
        if (region.kind == RegionKind::heading || region.kind == RegionKind::title) given(draft.text, region.at);
    }
}

std::size_t PageCounts::slot(std::uint64_t key) const {
    const std::size_t mask = keys_.size() - 1;
    std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ull) >> 32) & mask;
    while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) & mask;
    return at;
}

// A table that is three quarters full takes nothing new: a hostile title cannot make it loop.
void PageCounts::add(std::span<const char32_t> chars, bool given) {
    for (std::size_t i = 0; i < chars.size(); ++i) {
        for (std::size_t size = 1; size <= max_characters && i + size <= chars.size(); ++size) {
            const std::uint64_t key = key_of(chars.subspan(i, size));
            if (key == 0) break;
            const std::size_t at = slot(key);
            if (keys_[at] == 0) {
                if (used_ * 4 >= keys_.size() * 3) continue;
                keys_[at] = key;
                ++used_;
            }
            raise(given ? counts_[at].given : counts_[at].page);
        }
    }
}

PageCounts::Count PageCounts::count(std::span<const char32_t> text) const {
    const std::uint64_t key = key_of(text);
    return key == 0 ? Count{} : counts_[slot(key)];
}

}  // namespace jiaodui
