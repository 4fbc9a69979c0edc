// What a review shows: one question, or one sentence, as text for a terminal of a given width.
#pragma once

#include <string>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/review/session.hpp"
#include "pipeline/text/line_index.hpp"

namespace jiaodui::cli {

struct ViewOptions {
    Lang lang = Lang::zh;
    bool colour = false;
    std::size_t columns = 80;
    int ambiguous_width = 1;
    std::size_t context_lines = 0;  // further lines of the page around the place
    std::size_t shown_places = 2;   // of a group
};

// The question with its place, its text, the places of its group that are open, and the evidence. Ends with a line
// feed; no line is wider than the terminal.
[[nodiscard]] std::string question_text(const Session& session, std::size_t question, const LineIndex& lines,
                                        const ViewOptions& options);

// `剑源→箭元`, `（删去）`, for messages.
[[nodiscard]] std::string change_text(std::string_view from, const std::optional<std::string>& to, Lang lang);

// The line of keys, on as many lines as the width needs.
[[nodiscard]] std::string keys_text(const std::vector<Message>& keys, const ViewOptions& options);

// The stretch `at` of the source with edits marked and each numbered when `numbered`; lines wrapped.
[[nodiscard]] std::string passage_text(std::string_view source, Span at, const std::vector<SourceEdit>& edits,
                                       const std::vector<std::string>& labels, const ViewOptions& options);

}  // namespace jiaodui::cli
