// Stage: one step of the pipeline. It reads an immutable Draft and proposes; it never changes text itself, opens no
// file and prints nothing. A stage is immutable once made and is shared between threads.
#pragma once

#include "pipeline/edit/draft.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

class Stage {
  public:
    virtual ~Stage() = default;

    // Its name in configuration and reports; a string literal.
    [[nodiscard]] virtual StageId name() const = 0;

    // Appends to `out`. Reads only `draft.regions`; every span proposed lies within one of them.
    virtual void propose(const Draft& draft, Proposals& out) const = 0;

    // A stage that looks at the page as a whole has nothing new to say in later rounds.
    [[nodiscard]] virtual bool first_round_only() const { return false; }
};

}  // namespace jiaodui
