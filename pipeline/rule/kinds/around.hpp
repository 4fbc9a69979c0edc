// What several kinds of rule ask about the surroundings of a sign. Pure; cheap enough for every candidate.
#pragma once

#include <algorithm>
#include <string>

#include "pipeline/rule/matcher.hpp"
#include "pipeline/text/han.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {

inline constexpr char32_t kLockedSign = 0xFFFC;

inline std::string utf8_of(char32_t ch) {
    std::string out;
    utf8::append(out, ch);
    return out;
}

// The full-width counterpart of a half-width mark; 0 for other characters.
constexpr char32_t fullwidth_of(char32_t ch) {
    switch (ch) {
        case ',': return U'，';
        case ';': return U'；';
        case ':': return U'：';
        case '?': return U'？';
        case '!': return U'！';
        default: return 0;
    }
}

// The end of a line or of the text, or a locked piece, between two regions or within one.
constexpr bool ends_line(char32_t ch) { return ch == 0 || ch == '\n' || ch == kLockedSign; }

// The region of a place; null between regions.
inline const Region* region_of(const Draft& draft, std::uint32_t at) {
    const auto it = std::upper_bound(draft.regions.begin(), draft.regions.end(), at,
                                     [](std::uint32_t place, const Region& r) { return place < r.at.end; });
    return it != draft.regions.end() && it->at.begin <= at ? &*it : nullptr;
}

// Nothing of the region, or of its line, stands before (after) the place.
inline bool starts_line(const Scope& scope, std::uint32_t at) {
    const Region* region = region_of(scope.draft, at);
    return region == nullptr || region->at.begin == at || scope.before(at) == '\n';
}

inline bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        if (is_han(c.ch)) return true;
        at += c.length;
    }
    return false;
}

}  // namespace jiaodui
