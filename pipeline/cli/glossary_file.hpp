// The glossary file that entries are added to, and how it is changed: read, changed in memory, written safely.
#pragma once

#include <functional>
#include <string>

#include "pipeline/cli/project.hpp"

namespace jiaodui::cli {

// The first glossary of the configuration, as an absolute path; empty where it names none.
[[nodiscard]] std::string glossary_to_change(const Project& project);

// From the text of a glossary and its name to the text that shall stand there.
using GlossaryChange = std::function<Result<std::string>(const std::string& text, const std::string& path)>;

// Whether anything changed. A file that is not there is made. Errors: invalid_value for an empty path, what `change`
// says, what reading and writing say.
[[nodiscard]] Result<bool> change_glossary(const std::string& path, const GlossaryChange& change);

}  // namespace jiaodui::cli
