// Each take() builds at most one revision; carrying spans forward costs O(log steps) a span.
// Tested by tests/property/history_property.cpp.
#include "pipeline/edit/history.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "pipeline/edit/apply.hpp"
#include "pipeline/edit/weave.hpp"

namespace jiaodui {
namespace {

// Sorted and merged, so that a binary search by end finds the only candidate.
void normalise(std::vector<Span>& spans) {
    std::sort(spans.begin(), spans.end());
    std::size_t kept = 0;
    for (const Span span : spans) {
        if (span.empty()) continue;
        if (kept > 0 && span.begin <= spans[kept - 1].end) {
            spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
        } else {
            spans[kept++] = span;
        }
    }
    spans.resize(kept);
}

}  // namespace

History::History(std::shared_ptr<const Document> document)
    : document_(std::move(document)),
      text_(document_->view),
      anchors_(anchors_of(*document_)),
      locks_(document_->locks),
      marks_(document_->marks),
      regions_(document_->regions),
      focus_(document_->regions),
      changed_(document_->regions.size(), false) {
    for (const Piece& piece : document_->pieces) {
        if (piece.kind == PieceKind::locked) locks_.push_back(piece.view);
    }
    normalise(locks_);
    signs_.build(text_);
}

Draft History::draft(int round) const {
    return {text_,  focus_, anchors_,          locks_,           &signs_, document_->facts,
            marks_, round,  document_->markup, document_->bytes, this};
}

Span History::to_view(Span span, std::size_t depth) const {
    while (depth > 0) span = maps_[--depth].back(span);
    return span;
}

void History::take(StageId stage, int round, Proposals proposals, const Policy& policy, const Gate& gate) {
    if (proposals.findings.empty()) return add_locks(proposals.locks);  // nothing to rule on; most stages, most lines
    std::vector<Finding> contest;
    std::vector<std::size_t> contest_records;
    for (Finding& finding : proposals.findings) {
        const bool applies = policy.applies(finding);
        if (round > 1 && !applies) continue;  // later rounds are for the safe tier
        TracedRecord traced;
        traced.depth = maps_.size();
        const Span view = finding.in_markup ? Span{} : to_view(finding.at, traced.depth);
        traced.record = {stage, round, std::move(finding), {}, Fate::awaits_review, std::nullopt};
        Record& record = traced.record;
        record.source = record.finding.in_markup ? SourceSpan(record.finding.at) : document_->to_source(view);
        const std::optional<Fate> early = gate ? gate(record, view) : std::nullopt;
        if (early && round > 1) continue;  // said in round 1
        if (early) {
            record.fate = *early;
            if (record.finding.fix) traced.edits = record.finding.fix->edits;
        } else {
            contest.push_back(record.finding);
            contest_records.push_back(records_.size());
        }
        records_.push_back(std::move(traced));
    }
    std::vector<Pending> pending;
    pending.reserve(waiting_.size());
    for (const Waiting& one : waiting_) pending.push_back(one.pending);
    Resolution resolution = resolve(draft(round), contest, pending, policy);

    std::vector<Made> made;
    for (std::size_t i = 0; i < contest.size(); ++i) {
        const Ruling& ruling = resolution.rulings[i];
        file(contest_records[i], ruling, contest_records);
        if (round > 1) credit_earlier(contest_records[i]);
        if (ruling.fate != Fate::applied || ruling.by) continue;
        for (const Edit& edit : ruling.edits) made.push_back({edit, contest_records[i]});
    }
    // Pending suggestions that lost their place.
    std::vector<Waiting> still;
    for (std::size_t i = 0; i < resolution.beaten.size(); ++i) {
        if (const auto winner = resolution.beaten[i]) {
            Record& loser = records_[waiting_[i].record].record;
            loser.fate = Fate::shadowed;
            loser.by = contest_records[*winner];
        } else {
            still.push_back(std::move(waiting_[i]));
        }
    }
    waiting_ = std::move(still);
    for (std::size_t i = 0; i < contest.size(); ++i) {
        const Ruling& ruling = resolution.rulings[i];
        if (ruling.fate != Fate::awaits_review || ruling.by || ruling.by_pending || contest[i].in_markup) continue;
        waiting_.push_back({contest_records[i], {ruling.edits, contest[i].at, contest[i].priority}});
    }
    revise(std::move(made), proposals.locks);
}

// Writes a ruling into its record; `contest` tells which record each finding of the call became.
void History::file(std::size_t index, const Ruling& ruling, std::span<const std::size_t> contest) {
    TracedRecord& traced = records_[index];
    traced.record.fate = ruling.fate;
    traced.edits = ruling.edits;
    if (ruling.by) traced.record.by = contest[*ruling.by];
    if (ruling.by_pending) {
        const std::size_t standing = waiting_[*ruling.by_pending].record;
        traced.record.by = standing;
        // Clause 10: the same span. Another text becomes a further candidate of the suggestion that stands.
        if (ruling.fate == Fate::awaits_review && ruling.edits.size() == 1 &&
            ruling.edits != waiting_[*ruling.by_pending].pending.edits) {
            records_[standing].other_texts.push_back(ruling.edits[0].text);
        }
    }
}

// What could not be applied in a later round was mostly said in the first one; it is not said twice.
void History::credit_earlier(std::size_t index) {
    Record& record = records_[index].record;
    if (record.fate == Fate::applied) return;
    for (std::size_t i = 0; i < index; ++i) {
        const Record& earlier = records_[i].record;
        if (earlier.finding.rule != record.finding.rule || earlier.source != record.source) continue;
        record.fate = Fate::shadowed;
        record.by = i;
        return;
    }
}

void History::revise(std::vector<Made> made, const std::vector<DraftSpan>& new_locks) {
    if (made.empty()) {
        add_locks(new_locks);
        return;
    }
    std::sort(made.begin(), made.end(), [](const Made& a, const Made& b) { return a.edit.at < b.edit.at; });
    std::vector<Edit> edits;
    std::vector<std::size_t> authors;
    for (Made& one : made) {
        edits.push_back(std::move(one.edit));
        authors.push_back(one.record);
    }
    Revision revision = jiaodui::apply(text_, edits);  // qualified: std::apply is found by its argument
    const OffsetMap& map = revision.map;
    for (Span& anchor : anchors_) {
        anchor = anchor.empty() ? Span{map.forward_anchor(anchor.begin), map.forward_anchor(anchor.begin)}
                                : map.forward(anchor);
    }
    for (Region& region : regions_) {
        // A region changed if a step lies within it; regions are disjoint and steps never cross them.
        const Span before = region.at;
        region.at = map.forward_growing(before);
        if (map.touches(before) || region.at.size() != before.size()) changed_[region.ordinal] = true;
    }
    for (Region& region : focus_) region.at = regions_[region.ordinal].at;
    for (Span& lock : locks_) lock = map.forward(lock);
    for (Mark& mark : marks_) mark.at = map.forward(mark.at);
    std::vector<DraftSpan> carried;
    for (const DraftSpan lock : new_locks) carried.emplace_back(map.forward(lock));
    for (Waiting& one : waiting_) {
        for (Edit& edit : one.pending.edits) edit.at = DraftSpan(map.forward(edit.at));
        one.pending.at = DraftSpan(map.forward(one.pending.at));
    }
    text_ = std::move(revision.text);
    signs_.revise(text_, map);
    maps_.push_back(std::move(revision.map));
    authors_.push_back(std::move(authors));
    add_locks(carried);
}

void History::add_locks(const std::vector<DraftSpan>& locks) {
    if (locks.empty()) return;
    locks_.insert(locks_.end(), locks.begin(), locks.end());
    normalise(locks_);
}

bool History::narrow_to_changed() {
    focus_.clear();
    for (const Region& region : regions_) {
        if (changed_[region.ordinal]) focus_.push_back(region);
    }
    std::fill(changed_.begin(), changed_.end(), false);
    return !focus_.empty();
}

History::Change History::change() const {
    Change all;
    for (std::size_t m = 0; m < maps_.size(); ++m) {
        Composition next = compose(all.map, maps_[m]);
        std::vector<std::vector<std::size_t>> authors;
        for (const Composition::Origin& origin : next.origins) {
            std::vector<std::size_t>& of_step = authors.emplace_back();
            for (std::size_t i = origin.first_begin; i < origin.first_end; ++i) {
                of_step.insert(of_step.end(), all.authors[i].begin(), all.authors[i].end());
            }
            for (std::size_t i = origin.second_begin; i < origin.second_end; ++i) of_step.push_back(authors_[m][i]);
            std::sort(of_step.begin(), of_step.end());
            of_step.erase(std::unique(of_step.begin(), of_step.end()), of_step.end());
        }
        all = {std::move(next.map), std::move(authors)};
    }
    return all;
}

void History::remark(StageId stage, Finding finding, SourceSpan source) {
    TracedRecord traced;
    finding.in_markup = true;
    finding.at = DraftSpan(Span(source));
    traced.record = {stage, 1, std::move(finding), source, Fate::awaits_review, std::nullopt};
    records_.push_back(std::move(traced));
}

Outcome History::finish() {
    Outcome outcome;
    outcome.document = document_;
    if (records_.empty()) {
        outcome.bytes = document_->bytes;
        return outcome;
    }
    make_hunks_and_entries(*this, text_, anchors_, outcome);
    std::vector<Record> judged = std::move(outcome.records);  // fates settled while entries were made
    if (maps_.empty()) {
        outcome.bytes = document_->bytes;
    } else {
        const Weaver weaver(*document_, text_, anchors_);
        outcome.bytes = weaver.coded() ? splice(document_->bytes, edits_of(outcome.hunks)) : weaver.whole();
    }
    outcome.records = std::move(judged);
    return outcome;
}

}  // namespace jiaodui
