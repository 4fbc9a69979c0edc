// The model that the stage `segment` has without a lexicon: the words of dictionaries/segment/cues.tsv.
#pragma once

#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/resources.hpp"

namespace jiaodui {

// The bytes of a LineEndModel. Bad rows are problems and left out.
[[nodiscard]] Result<std::string> load_line_end_cues(const Resources& resources, Problems& problems);

}  // namespace jiaodui
