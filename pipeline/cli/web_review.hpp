// The review in a browser: a page in a file, or served to this machine for as long as it is wanted.
#pragma once

#include <string>

#include "pipeline/cli/run.hpp"

namespace jiaodui::cli {

// review --html OUT: one self-contained page about the files named. `tier`: from which tier on.
[[nodiscard]] int write_review_page(Context& context, Project& project, const std::string& path, Tier tier);

// review --web: serves the page until told to end; without files it takes pasted text.
[[nodiscard]] int review_in_browser(Context& context, Project& project, Tier tier);
// The same about one page whose findings are made otherwise.
[[nodiscard]] int review_in_browser(Context& context, Project& project, const Input& input, const OutcomeMaker& maker);

}  // namespace jiaodui::cli
