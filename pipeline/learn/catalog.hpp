// What `jiaodui learn` gathers: the table of section builders.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/learn/section.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// `words` may be null: nobody knows what a word is; so may `pinyin`, which must outlive the builders.
[[nodiscard]] std::vector<std::unique_ptr<const SectionBuilder>> section_builders(std::shared_ptr<const Words> words,
                                                                                  const Pinyin* pinyin);

}  // namespace jiaodui
