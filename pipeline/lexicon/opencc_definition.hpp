// OpenCC's configuration files, read so that they name every dictionary by its absolute path: left to itself OpenCC
// looks for both in the working directory first, and a repository must not bring its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"

namespace jiaodui {

struct OpenccDefinition {
    std::string_view name;  // of static storage
    std::string directory;
    std::string json;
    std::vector<std::string> files;  // the dictionaries it names
};

// Errors: unknown_name with the nearest known one, unavailable.
[[nodiscard]] Result<OpenccDefinition> read_opencc_definition(std::string_view name);

[[nodiscard]] Error opencc_unavailable(std::string_view name, const std::string& file);

}  // namespace jiaodui
