// Cues and marks: what a subtitle or a recogniser says of a stretch of text besides the text itself.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/text/span.hpp"

namespace jiaodui {

struct Cue {
    static constexpr std::int64_t kNoTime = INT64_MIN;
    SourceSpan at;             // from its first byte of text to its last
    std::uint32_t number = 0;  // 1-based, counted in the order of the file
    std::int64_t begin_ms = kNoTime;
    std::int64_t end_ms = kNoTime;
};

// `00:01:02,500`, as subtitles write it; hours grow beyond two digits, a time before the start has a `-` at its head.
[[nodiscard]] std::string clock_time(std::int64_t ms);

// How sure the recogniser was of a stretch of the view; carried forward from draft to draft.
struct Mark {
    Span at;
    float probability = 1.0f;
    std::uint32_t cue = 0;
};

}  // namespace jiaodui
