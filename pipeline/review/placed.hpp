// Decisions and where they stand in a page, so that they can be shown there and keyed by the text around them.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

// Where each decision's place is in the page, for those that have exactly one; the text there is `from`, or `to` for
// what has been written.
struct Placed {
    Decision decision;
    std::optional<SourceSpan> at;
    std::vector<SourceEdit> edits;  // what an open one will write
};
[[nodiscard]] std::vector<Placed> place_all(const Document& document, const std::vector<Decision>& decisions);

// Gives each placed decision its contexts in both forms.
void key_anew(const Document& document, std::vector<Placed>& placed);

// Where a stretch is after the edits. One's own edit is inside; what is put in right before or after is not.
[[nodiscard]] SourceSpan carried(const std::vector<SourceEdit>& edits, SourceSpan at);

}  // namespace jiaodui
