// Withheld: places where nothing may be applied, and why. And the search for the hunks that break a page's structure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/outcome.hpp"

namespace jiaodui {

class Withheld {
  public:
    void add(Span view, Fate fate) { places_.emplace_back(view, fate); }
    // A stretch of the source, as the span of the view that shows it.
    void add_source(const Document& document, SourceSpan source, Fate fate);
    [[nodiscard]] bool empty() const { return places_.empty(); }
    // The fate of a fix that stands here, if it must be withheld.
    [[nodiscard]] std::optional<Fate> fate_at(Span view) const;

  private:
    std::vector<std::pair<Span, Fate>> places_;
};

// Findings that people have decided against, by rule and place.
class Declined {
  public:
    void add(RuleId rule, SourceSpan at, Fate fate) { places_[{std::string(rule), at}] = fate; }
    [[nodiscard]] std::optional<Fate> fate_of(const Record& record) const;

  private:
    std::map<std::pair<std::string, SourceSpan>, Fate> places_;
};

// Takes out of the outcome the entries that have been given a fate. True when the page must be run again: because one
// of them was applied (its place is withheld then), or because it had shadowed something.
[[nodiscard]] bool take_out(const std::vector<std::optional<Fate>>& fates, Outcome& outcome, Withheld& withheld,
                            Declined& declined);

// True when no hunk can change the structure of a page, whatever it is: each replaces Han by Han, or a mark that
// Markdown does not know (，。“” and such, or one of , ; ? " outside anything that looks like a tag, or : ! between
// characters that are not ASCII) by a full-width mark, one for one, or words by words, or shortens a run of full-width
// marks; in the body of a page without reference definitions. CommonMark's rules of emphasis tell punctuation, spaces
// and letters apart, and these stay what they were. Reading a page twice to find that out costs as much as proofreading
// it.
[[nodiscard]] bool harmless(const Document& document, const std::vector<Hunk>& hunks);

// The hunks without which the rest leaves the structure alone, found by halving: O(bad × log hunks) checks, at most a
// few hundred, after which all that is undecided counts as bad.
[[nodiscard]] std::vector<SourceSpan> breaking_hunks(
    const Document& document, const std::vector<Hunk>& hunks,
    const std::function<bool(const Document&, std::string_view)>& same_structure);

// Where these stretches of the result stand in the source, each with every change that touches it.
[[nodiscard]] std::vector<SourceSpan> with_changes(const std::vector<Hunk>& hunks,
                                                   const std::vector<SourceSpan>& of_result);

}  // namespace jiaodui
