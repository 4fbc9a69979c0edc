// Kinds of rule about the width and the form of characters. Each looks only at the signs of the scope.
#pragma once

#include "pipeline/rule/matcher.hpp"

namespace jiaodui {

// Runs of full-width letters and digits (２０２５) → ASCII, with the full-width marks that belong to them
// (３．５％, Ｃ＋＋, Ｒ＆Ｄ). A hint where the line would become an item of a list.
void find_fullwidth_alnum(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// ％ after a digit, and ＋＝／＆＠＃． between ASCII letters or digits → ASCII. Parameter `signs`: which.
void find_fullwidth_symbols(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

// Text that is not in Unicode's normal form C, a character with its combining marks at a time (ICU).
void find_unnormalized(const Rule& rule, const Scope& scope, std::vector<Finding>& out);

}  // namespace jiaodui
