// Text as a shell reads it back.
#pragma once

#include <string>
#include <string_view>

namespace jiaodui::cli {

// Within single quotes.
[[nodiscard]] inline std::string shell_quoted(std::string_view text) {
    std::string out = "'";
    for (const char byte : text) {
        if (byte == '\'') out += "'\\''";
        else out += byte;
    }
    return out + "'";
}

}  // namespace jiaodui::cli
