// resolve: which of the findings of one stage are made, which wait for a person, and which give way.
//
// The law of overlap
//  1. Spans are half-open. Edits that only touch do not conflict.
//  2. Two insertions at one point conflict unless they are identical.
//  3. Identical fixes join: one is made, all are credited (`by` names the one).
//  4. Who goes first: what is applied (accepted or safe) before suggestions before hints, then rule priority, then
//     leftmost, then longest, then rule id. The order is total, so the outcome does not depend on the input's order.
//  5. A fix wins or loses whole, with all its edits.
//  6. A loser is kept, as `shadowed` by its winner.
//  7. A suggestion is not applied until accepted; later stages still read the author's words.
//  8. Spans locked by an earlier stage, and locked pieces, may not be edited: `locked`.
//  9. Rounds are the engine's: each stage runs once over the draft, then the safe tier again over what changed, to
//     the third round; what is still moving then is withheld (engine/proofread.hpp).
// 10. A suggestion pending from an earlier stage has been carried forward to this draft. An edit applied now that
//     conflicts with it wins, and the suggestion becomes `shadowed`. A later suggestion on the same span joins it
//     (same text) or becomes a further candidate; one on an overlapping span is `shadowed`.
// 11. What is printed never overlaps in the source: a chain of applied edits on one place is one entry, credited to
//     all (edit/outcome.hpp).
// 12. Applying decisions writes exactly what was decided; what that newly provokes is reported the next time.
// Besides: an edit with hidden markup strictly inside would swallow it. Where old and new text have equally many
// code points it is split at the markup, character by character; where the markup lies in the common head or tail,
// these are left alone; otherwise the fate is `cuts_markup`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/edit/finding.hpp"

namespace jiaodui {

enum class Fate : std::uint8_t {
    applied,        // part of the outcome's text
    awaits_review,  // shown; a person decides
    shadowed,       // another finding has the place
    cuts_markup,    // would swallow or break markup
    locked,         // the place is protected
    silenced,       // by a directive in the page
    declined,       // by a decision, or below the threshold of display
    baselined,      // known debt
    unstable,       // never comes to rest
};

[[nodiscard]] std::string_view name_of(Fate fate);

// What may be applied. The default is the safe tier alone.
struct Policy {
    Tier apply = Tier::safe;
    float apply_min_confidence = 0.0f;  // for tiers below safe
    [[nodiscard]] bool applies(const Finding& finding) const {
        if (!finding.fix || finding.in_markup) return false;
        if (finding.tier == Tier::safe) return true;
        return finding.tier >= apply && finding.confidence >= apply_min_confidence;
    }
};

// A suggestion of an earlier stage, in this draft's bytes.
struct Pending {
    std::vector<Edit> edits;
    DraftSpan at;
    int priority = 0;
};

struct Ruling {
    Fate fate = Fate::awaits_review;
    std::optional<std::size_t> by;          // the finding (same call) that won, or that it joined
    std::optional<std::size_t> by_pending;  // the pending suggestion that won, was joined, or got a candidate
    std::vector<Edit> edits;                // as they are to be made: split around markup
};

struct Resolution {
    std::vector<Ruling> rulings;                     // one a finding
    std::vector<std::optional<std::size_t>> beaten;  // one a pending suggestion: the finding that won over it
};

// Findings may come in any order. Thread-safe; O(n log n) in the number of edits.
[[nodiscard]] Resolution resolve(const Draft& draft, std::span<const Finding> findings,
                                 std::span<const Pending> pending, const Policy& policy);

}  // namespace jiaodui
