// The user's glossaries, compiled once: `$XDG_CACHE_HOME/jiaodui/glossary-<hash>.bin` (else `~/.cache`).
//
// The name is a hash of the files' names and bytes, the layout and the program's version, so a cache is never stale.
// Whatever fails, the glossary is compiled in memory (conf/cache.hpp). A cached file is checked like any other compiled
// glossary.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/rule/glossary.hpp"

namespace jiaodui {

struct GlossaryFile {
    std::string name;  // as findings name it
    std::string text;
};

// Adds the files as one layer. Problems are appended, also when the cache is used (it exists only for files without
// problems). `conversion` names what to_traditional does (its dictionaries' version); it is part of the hash. `folder`
// may be empty: no cache.
Result<void> add_user_glossaries(Glossary& glossary, const std::vector<GlossaryFile>& files,
                                 const ToTraditional& to_traditional, std::string_view conversion,
                                 const std::string& folder, Problems& problems);

}  // namespace jiaodui
