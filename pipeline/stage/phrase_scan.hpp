// PhraseScan: several tables of phrases, found in one pass over the text.
//
// Reading the text costs more than the few phrases that stand in it, so the rules of a stage that go by tables share
// one matcher. Each is asked about its own hits: at every place the longest of its own phrases, left to right, and none
// that begins inside one it has taken. Immutable once compiled; safe to share between threads.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"

namespace jiaodui {

class PhraseScan {
  public:
    // `phrase` of the hit counts the table's own phrases. True when the rule takes the place.
    using Consider = std::function<bool(const Draft&, const Region&, const PhraseHit&, Proposals&)>;

    // Is shown what the scan has found once the whole draft is read.
    using Settle = std::function<void(const Draft&, std::span<Finding>)>;

    // The phrases must outlive compile().
    void add(const std::vector<std::string_view>& phrases, Consider consider);
    // Of the table added last.
    void settle_last(Settle settle) { tables_.back().settle = std::move(settle); }
    void compile();
    void propose(const Draft& draft, Proposals& out) const;

  private:
    struct Table {
        std::uint32_t first;  // of its phrases among all
        std::uint32_t end;
        Consider consider;
        Settle settle = nullptr;
    };
    void ask(const Table& table, const Draft& draft, const Region& region, const std::vector<PhraseHit>& hits,
             Proposals& out) const;

    std::vector<Table> tables_;
    std::vector<std::string_view> phrases_;
    std::vector<std::vector<std::uint32_t>> members_;  // of each distinct phrase: its numbers in the tables
    PhraseMatcher matcher_;
};

}  // namespace jiaodui
