// Numerals: numbers as Chinese says them (二十五, 三点五亿, 二〇二四) and as digits write them (25, 3.5亿, 2024).
//
// The law: a numeral is read only where it has one reading. 三四十 and 十七八 are estimates, 一百零零五 is nothing, and
// for all of them the answer is empty. What is read says the same number as what was written. All functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jiaodui {

// 〇 零 一 … 九, and 两; nothing for any other character. 两 is told from 二 by the caller.
[[nodiscard]] std::optional<int> han_digit(char32_t ch);
// A character of spoken numbers: a digit, 十 百 千 万 亿, 点.
[[nodiscard]] bool is_han_numeral(char32_t ch);

// 三千零六 → 3006, 三百五 → 350, 两亿三千万 → 2.3亿, 一万二千三百 → 1.23万, 零点五 → 0.5. From ten thousand on 万 and
// 亿 stay where no more than two decimals (万) or four (亿) are needed.
[[nodiscard]] std::optional<std::string> digits_of_han(std::string_view han);
// 3006 → 三千零六, 0.5 → 零点五, 2000 → 两千. Groups of thousands may be divided by commas. At most sixteen digits.
[[nodiscard]] std::optional<std::string> han_of_digits(std::string_view digits);

// Digit by digit, as years and telephone numbers are read: 二零二四 → 2024, 幺二零 → 120; and back, with 〇.
[[nodiscard]] std::optional<std::string> digits_one_by_one(std::string_view han);
[[nodiscard]] std::optional<std::string> han_one_by_one(std::string_view digits);

}  // namespace jiaodui
