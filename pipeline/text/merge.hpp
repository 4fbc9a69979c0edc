// merge_lines: two changes of one text, made together.
//
// The law. Lines are compared whole. What `theirs` made of the base is made of `ours`, where ours has left these very
// lines alone; lines that ours has added or changed right beside them are no conflict (unlike with git's merge: a
// correction of a line says nothing about the next one). Where ours has changed, taken away or parted a line that
// theirs changes, or both add lines at one place, there is a conflict, and nothing is merged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jiaodui {

[[nodiscard]] std::optional<std::string> merge_lines(std::string_view ours, std::string_view base,
                                                     std::string_view theirs);

}  // namespace jiaodui
