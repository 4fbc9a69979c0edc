// A new page from a template of the repository and the text of a recogniser.
//
// The law. The template's lines stay as they are but for four things: front matter keys and placeholders that are given
// are filled in; comments go, they speak to whoever fills in the template; tabs of a player whose placeholder is still
// there go, a dead player helps nobody (with the last of them the whole row of tabs); and what stands below the last
// heading is the place of the text. Nothing is guessed: what is not given stays as the template has it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/review/cue_sidecar.hpp"

namespace jiaodui {

// A placeholder of templates, by the name that people give it: bv → BV号.
struct Placeholder {
    std::string name;
    std::string text;
};

struct PageField {
    std::string name;  // of a placeholder or a key of the front matter
    std::string value;
};

struct NewPage {
    std::string_view pattern;  // the template; empty: front matter with the fields alone
    std::span<const Placeholder> placeholders;
    std::span<const PageField> fields;
    std::string_view notice;  // a line of quotation before the text; empty: none
    std::string_view body;    // Markdown
};

// Whether the template has such a field.
[[nodiscard]] bool has_field(std::string_view pattern, std::span<const Placeholder> placeholders,
                             std::string_view name);
[[nodiscard]] std::string compose(const NewPage& page);

// What was heard as Markdown, one cue a line: signs that Markdown would read are escaped.
[[nodiscard]] std::string caption_lines(std::span<const TimedText> cues);

}  // namespace jiaodui
