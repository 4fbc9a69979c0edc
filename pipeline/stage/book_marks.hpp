// BookMarksRule: a rule of kind `book-marks`, names of works that should stand between 《 and 》 and do not.
//
// Parameters: `table`, a TSV whose first column is the name (first row `text⇥kind⇥note`, else `name⇥note`);
// `not_before` and `not_after`, texts that make the name something else when they follow or precede it (红楼梦 +
// 研究会; 人民日报 + 社). A name is left alone between any of 《》 〈〉 “” ‘’ 「」 『』, where it cuts a word, and
// where something is locked. The fix puts both marks, or none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/stage/phrase.hpp"

namespace jiaodui {

// Immutable; shared between threads. Rule and words outlive it.
class BookMarksRule {
  public:
    static std::optional<BookMarksRule> make(const Rule& rule, std::string text, std::string file, const Words* words,
                                             Problems& problems);
    // The names, in order; views of the rule.
    [[nodiscard]] std::vector<std::string_view> phrases() const;
    // A finding for the name that stands here, unless something speaks against it; the name is taken either way.
    bool consider(const Draft& draft, const Region& region, const PhraseHit& hit, Proposals& out) const;

  private:
    struct Row {
        std::string_view name, note;
        std::uint32_t line = 0;
    };
    [[nodiscard]] bool holds(const Draft& draft, const Region& region, Span at) const;

    const Rule* rule_ = nullptr;
    const Words* words_ = nullptr;
    std::unique_ptr<const std::string> text_;
    std::string file_;
    std::vector<Row> rows_;
    std::vector<std::string> not_before_, not_after_;
};

}  // namespace jiaodui
