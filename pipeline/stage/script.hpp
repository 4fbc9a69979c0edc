// The stage `script`: characters of the other script.
//
// A simplified page with a few traditional characters has mostly been typed, pasted or recognised carelessly: 瀋阳 is
// 沈阳. But names keep their characters (黄霑), some characters are right in both scripts (颠覆, 乾隆), and a passage
// that is quoted in traditional characters stands so on purpose. The law, for a page whose script is simplified or
// unknown:
//   1. An exception (a name, a word) that covers a change silences it.
//   2. Changes that follow each other with no simplified character between them are a passage; four or more of
//      them, or two or more in a quotation, are one finding of script/quoted.
//   3. Of the rest, a single character of dictionaries/script/safe.tsv, or one in a phrase that the rule lists, is
//      script/leaked-traditional, unless it stands beside Japanese or in a quotation that is itself traditional
//      (between marks of any kind, straight ones too; see script_passage.hpp). It is safe only in a phrase, or where
//      it makes a word with its neighbours once they are simplified: what makes none may have been misheard as well
//      (與论, meant was 舆论). Without a word list nothing else is safe.
//   4. Every other one is script/variant, unless its result is too rare to be meant (劏 → 㓥): then nothing is said.
//      Characters that the rule lists as doubtful, because they mostly stand in names, get a confidence
//      of 0.3, so that by default they are not shown.
// On a traditional page simplified-only characters are script/leaked-simplified; safe when one to one. On a mixed page
// nothing is changed and script/mixed says so once. script/convert with `to: <configuration>` replaces all this: every
// change of that configuration is proposed, in regions that are not yet in its target script.
//
// OpenCC's dictionaries are read when the first page needs them, at most once for each direction.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/stage/stage.hpp"

namespace jiaodui {

class Words;  // lexicon/words.hpp

// Made from the rules of the book whose stage is "script" and that are on; the book must outlive it. `exceptions` are
// texts that stay as they are (dictionaries/protected/script_exceptions.tsv, first column). Errors: a rule of this
// stage that it does not know, a configuration that does not exist (unknown_name), OpenCC's data missing (unavailable).
// `words` may be null; it must outlive the stage.
[[nodiscard]] Result<std::unique_ptr<Stage>> make_script_stage(const RuleBook& book,
                                                               const std::vector<std::string>& exceptions,
                                                               const Words* words = nullptr);

}  // namespace jiaodui
