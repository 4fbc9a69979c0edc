// The n-grams and words of an archive: the sections that ArchiveLexicon reads.
#pragma once

#include <memory>

#include "pipeline/learn/section.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const SectionBuilder> make_gram_section();

}  // namespace jiaodui
