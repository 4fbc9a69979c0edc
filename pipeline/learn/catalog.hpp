// What `jiaodui learn` gathers: the table of section builders.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/learn/section.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// `words` may be null: nobody knows what a word is.
[[nodiscard]] std::vector<std::unique_ptr<const SectionBuilder>> section_builders(std::shared_ptr<const Words> words);

}  // namespace jiaodui
