// PageFacts: what is known of a page besides its text. Plain values; set by the reader and the engine before the first
// stage runs, and never changed after.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jiaodui {

enum class PageScript : std::uint8_t { unknown, simplified, traditional, mixed };

struct PageFacts {
    std::string name;                                               // the path as given, `/`-separated
    std::vector<std::pair<std::string, std::string>> front_matter;  // key, value as written (trimmed), in order
    PageScript script = PageScript::unknown;

    // The value of a front-matter key; empty when there is none.
    [[nodiscard]] std::string_view value(std::string_view key) const {
        for (const auto& [name_of, text] : front_matter) {
            if (name_of == key) return text;
        }
        return {};
    }
};

}  // namespace jiaodui
