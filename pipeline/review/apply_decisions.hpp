// Applying decisions: what is planned is written, and the store remembers that it was.
//
// After a write all decisions about the page are keyed anew, so that the text around a place may change as often as it
// likes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/review/page_plan.hpp"
#include "pipeline/review/undo.hpp"

namespace jiaodui {

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
