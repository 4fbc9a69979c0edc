// Decisions that come from outside: exported by the browser, marked in a spreadsheet, or marked up in a text.
//
//   JSON lines     the format of decision_file.hpp, with byte_start and byte_end
//   a table        the columns of `check --format tsv`, in Chinese or English, in any order; a row
//                  counts when its first column says 接受 or 拒绝 (also y n 是 否 accept reject); a changed 改为 is a
//                  text that was typed. UTF-8, or UTF-16 as spreadsheets write it; cells may be quoted
//   CriticMarkup   what `check --format critic` writes: every change that is still marked is accepted, also those
//                  that a person has marked; what is to be refused is taken out of the text first. Text outside of
//                  marks is not compared
//
// Untrusted input: what cannot be read is reported with its line, and the rest is taken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

struct ImportedDecision {
    Decision decision;
    bool if_suggested = false;  // an empty cell: deletes only where that is what is suggested
};

struct Imported {
    std::vector<ImportedDecision> decisions;
    Problems problems;
};

[[nodiscard]] Imported import_decisions(std::string_view text, const std::string& name);

}  // namespace jiaodui
