// The keys of `.jiaodui.yaml`, one reader each. Used by config.cpp for the file, its overrides and `--set`.
#pragma once

#include "pipeline/conf/config.hpp"
#include "pipeline/conf/yaml_node.hpp"

namespace jiaodui {

enum class KeySet : std::uint8_t {
    file,      // every key
    override,  // `files` is the pattern of the override; no `version`, no `overrides`
    flag,      // no `version`, no `overrides`
};

// Reads a map into a config: settings go to `patch`, `files`, `overrides` and `version` to `config`. For an override,
// `files` is left to the caller.
void read_config_map(const YamlNode& map, KeySet keys, Config& config, SettingsPatch& patch, Problems& problems);

}  // namespace jiaodui
