// Where a project begins, and which files its configuration names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/settings.hpp"

namespace jiaodui {

// The closest `.jiaodui.yaml` at or above the folder; the search ends at the top of a git work tree, and at the top of
// the file system.
[[nodiscard]] std::optional<std::string> find_config(const std::string& folder);

// The project root: the folder of that file, else the top of the git work tree, else the folder itself. Absolute.
[[nodiscard]] std::string find_root(const std::string& folder);

// What is wrong with a path that a configuration names; nothing when it is relative and stays inside the root.
[[nodiscard]] std::optional<Message> strays(std::string_view path);

// The files below `folder` that a pattern matches, relative to it, sorted by bytes. Hidden folders are not entered and
// links to folders not followed.
[[nodiscard]] std::vector<std::string> expand_pattern(const std::string& folder, std::string_view pattern);

// One path or pattern of `glossary`: the files it stands for, relative to the root. A plain path must exist; a pattern
// may match nothing. Links that lead out of the root are refused.
[[nodiscard]] Result<std::vector<std::string>> files_named(const std::string& root, std::string_view pattern);

// The glossary files of these settings, relative to the root, in the order named, each once.
[[nodiscard]] std::vector<std::string> glossary_files(const std::string& root, const Settings& settings,
                                                      Problems& problems);

}  // namespace jiaodui
