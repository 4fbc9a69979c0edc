// Which findings of an Outcome are shown, and how sure each is called.
//
// Entries that were applied, that wait for a person, that would cut markup or never come to rest
// are always shown, from the tier asked for. `hidden` adds what nobody would otherwise see: entries
// and records that were shadowed, locked, silenced, declined (by a decision or below the threshold
// of display) or are known debt.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/edit/outcome.hpp"
#include "pipeline/text/line_index.hpp"

namespace jiaodui {

struct Shown {
    Tier tier = Tier::hint;  // from this tier on; a finding that blocks is shown whatever its tier
    bool hidden = false;
    bool unfolded = false;  // repeated pairs one by one
};

struct ShownFinding {
    Entry entry;           // its tier is as shown_tier() has it
    const Record* record;  // who speaks; of the Outcome
    bool block = false;    // one of its authors blocks
};

// A safe finding that cannot be applied (it would cut markup, or never comes to rest) is a person's
// business.
[[nodiscard]] Tier shown_tier(const Entry& entry);

// One of the credited records blocks.
[[nodiscard]] bool blocks(const Outcome& outcome, const Entry& entry);

// True for the entries that count: shown without being asked for.
[[nodiscard]] bool visible(Fate fate);

// In order of the source.
[[nodiscard]] std::vector<ShownFinding> shown_findings(const Outcome& outcome, const Shown& shown);

// What a column counts: readers of reports differ, and on Chinese text the difference is all.
enum class ColumnUnit : std::uint8_t { code_points, utf16, bytes };

// Where a finding of a cue stands for people: ` #12 00:01:02,500`; empty where there are no cues.
[[nodiscard]] std::string cue_label(const Document& document, std::uint32_t source);

// Line and column of places that are asked for in rising order: linear in all, also for a file of
// one line. A byte order mark at the head of the file counts as a column in bytes only.
class Places {
  public:
    explicit Places(std::string_view text, ColumnUnit unit = ColumnUnit::code_points)
        : text_(text), lines_(text), unit_(unit) {}
    [[nodiscard]] LineColumn at(std::uint32_t byte);
    [[nodiscard]] const LineIndex& lines() const { return lines_; }

  private:
    [[nodiscard]] std::uint32_t units(std::uint32_t begin, std::uint32_t end) const;

    std::string_view text_;
    LineIndex lines_;
    ColumnUnit unit_;
    std::uint32_t last_byte_ = 0;
    LineColumn last_{0, 0};
};

}  // namespace jiaodui
