// Programs as a shell finds them.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace jiaodui::cli {

// Whether a program of that name can be started.
[[nodiscard]] inline bool in_path(std::string_view program) {
    if (program.find('/') != std::string_view::npos) return ::access(std::string(program).c_str(), X_OK) == 0;
    const char* set = std::getenv("PATH");
    std::string_view path = set != nullptr ? set : "";
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find(':'));
        if (::access((std::string(folder) + '/').append(program).c_str(), X_OK) == 0) return true;
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
    }
    return false;
}

}  // namespace jiaodui::cli
