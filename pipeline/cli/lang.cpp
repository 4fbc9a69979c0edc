// Tested by tests/cli/usage.md.
#include "pipeline/cli/lang.hpp"

#include <cstdlib>

namespace jiaodui::cli {

std::optional<Lang> lang_named(std::string_view name) {
    name = name.substr(0, name.find_first_of("_.@-"));
    if (name.empty() || name == "auto" || name == "C" || name == "POSIX") return std::nullopt;
    return name == "zh" ? Lang::zh : Lang::en;
}

Lang choose_lang(std::string_view flag) {
    if (const auto lang = lang_named(flag)) return *lang;
    // Of the locale's variables the first that is set decides, as in setlocale(3).
    if (const char* ours = std::getenv("JIAODUI_LANG")) {
        if (const auto lang = lang_named(ours)) return *lang;
    }
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') return lang_named(value).value_or(Lang::zh);
    }
    return Lang::zh;
}

}  // namespace jiaodui::cli
