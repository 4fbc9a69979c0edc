// The stage `protect`: spans that no stage may touch. It proposes locks and nothing else.
//
// Locked are: the kept words of the glossary; matches of the user's patterns (of the group `fix` where there is one);
// times in brackets, `【00:12:30】` and `[00:12]`, and a bare time at the head of a region; the page that a wiki's link
// names, `[[page|text]]`; and the colon of a speaker's label. A label is a short text before a colon at the head of a
// region that heads two regions or more: how a page writes its speakers is its own affair, while the names themselves
// may be corrected. Exceptions of the script stage are its own: it leaves them as they are, while other stages may
// still correct what they stand in.
#pragma once

#include <memory>

#include "pipeline/stage/catalog.hpp"

namespace jiaodui {

// Null after a problem. All that the input refers to must outlive the stage.
[[nodiscard]] std::unique_ptr<const Stage> make_protect_stage(const StageInput& input, Problems& problems);

}  // namespace jiaodui
