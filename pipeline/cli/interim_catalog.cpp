// Stands in for stage/catalog.cpp until that exists; then this file goes.
#include <array>

#include "pipeline/stage/catalog.hpp"

namespace jiaodui {

std::span<const std::string_view> stage_names() {
    static constexpr std::array<std::string_view, 13> kNames{"protect", "invisible", "width",     "script", "punct", "space",   "number",
                                                             "glossary", "repeat",   "homophone", "regex",  "page",  "markdown"};
    return kNames;
}

}  // namespace jiaodui
