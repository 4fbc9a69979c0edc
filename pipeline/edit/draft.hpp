// Draft: the text as one stage reads it. Immutable; every span is in bytes of `text`; nothing is owned.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pipeline/document/document.hpp"
#include "pipeline/document/page_facts.hpp"
#include "pipeline/document/region.hpp"
#include "pipeline/edit/finding.hpp"
#include "pipeline/text/sign_index.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

class History;

struct Draft {
    std::string_view text;
    std::span<const Region> regions;  // what the stage shall read; in later rounds only regions that changed
    std::span<const Span> anchors;    // where hidden pieces stand (empty spans) and locked ones (their U+FFFC)
    std::span<const Span> locks;      // sorted; nobody may edit these any more
    const SignIndex* signs;           // of the whole text
    const PageFacts& page;
    std::span<const Mark> marks;
    int round = 1;
    // The file itself, for rules on markup: findings there are `in_markup`, their spans bytes of `source`. Markup never
    // changes from round to round, so such rules speak in the first one only.
    std::span<const MarkupNote> markup = {};
    std::string_view source = {};
    const History* history = nullptr;  // answers to_source()

    // Where a span of `text` stands in the file. Without a history the text is the file.
    [[nodiscard]] SourceSpan to_source(Span span) const;
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
