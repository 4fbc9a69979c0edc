// proofread: one document through the pipeline.
//
// Each stage runs once over the draft (round 1); then the safe tier runs again over the regions that changed, twice at
// most. A place that is still moving then, or comes back to an earlier text, keeps the author's words and is reported
// as `meta/unstable`; so a second run of the program finds nothing safe to do. Where the result would change the page's
// structure, the hunks responsible are found by halving and withheld (`cuts_markup`). What people have decided against
// is neither applied nor told, and makes room for what it had shadowed.
//
// Thread-safe. Deterministic. Does not throw but std::bad_alloc.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/engine/pipeline.hpp"

namespace jiaodui {

// Would these bytes, written in place of the document, keep its structure? (read/structure.hpp)
using StructureCheck = std::function<bool(const Document&, std::string_view bytes)>;

// What people have decided about the entries of an outcome: a fate (declined, baselined) for those that are not to be
// told or applied, nothing for the others; one an entry. Asked after every repetition.
using Decide = std::function<std::vector<std::optional<Fate>>(const Outcome&)>;

struct ProofreadOptions {
    Policy policy;
    Decide decide;                  // empty: nothing has been decided
    StructureCheck same_structure;  // empty: not checked
    // Also where every hunk is harmless() (engine/withhold.hpp). For what is going to be written.
    bool check_always = true;
};

[[nodiscard]] Outcome proofread(const Pipeline& pipeline, std::shared_ptr<const Document> document,
                                const ProofreadOptions& options);

}  // namespace jiaodui
