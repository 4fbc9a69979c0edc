// The model of line ends of an archive: the section `lineend`, bytes of a LineEndModel.
#pragma once

#include <memory>

#include "pipeline/learn/section.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// Without words (null) lines of the training text are cut at any character.
[[nodiscard]] std::unique_ptr<const SectionBuilder> make_line_end_section(std::shared_ptr<const Words> words);

}  // namespace jiaodui
