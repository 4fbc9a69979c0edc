// The stage `glossary`: terms that are spelt wrong, and words that nobody may touch any more.
//
// term/glossary and term/casing report what rule/glossary.hpp finds (its law stands there); a right form is locked for
// all later stages, as is what a safe correction put. Where a rule is off its findings are not made, but right forms
// still are locked. Rules of kind `phrase` and `book-marks` whose file names this stage run here too.
#pragma once

#include <memory>

#include "pipeline/stage/catalog.hpp"

namespace jiaodui {

// Null after a problem. All that the input refers to must outlive the stage.
[[nodiscard]] std::unique_ptr<const Stage> make_glossary_stage(const StageInput& input, Problems& problems);

}  // namespace jiaodui
