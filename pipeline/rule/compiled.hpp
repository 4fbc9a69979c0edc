// Rules as the program reads them: compiled by the build into one file, because parsing YAML at every start costs more
// than proofreading a page does (the tool is pipeline/tools/compile_data.cpp).
//
// The envelope and the reader are base/binary.hpp's: damaged, truncated or foreign bytes are an Error, never a crash.
// Change kRulesVersion with the layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/rule/rule.hpp"

namespace jiaodui {

inline constexpr std::uint32_t kRulesVersion = 1;
inline constexpr std::string_view kRulesFile = "rules.bin";  // among the resources

[[nodiscard]] std::string compile_rules(const RuleBook& book);
// `file` is named in the Error.
[[nodiscard]] Result<RuleBook> read_compiled_rules(std::string_view bytes, const std::string& file);

// The rules that came with the program.
[[nodiscard]] Result<RuleBook> load_shipped_rules(const Resources& resources);

}  // namespace jiaodui
