// The stage `regex`: rules of kind `regex` (a project's own), and rules of kind `phrase` that come late (filler/*).
//
// Parameters of `regex`: `pattern` (RE2; its group `fix`, else the whole match, is what is spoken of) and `replace` (\0
// the match, \1 to \9 groups). Without `replace` the rule only remarks. `^` and `$` are the ends of a region.
#pragma once

#include <memory>

#include "pipeline/stage/catalog.hpp"

namespace jiaodui {

// Null after a problem. All that the input refers to must outlive the stage.
[[nodiscard]] std::unique_ptr<const Stage> make_regex_stage(const StageInput& input, Problems& problems);

}  // namespace jiaodui
