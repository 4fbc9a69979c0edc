// The n-grams and words of an archive: the sections that ArchiveLexicon reads.
#pragma once

#include <memory>

#include "pipeline/learn/section.hpp"
#include "pipeline/lexicon/pinyin.hpp"

namespace jiaodui {

// `pinyin` orders the characters (archive_text.hpp); it may be null and must outlive the builder.
[[nodiscard]] std::unique_ptr<const SectionBuilder> make_gram_section(const Pinyin* pinyin);

}  // namespace jiaodui
