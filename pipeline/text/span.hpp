// Spans: half-open byte ranges. Spans of different texts are different types, so that they cannot be mixed.
//
// A SourceSpan counts bytes of the file as it lies on disk. A DraftSpan counts bytes of the text that the present
// stage reads (the reader's view is the first draft). A plain Span belongs to whatever its owner says.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace jiaodui {

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
    [[nodiscard]] constexpr bool empty() const { return begin == end; }
    friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

template <class Space>
struct SpanIn : Span {
    constexpr SpanIn() = default;
    constexpr SpanIn(std::uint32_t b, std::uint32_t e) : Span{b, e} {}
    constexpr explicit SpanIn(Span span) : Span(span) {}
    friend constexpr auto operator<=>(const SpanIn&, const SpanIn&) = default;
};

using SourceSpan = SpanIn<struct SourceSpace>;
using DraftSpan = SpanIn<struct DraftSpace>;

// True when every byte of inner lies in outer.
[[nodiscard]] constexpr bool covers(Span outer, Span inner) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

// True when they share a byte. Spans that only touch share none; an empty span shares none with anything.
[[nodiscard]] constexpr bool share_bytes(Span a, Span b) {
    return a.begin < b.end && b.begin < a.end && !a.empty() && !b.empty();
}

// The bytes of text that the span covers; the span must lie inside the text.
[[nodiscard]] constexpr std::string_view slice(std::string_view text, Span span) {
    return text.substr(span.begin, span.size());
}

}  // namespace jiaodui
