// History: a document on its way through the stages.
//
// It holds the present draft and everything needed to answer, at the end, who changed what: every finding with its
// fate, and one offset map for each revision. Anchors, regions, locks and pending suggestions are carried forward
// through each map; positions of findings are pulled back through all of them. Nothing is ever searched for.
//
// Not thread-safe; one History belongs to one call of proofread().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/document/document.hpp"
#include "pipeline/edit/draft.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/edit/resolve.hpp"
#include "pipeline/text/offset_map.hpp"
#include "pipeline/text/sign_index.hpp"

namespace jiaodui {

// Asked of every finding before the law of overlap: a fate that takes it out of the contest (silenced, declined,
// baselined, withheld), or nothing. `view` is where it stands in the document's view.
using Gate = std::function<std::optional<Fate>(const Record& record, Span view)>;

// A record and what is needed to place it: its edits are in the draft made by the first `depth` maps.
struct TracedRecord {
    Record record;
    std::size_t depth = 0;
    std::vector<Edit> edits;               // as made, or as they would be made; empty for a remark
    std::vector<std::string> other_texts;  // candidates that joined from later stages, each for its whole span
};

class History {
  public:
    explicit History(std::shared_ptr<const Document> document);

    // The present draft, with the regions that a stage of this round shall read. Valid until the next take().
    [[nodiscard]] Draft draft(int round) const;

    // Rules on what a stage proposed, and makes the next draft.
    void take(StageId stage, int round, Proposals proposals, const Policy& policy, const Gate& gate);

    // From here on, drafts show only the regions that changed since the last call (or the start). False if none did.
    bool narrow_to_changed();

    [[nodiscard]] std::span<const Region> regions() const { return regions_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] const Document& document() const { return *document_; }
    // By ordinal: did anything change in the region since the last narrowing?
    [[nodiscard]] const std::vector<bool>& changed() const { return changed_; }

    // Where a span of the present draft stood in the document's view.
    [[nodiscard]] Span to_view(Span span, std::size_t depth) const;
    [[nodiscard]] std::size_t depth() const { return maps_.size(); }
    // What changed from the view to the present draft, as one map, with the records behind each of its steps.
    struct Change {
        OffsetMap map;
        std::vector<std::vector<std::size_t>> authors;  // one a step; indices into records(), sorted
    };
    [[nodiscard]] Change change() const;

    [[nodiscard]] const std::vector<TracedRecord>& records() const { return records_; }

    // A remark on the source itself (a directive that silences nothing), shown but in nobody's way.
    void remark(StageId stage, Finding finding, SourceSpan source);

    // The end: records, hunks, entries and bytes. The history is used up.
    [[nodiscard]] Outcome finish();

  private:
    struct Waiting {
        std::size_t record;
        Pending pending;
    };

    void file(std::size_t record, const Ruling& ruling, std::span<const std::size_t> contest);
    void credit_earlier(std::size_t record);
    struct Made {
        Edit edit;
        std::size_t record;
    };
    void revise(std::vector<Made> made, const std::vector<DraftSpan>& new_locks);
    void add_locks(const std::vector<DraftSpan>& locks);

    std::shared_ptr<const Document> document_;
    std::string text_;
    std::vector<Span> anchors_;
    std::vector<Span> locks_;
    std::vector<Mark> marks_;
    std::vector<Region> regions_;  // all of the document
    std::vector<Region> focus_;    // those that stages shall read now
    std::vector<bool> changed_;    // by ordinal, since the last narrowing
    std::vector<Waiting> waiting_;
    std::vector<OffsetMap> maps_;
    std::vector<std::vector<std::size_t>> authors_;  // of each map: the record behind each step
    std::vector<TracedRecord> records_;
    SignIndex signs_;
};

// edit/entries.cpp: the hunks and entries of a finished history.
void make_hunks_and_entries(const History& history, std::string_view text, std::span<const Span> anchors,
                            Outcome& outcome);

}  // namespace jiaodui
