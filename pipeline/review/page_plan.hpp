// What writing the decisions about a page would do: from what was decided to the bytes of the page.
//
// The law (clause 12). Exactly what was decided is written, at the place that was decided about, and nothing that it
// newly provokes. A decision is applied where its text stands at the very bytes where it was decided about; else where
// a finding of the present page has the same pair and contexts; else where the text stands between its contexts, if
// that is one place only: then it is said to have moved. What has no such place, or several, is stale: listed, never
// guessed. What would change the page's structure is withheld, and the rest is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

enum class Fit : std::uint8_t {
    fits,      // will be applied where it was
    moved,     // will be applied where it is now
    already,   // the text stands there
    gone,      // stale: no such place
    several,   // stale: more than one
    overlaps,  // stale: another decision has the place
    withheld,  // would change the structure of the page
};

[[nodiscard]] constexpr bool applies(Fit fit) { return fit == Fit::fits || fit == Fit::moved; }
[[nodiscard]] constexpr bool stale(Fit fit) { return fit == Fit::gone || fit == Fit::several || fit == Fit::overlaps; }
[[nodiscard]] Message label_of(Fit fit);

struct Fitting {
    Decision decision;
    Fit fit = Fit::gone;
    SourceSpan at;                         // where it applies, or already stands
    std::vector<SourceEdit> edits;         // what it writes
    std::vector<SourceEdit> mirrors = {};  // with them, where the file holds the text again
};

struct PagePlan {
    std::vector<Fitting> fittings;  // in the order of the decisions
    std::vector<SourceEdit> edits;  // of those that apply, in order
    std::string bytes;              // with them made

    [[nodiscard]] std::size_t count(Fit fit) const;
    [[nodiscard]] std::size_t applied() const { return count(Fit::fits) + count(Fit::moved); }
};

// `decisions`: those to be written, of this page. `outcome`: of the page as it is now; its document is what is changed.
[[nodiscard]] PagePlan plan_page(const Outcome& outcome, const std::vector<Decision>& decisions);

}  // namespace jiaodui
