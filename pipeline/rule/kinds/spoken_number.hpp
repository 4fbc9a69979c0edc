// Numbers as they are said (百分之二十五, 二零二四年三月, 三点五亿) and as they are written (25%, 2024年3月, 3.5亿).
//
// The law: only a number with one reading (text/numeral.hpp) and a context that makes it a quantity is spoken of: a
// percent sign, a date or time of day, a unit of the tables, a decimal point, a telephone number. Estimates (三四十,
// 十几), ordinals (第三, 初五), fractions and what a phrase of `keep` covers stay. Ranges (二十到三十人) are changed at
// both ends or not at all.
//
// Parameters: `style`, arabic or chinese (anything else: nothing); `measures`, units that make any number a quantity;
// `units`, those that do so from eleven on and for decimals; `phone`, words that announce a number read digit by digit;
// `lunar`, words before dates of the old calendar; `eras`, names of reigns, whose years are written as they are said;
// `keep`, phrases.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

[[nodiscard]] std::unique_ptr<const Matcher> make_spoken_numbers(const Rule& rule, const MatcherSources& from,
                                                                 Problems& problems);

}  // namespace jiaodui
