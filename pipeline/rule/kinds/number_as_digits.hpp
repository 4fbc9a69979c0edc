// Numbers as they are said (百分之二十五, 二零二四年三月) in digits (25%, 2024年3月).
#pragma once

#include <optional>

#include "pipeline/rule/kinds/number_text.hpp"

namespace jiaodui {

// `run` is one of run_at(), not empty. What is returned may reach beyond it: a date, both ends of a range.
[[nodiscard]] std::optional<NumberChange> number_as_digits(const NumberText& text, Span run);

}  // namespace jiaodui
