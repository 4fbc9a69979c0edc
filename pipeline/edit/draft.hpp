// Draft: the text as one stage reads it. Immutable; every span is in bytes of `text`; nothing is owned.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pipeline/document/page_facts.hpp"
#include "pipeline/document/region.hpp"
#include "pipeline/edit/finding.hpp"
#include "pipeline/text/sign_index.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

// What a recogniser said about a stretch of text; carried forward from draft to draft.
struct Mark {
    Span at;
    float probability = 1.0f;
    std::uint32_t cue = 0;
};

struct Draft {
    std::string_view text;
    std::span<const Region> regions;  // what the stage shall read; in later rounds only regions that changed
    std::span<const Span> anchors;    // where hidden pieces stand (empty spans) and locked ones (their U+FFFC)
    std::span<const Span> locks;      // sorted; nobody may edit these any more
    const SignIndex* signs;           // of the whole text
    const PageFacts& page;
    std::span<const Mark> marks;
    int round = 1;

    // Hidden markup or a line break stands strictly inside the span.
    [[nodiscard]] bool has_anchor_inside(Span span) const;
    // The span shares a byte with a lock.
    [[nodiscard]] bool is_locked(Span span) const;
};

// What a stage has to say about a draft: findings, in any order, and spans that no later stage may touch.
struct Proposals {
    std::vector<Finding> findings;
    std::vector<DraftSpan> locks;
};

}  // namespace jiaodui
