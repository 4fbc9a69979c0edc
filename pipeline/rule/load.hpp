// Rules as they are written: `rules/<group>/<name>.yaml`, one rule a file.
//
//     id: punct/halfwidth          # the path without its end
//     alias: 标点/半角              # optional: a Chinese name, accepted wherever the id is
//     stage: punct                 # when it runs
//     kind: charmap                # which matcher reads `params`
//     on: true                     # default true
//     tier: safe                   # safe | suggest | hint; default suggest
//     confidence: 0.98             # 0..1, default 1
//     priority: 0                  # -1000..1000, default 0; the higher one wins an overlap among equals
//     block: false                 # counts for --fail-on whatever its tier
//     message: {zh: …{old}…{new}…, en: …}
//     params: {key: scalar or list of scalars}
//
// Only the build and the tests read these; the program reads the compiled form (rule/compiled.hpp). Whether stage, kind
// and params make sense is judged where the stage is made.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/rule/rule.hpp"

namespace jiaodui {

// Every rule below the folder, sorted by id; every problem of every file is appended. Rule::file is `rules/…`.
[[nodiscard]] RuleBook load_rules(const std::string& folder, Problems& problems);
// The same with all problems folded into one Error.
[[nodiscard]] Result<RuleBook> load_rules(const std::string& folder);

// One file's text. `id` is what its path says; `file` is named in problems and in Rule::file.
[[nodiscard]] Rule parse_rule(std::string_view text, const std::string& id, const std::string& file,
                              Problems& problems);

}  // namespace jiaodui
