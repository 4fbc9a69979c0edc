// PhraseRule: a rule of kind `phrase`, a table of wrong and right texts.
//
// Parameters: `table`, the name of a TSV under dictionaries/, or several. Its first row names the columns: `wrong` (or
// `text`), `right`, `note`, `unless` (or `keep`), `place`; without such a row they are wrong, right, note, unless.
// Without a right text the wrong one is deleted, with the pause that would be left over (pauses.hpp); where it is all
// that a line or a cue says it is remarked, for what is done with an empty one is not for us to say. `place` is empty,
// `part` (never alone), `pause` (only between pauses), `inner` (only between two commas) or `whole` (only as all of a
// line or a cue). `unless` holds longer texts, divided by `|`, in which the wrong one is right. `spelling` is empty or
// `also`: the wrong one is a spelling that dictionaries know too, so a page that writes it twice and more often than
// the right one means it, and is only given hints; so where ten pages of the archive write it. The law:
// leftmost-longest; a Han text that cuts a word at its place is left alone; what stands inside a lock too. The evidence
// is the row. A rule of this kind runs in the stage that its file names: `variant/*` and `noise/*` in `glossary`,
// `filler/*` in `regex`, after all that could still need the words.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/edit/draft.hpp"
#include "pipeline/lexicon/phrase_matcher.hpp"
#include "pipeline/lexicon/tsv.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/stage/catalog.hpp"
#include "pipeline/stage/phrase_scan.hpp"

namespace jiaodui {

// Immutable; shared between threads. Rule and words outlive it.
class PhraseRule {
  public:
    // Every bad row is appended to the problems; nothing when there is one.
    static std::optional<PhraseRule> make(const Rule& rule, std::string text, std::string file, const Words* words,
                                          Problems& problems);
    // The wrong texts of the rows, in order; views of the rule.
    [[nodiscard]] std::vector<std::string_view> phrases() const;
    // A finding for the row's phrase that stands here, unless something speaks against it.
    bool consider(const Draft& draft, const Region& region, const PhraseHit& hit, Proposals& out) const;
    // Once all regions are read: its findings among these that the page's own spelling, or the archive's (which may be
    // null), makes hints.
    void settle(const Draft& draft, std::span<Finding> findings, const ArchiveLexicon* archive) const;

  private:
    enum class Place : std::uint8_t { any, part, pause, inner, whole };
    struct Row {
        std::string_view wrong, right, note;
        std::vector<std::string_view> unless;
        Place place = Place::any;
        bool also = false;
        std::uint32_t line = 0;
    };
    [[nodiscard]] bool holds(const Draft& draft, const Region& region, const PhraseHit& hit) const;
    [[nodiscard]] static std::optional<Place> place_named(std::string_view name);
    // Takes the text away; nothing where it does not stand as the row says.
    [[nodiscard]] std::optional<Finding> deletion(const Draft& draft, const Region& region, const PhraseHit& hit) const;

    const Rule* rule_ = nullptr;
    const Words* words_ = nullptr;
    std::unique_ptr<const std::string> text_;  // what the rows are views of
    std::string file_;
    std::vector<Row> rows_;
};

// Where the columns of a table stand; npos: there is none.
struct TableColumns {
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    std::size_t wrong = 0, right = 1, note = 2, unless = 3, place = npos, spelling = npos;
    bool named = false;  // the first row names them
};
[[nodiscard]] TableColumns columns_of(const TsvTable& table);

// The tables that a rule's parameter names: text, and name as findings give it. Those that cannot be read are problems.
struct RuleTable {
    std::string text;
    std::string file;
};
[[nodiscard]] std::vector<RuleTable> read_rule_tables(const Rule& rule, const Resources& resources, Problems& problems);

// An Error for a rule whose kind the stage does not know.
[[nodiscard]] Error unknown_kind(const Rule& rule);

// Makes a table rule (PhraseRule, BookMarksRule) of each table that the rule names, and lets the scan find its phrases.
template <class T>
void add_table_rules(PhraseScan& scan, const Rule& rule, const StageInput& input, Problems& problems) {
    for (RuleTable& table : read_rule_tables(rule, input.resources, problems)) {
        auto made = T::make(rule, std::move(table.text), std::move(table.file), input.words, problems);
        if (!made) continue;
        const auto shared = std::make_shared<const T>(std::move(*made));
        scan.add(shared->phrases(), [shared](const Draft& draft, const Region& region, const PhraseHit& hit,
                                             Proposals& out) { return shared->consider(draft, region, hit, out); });
        if constexpr (requires { &T::settle; })
            scan.settle_last([shared, archive = input.archive](const Draft& draft, std::span<Finding> all) {
                shared->settle(draft, all, archive);
            });
    }
}

}  // namespace jiaodui
