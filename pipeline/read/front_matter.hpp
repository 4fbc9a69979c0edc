// Front matter: the YAML between two lines `---` at the head of a page, or the TOML between two lines `+++`. Only the
// values of `title` and `description` are prose, and only where a changed character cannot change what is made of them:
// quoted ones without escapes (what is between the quotes), and of YAML plain scalars on one line that are unambiguous
// (no `: `, no indicator in front).
#pragma once

#include <cstdint>

#include "pipeline/document/view_builder.hpp"

namespace jiaodui {

// Reads the front matter that begins at the builder's place, if there is one: titles become
// regions, keys and values go to the page's facts. Returns where the body begins, which is the
// builder's place when there is no front matter; the builder then stands at the end of the last
// title.
[[nodiscard]] std::uint32_t read_front_matter(ViewBuilder& build);

}  // namespace jiaodui
