// Applying decisions: from what was decided to the bytes of a page.
//
// The law (clause 12). Exactly what was decided is written, at the place that was decided about, and nothing that it
// newly provokes. A decision is applied where its text stands at the very bytes where it was decided about; else where
// a finding of the present page has the same pair and contexts; else where the text stands between its contexts, if
// that is one place only: then it is said to have moved. What has no such place, or several, is stale: listed, never
// guessed. What would change the page's structure is withheld, and the rest is written.
//
// After a write all decisions about the page are keyed anew, so that the text around a place may change as often as it
// likes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/review/undo.hpp"

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

// Writes the plan through the run's journal, in the file's own encoding, marks what it wrote as done, and keys the
// page's decisions anew. `path` is what is written, `file` its name in the decisions.
[[nodiscard]] Result<void> write_plan(WritingRun& run, const DecisionStore& store, const std::string& path,
                                      const std::string& file, const Document& document, const PagePlan& plan);

// After some other write of the page: its decisions keyed anew. `edits` lead from the document to `bytes`; `locked`:
// the caller holds the project's lock.
[[nodiscard]] Result<void> rekey_page(const DecisionStore& store, const std::string& file, const Document& before,
                                      const std::vector<SourceEdit>& edits, std::string_view bytes, bool locked,
                                      const PagePlan* plan = nullptr);

// After an undo: what had been written and is gone again waits once more. True when something changed.
[[nodiscard]] Result<bool> reopen(const DecisionStore& store, const std::string& file, const Document& document);

}  // namespace jiaodui
