// The corrections of a repository's history: what every commit made of every page.
#pragma once

#include <functional>
#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/git/repository.hpp"

namespace jiaodui {

// Called for every page that a commit changed, oldest commit first: its path in the tree and its bytes before and
// after.
using PageChanged = std::function<void(const std::string& path, std::string before, std::string after)>;

// Pages of the commits in `range` (git's notation; empty: all that led to HEAD), merges left out. `wanted` says which
// paths are pages. The number of commits with such a page.
[[nodiscard]] Result<std::size_t> walk_history(const Repository& repository, const std::string& range,
                                               const std::function<bool(const std::string& path)>& wanted,
                                               const PageChanged& changed);

}  // namespace jiaodui
