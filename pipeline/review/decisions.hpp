// Decisions: what has been decided, ready to be asked about the findings of a page.
//
// The law. A rejection holds where the pair and both sides' contexts agree, and, when there is no such place in the
// page, where either side's does; an accepted text that reappears is known by the pair and both sides. Of equal places
// in a page the number decides, while there are several. Narrower scopes come first: the place, the file, the
// repository, the rule. Comments in the page come before all of them (the engine sees to that). A finding of which
// every candidate has been turned down is `declined`, old debt is `baselined`.
//
// A refusal at a place is of what the change comes to: another suggestion there that would write the same letters is
// turned down with it.
//
// Immutable, shared between threads. A page is judged in time linear in its findings and its decisions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/edit/outcome.hpp"
#include "pipeline/review/decision.hpp"

namespace jiaodui {

// What names an entry's place: all that a decision about it is made of.
struct EntryKey {
    std::string from;
    std::vector<std::string> texts;  // candidates, best first
    std::string rule;
    Contexts context;
    std::uint32_t nth = 1;
    std::uint32_t of = 1;  // so many equal places there are
    bool in_markup = false;
    Span view;  // in the document's view; bytes for markup
};

// One for each entry, in order.
[[nodiscard]] std::vector<EntryKey> keys_of(const Outcome& outcome);

// A decision about the entry as a whole, with contexts as the source has them now. `to` is empty for the first
// candidate.
[[nodiscard]] Decision decision_about(const EntryKey& key, std::string file, Answer answer,
                                      std::optional<std::string> to = {});

class Decisions {
  public:
    Decisions() = default;
    explicit Decisions(std::vector<Decision> all);

    [[nodiscard]] bool empty() const { return all_.empty(); }
    [[nodiscard]] const std::vector<Decision>& all() const { return all_; }  // sorted by file
    // Those of scope `here` and `file` in this file.
    [[nodiscard]] std::vector<Decision> of_file(std::string_view file) const;

    // What has been said about each candidate of each entry, in order of entries; null where nothing holds. The
    // pointers live as long as this object.
    struct Standing {
        std::vector<const Decision*> candidates;  // one a candidate; one in all for an entry without any
        const Decision* chosen = nullptr;         // accepted or edited
        const Decision* put_off = nullptr;        // answered `later`
    };
    [[nodiscard]] std::vector<Standing> standing(const Outcome& outcome, std::string_view file) const;

    // For ProofreadOptions::decide: the entries that are not to be told, and why.
    [[nodiscard]] std::vector<std::optional<Fate>> fates(const Outcome& outcome, std::string_view file) const;
    // After proofreading: candidates that were turned down are dropped, and entries that had been accepted and written
    // once are told as `meta/regressed` (unless that rule is off).
    void mark(Outcome& outcome, std::string_view file, bool tell_regressed = true) const;

  private:
    class Page;

    std::vector<Decision> all_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> repo_;  // by text; scope `repo`
    std::map<std::string, std::size_t, std::less<>> rules_off_;
    std::unordered_multimap<std::size_t, std::size_t> moved_;  // by hash of text and contexts: rejections at places
};

}  // namespace jiaodui
