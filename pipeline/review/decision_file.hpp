// The file of decisions: one JSON object a line, sorted, made for line-wise merging.
//
//   {"v":1,"d":"accept","scope":"here","rule":"term/glossary","from":"剑源","to":"箭元","file":"opinion/13.md",
//    "l":"与民营航天公司","r":"科技","by":"editor-a","at":"2026-08-09"}                                    (one line)
//
// d      accept | reject | edit | later | known            scope   here | file | repo | rule-off; absent: here
// from   what stands there    to   what should; absent: no text was offered    also   other texts turned down
// l r    up to eight characters of content on either side; l2 r2 the same once decided corrections are made, where they
// differ nth    2 and more, among equal places      markup   true: contexts are of the bytes      done   true: written
// by at why   who, when, and why             byte_start byte_end   only in files that are handed over
//
// Read as untrusted input. A line that cannot be read is reported with its number and kept as it is, at the end. Marks
// that git leaves in a conflict are dropped, and both sides are taken; two lines that contradict each other are both
// reported and both kept, and neither holds. Members that this version does not know are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

struct DecisionFile {
    std::vector<Decision> decisions;  // sorted; those that say the same thing are one
    std::vector<Decision> disputed;   // contradict one another
    std::vector<std::string> kept;    // lines that cannot be read
    Problems problems;                // with `name` and line numbers

    // Never fails: what is wrong is in `problems`.
    [[nodiscard]] static DecisionFile parse(std::string_view text, const std::string& name);
    [[nodiscard]] std::string text() const;

    // Takes the place of what was said before about the same thing.
    void put(Decision decision);
    // The decision that `put` would replace, or that equals this one in all but its answer.
    void erase(const Decision& decision);
};

// Without the line feed. Hints are written when `hints`.
[[nodiscard]] std::string line_of(const Decision& decision, bool hints = false);
// What is wrong has no place yet.
[[nodiscard]] Result<Decision> decision_of(std::string_view line);

}  // namespace jiaodui
