// Strings are sorted by their classes; each further character narrows the ranges by binary search.
// Tested by tests/unit/homophone/page_strings_test.cpp.
#include "pipeline/homophone/page_strings.hpp"

#include <algorithm>

namespace jiaodui {

PageStrings::PageStrings(const PageCounts& counts, const SoundClasses& classes, bool repeated) : classes_(classes) {
    counts.for_each([&](std::span<const char32_t> text, PageCounts::Count count) {
        if (count.given == 0 && (count.page < 2 || !repeated)) return;
        String string;
        string.given = count.given != 0;
        std::copy(text.begin(), text.end(), string.chars.begin());
        enter(text, 0, 0, static_cast<std::uint32_t>(strings_.size()));
        strings_.push_back(string);
    });
    std::sort(entries_.begin(), entries_.end());
    const std::size_t classes_there = entries_.empty() ? 0 : (entries_.back().first >> 48) + 1;
    firsts_.assign(classes_there + 1, 0);
    for (const auto& [key, number] : entries_) {
        keys_.push_back(key);
        numbers_.push_back(number);
        ++firsts_[(key >> 48) + 1];
    }
    for (std::size_t i = 1; i < firsts_.size(); ++i) firsts_[i] += firsts_[i - 1];
    entries_ = {};
}

void PageStrings::enter(std::span<const char32_t> text, std::size_t place, Key key, std::uint32_t number) {
    if (place == text.size()) {
        entries_.emplace_back(key, number);
        return;
    }
    for (const SoundClasses::Class sound : classes_.of(text[place]))
        enter(text, place + 1, key | part(sound, place), number);
}

std::uint32_t PageStrings::first_from(Key key, std::uint32_t begin, std::uint32_t end) const {
    return static_cast<std::uint32_t>(std::lower_bound(keys_.begin() + begin, keys_.begin() + end, key) -
                                      keys_.begin());
}

void PageStrings::add(char32_t ch) {
    longer_.clear();
    if (places_ == 0) found_.assign(1, Range{0, 0, static_cast<std::uint32_t>(keys_.size())});
    for (const Range& range : found_) {
        for (const SoundClasses::Class sound : classes_.of(ch)) {
            Range next{range.key | part(sound, places_), 0, 0};
            if (places_ == 0) {
                if (sound + 2u >= firsts_.size()) continue;
                next.begin = firsts_[sound + 1u];
                next.end = firsts_[sound + 2u];
            } else {
                next.begin = first_from(next.key, range.begin, range.end);
                next.end = first_from(next.key + part(0, places_), next.begin, range.end);
            }
            if (next.begin < next.end) longer_.push_back(next);
        }
    }
    std::swap(found_, longer_);
    ++places_;
}

}  // namespace jiaodui
