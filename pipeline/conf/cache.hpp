// The user's folder for what can be made again at any time: `$XDG_CACHE_HOME/jiaodui`, else `~/.cache/jiaodui`.
//
// A cache can only save time: where there is no folder, and whatever fails, the work is done anew, and nobody is told.
#pragma once

#include <string>
#include <string_view>

namespace jiaodui {

// With mode 0700; empty when there is none. A folder that belongs to someone else is not used.
[[nodiscard]] std::string cache_folder();

// Writes the file beside and renames it: who reads it has the old one or the new one, whole.
void store_in_cache(const std::string& path, std::string_view bytes);

}  // namespace jiaodui
