// Deciding the line ends of a page, a paragraph at a time: the text as it would read, each place numbered; a digit
// changes the mark at its place, Enter takes the paragraph as it stands there. Whole groups have a key of their own.
// Answers are the Session's, kept like all others.
#pragma once

#include <ostream>

#include "pipeline/cli/command.hpp"
#include "pipeline/cli/keyboard.hpp"
#include "pipeline/cli/review_view.hpp"

namespace jiaodui::cli {

enum class LineEndReview : std::uint8_t {
    over,
    quit,
    abandoned
};  // `quit`: write what was decided; `abandoned`: nothing

[[nodiscard]] LineEndReview review_line_ends(const Context& context, Session& session, std::size_t page, Keyboard& keys,
                                             const ViewOptions& view);

}  // namespace jiaodui::cli
