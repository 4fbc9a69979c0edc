// Numbers in digits (25%, 2024年3月) as they are said (百分之二十五, 二零二四年三月).
#pragma once

#include <optional>

#include "pipeline/rule/kinds/number_text.hpp"

namespace jiaodui {

// `number` is one of number_at(), not empty. What is returned may reach beyond it: a date.
[[nodiscard]] std::optional<NumberChange> number_as_words(const NumberText& text, Span number);

}  // namespace jiaodui
