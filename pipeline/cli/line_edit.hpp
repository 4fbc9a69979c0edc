// A line that a person edits: what stands there, changed and confirmed, or left as it was.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "pipeline/cli/keyboard.hpp"

namespace jiaodui::cli {

struct LineEditOptions {
    std::size_t columns = 80;
    int ambiguous_width = 1;
};

// Return confirms, Tab marks a beginning, from which 《 (or <) and “ (or ") then wrap what lies up to the cursor,
// Escape and Ctrl-C give nothing. Where lines are read, the present text is shown and a new one asked for; an empty
// line gives nothing. A lone `-` then stands for the empty text.
[[nodiscard]] std::optional<std::string> edit_line(Keyboard& keys, std::ostream& out, const std::string& prompt,
                                                   const std::string& text, const LineEditOptions& options);

}  // namespace jiaodui::cli
