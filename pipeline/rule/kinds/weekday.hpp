// Weekdays: a date and the weekday beside it that do not agree, 2025年6月9日星期五 (a Monday).
//
// Either the weekday is wrong, or the day, the month or the year. Which, the page's `dateCreated` can tell: pages are
// made on the day they speak of or a few days after. Where exactly one of the possible readings is clearly nearest to
// it, that is suggested; otherwise the finding is a hint with the likeliest readings as candidates. A date without a
// year is read with the year of the last full date before it on the page (a hint, as it may be another year's).
//
// Days are counted by the proleptic Gregorian calendar (std::chrono).
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Parameter `window`: days between the date and `dateCreated` (default 4).
void find_wrong_weekdays(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
