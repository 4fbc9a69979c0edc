// In which language the program speaks: --lang, then JIAODUI_LANG, then the locale's variables;
// Chinese when none of them says. Only messages depend on it: never ids, keys, exit statuses or
// anything a machine reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/message.hpp"

namespace jiaodui::cli {

// `zh`, `en`, and locale names such as `en_US.UTF-8`; other languages get English. Nothing for "",
// `auto`, `C`, `POSIX`.
[[nodiscard]] std::optional<Lang> lang_named(std::string_view name);

// The first of them that says something; `flag` may be empty.
[[nodiscard]] Lang choose_lang(std::string_view flag);

}  // namespace jiaodui::cli
