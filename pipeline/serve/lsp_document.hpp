// What the language server knows of one open document: its text and the outcome of the last look at it.
#pragma once

#include <optional>
#include <string>

#include "pipeline/base/message.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/serve/json_rpc.hpp"
#include "pipeline/serve/text_positions.hpp"

namespace jiaodui {

struct LspDocument {
    std::string uri;
    std::string path;  // what the file is called, for settings and format
    std::string text;
    Json version;            // as the client counts
    bool looked_at = false;  // the outcome, or the trouble, is of this text
    bool whole = false;      // and nothing was left out
    std::optional<Outcome> outcome;
    std::string trouble;  // why there is no outcome
};

// `file:` URIs as paths; others as a name that tells the format (`untitled.md`).
[[nodiscard]] std::string path_of_uri(const std::string& uri, const std::string& language);

// The changes of textDocument/didChange, in order: ranges are replaced, without a range the whole text is.
void change_text(std::string& text, const Json& changes, PositionUnit unit);

[[nodiscard]] Json range_of(const TextPositions& positions, Span at);
[[nodiscard]] Json diagnostics_of(const LspDocument& document, PositionUnit unit, Lang lang);
// The actions at a range; `only` as the client asks, or null.
[[nodiscard]] Json actions_of(const LspDocument& document, const Json& range, const Json& only, PositionUnit unit,
                              Lang lang);
// The finding whose place holds the position; null when there is none.
[[nodiscard]] const Entry* entry_at(const LspDocument& document, const Json& position, PositionUnit unit);

}  // namespace jiaodui
