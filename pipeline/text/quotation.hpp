// Quotations: what stands between quotation marks, curly (“” ‘’), corner (「」 『』) or straight (" ') alike.
//
// Straight marks do not say which way they point, so they take turns: the first opens, the next closes. Those that
// are no quotation marks are left out: one after a digit where none is open stands for inches or feet (55"), one
// between Latin letters or digits is an apostrophe. The law: quotations nest or stand apart, never cross; a mark
// without its partner makes none; none goes over a line feed or is longer than kLongestQuotation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/text/sign_index.hpp"
#include "pipeline/text/span.hpp"

namespace jiaodui {

inline constexpr std::uint32_t kLongestQuotation = 600;  // bytes between the marks

// Those of `signs` that are straight double quotation marks.
[[nodiscard]] std::vector<Sign> straight_quotes(std::string_view text, std::span<const Sign> signs);

// The insides, without their marks, by where they begin. `signs` are those of a stretch of `text` (SignIndex::within).
// Linear.
[[nodiscard]] std::vector<Span> find_quotations(std::string_view text, std::span<const Sign> signs);

}  // namespace jiaodui
