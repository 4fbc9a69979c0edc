// From a finished history to what is told about it.
//
// The steps of the composite map are the places where the result differs; each becomes a hunk. Records and hunks that
// share a place, or a fix, form one entry (clause 11), found by union–find. Suggestions become entries of their own
// unless an applied edit has the place (clause 10).
// Tested by tests/property/history_property.cpp.
#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "pipeline/edit/history.hpp"
#include "pipeline/edit/weave.hpp"

namespace jiaodui {
namespace {

// Sets of small numbers that get joined.
class Clusters {
  public:
    explicit Clusters(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::size_t find(std::size_t item) {
        while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
        return item;
    }
    void join(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::size_t> parent_;
};

class EntryMaker {
  public:
    EntryMaker(const History& history, std::string_view text, std::span<const Span> anchors, Outcome& outcome)
        : history_(history),
          document_(history.document()),
          text_(text),
          weaver_(document_, text, anchors),
          places_(places(history.change())),
          outcome_(outcome) {
        for (const TracedRecord& traced : history.records()) outcome_.records.push_back(traced.record);
    }

    void run() {
        make_hunks();
        entries_of_hunks();
        for (std::size_t i = 0; i < history_.records().size(); ++i) entry_of_record(i);
        join_overlapping();
        shadow_overlapping();
        sort_entries();
        name_entries();
    }

  private:
    // A stretch of the view, what became of it, and the records behind that.
    struct Place {
        Span from;
        Span to;
        std::vector<std::size_t> authors;
    };

    [[nodiscard]] std::vector<Place> places(History::Change change) const {
        std::vector<Place> out;
        for (std::size_t s = 0; s < change.authors.size(); ++s) {
            const OffsetMap::Step step = change.map.steps()[s];
            std::vector<std::size_t>& authors = change.authors[s];
            // Two insertions at one point are one place too.
            if (!out.empty() && out.back().from.end == step.from.begin &&
                (out.back().from == step.from || weaver_.markup_moved_past(out.back().from, out.back().to))) {
                out.back().from.end = step.from.end;
                out.back().to.end = step.to.end;
                out.back().authors.insert(out.back().authors.end(), authors.begin(), authors.end());
            } else {
                out.push_back({step.from, step.to, std::move(authors)});
            }
        }
        return out;
    }

    // A hunk that changes something in this span of the view.
    [[nodiscard]] const Hunk* hunk_in(Span view) const {
        auto it = std::lower_bound(places_.begin(), places_.end(), view.begin,
                                   [](const Place& place, std::uint32_t at) { return place.from.end < at; });
        for (; it != places_.end() && it->from.begin <= view.end; ++it) {
            const Span from = it->from;
            const bool meets = share_bytes(from, view) || from == view ||
                               (view.empty() && from.begin < view.begin && view.begin < from.end) ||
                               (from.empty() && view.begin < from.begin && from.begin < view.end);
            const auto& hunk = hunk_of_place_[static_cast<std::size_t>(it - places_.begin())];
            if (meets && hunk) return &outcome_.hunks[*hunk];
        }
        return nullptr;
    }

    void make_hunks() {
        hunk_of_place_.resize(places_.size());
        std::vector<Hunk>& hunks = outcome_.hunks;
        for (std::size_t p = 0; p < places_.size(); ++p) {
            Weaver::Patch patch = weaver_.patch(places_[p].from, places_[p].to);
            std::string before(slice(document_.bytes, patch.at));
            if (before == patch.text) continue;
            const std::string_view now = slice(text_, places_[p].to);
            // Spelled otherwise, but the same text: not a change.
            if (document_.encode != nullptr && now == slice(document_.view, places_[p].from)) continue;
            hunk_of_place_[p] = hunks.size();
            if (document_.mirrors.empty()) {
                hunks.push_back({patch.at, std::move(before), std::move(patch.text), places_[p].authors});
                continue;
            }
            // Mirrors may stand in what lies between two parts of the place, so each part is a hunk.
            std::vector<SourceEdit> mirrors = weaver_.mirrored(places_[p].from, now);
            for (SourceEdit& part : patch.parts) {
                std::string old(slice(document_.bytes, part.at));
                if (old == part.text) continue;
                hunks.push_back(
                    {part.at, std::move(old), std::move(part.text), places_[p].authors, std::exchange(mirrors, {})});
            }
            if (hunks.size() == *hunk_of_place_[p]) hunk_of_place_[p].reset();
        }
        credit_joined();
    }

    // Records that asked for the very same fix as one that was made are credited with it.
    void credit_joined() {
        std::map<std::size_t, std::vector<std::size_t>> joined;
        for (std::size_t r = 0; r < outcome_.records.size(); ++r) {
            const Record& record = outcome_.records[r];
            if (record.fate == Fate::applied && record.by) joined[*record.by].push_back(r);
        }
        if (joined.empty()) return;
        for (Hunk& hunk : outcome_.hunks) {
            const std::vector<std::size_t> authors = hunk.records;
            for (const std::size_t author : authors) {
                const auto it = joined.find(author);
                if (it != joined.end()) hunk.records.insert(hunk.records.end(), it->second.begin(), it->second.end());
            }
        }
    }

    void entries_of_hunks() {
        std::vector<Hunk>& hunks = outcome_.hunks;
        Clusters clusters(hunks.size());
        std::map<std::size_t, std::size_t> first_hunk;  // of a record
        for (std::size_t h = 0; h < hunks.size(); ++h) {
            for (const std::size_t r : hunks[h].records) {
                const auto [it, fresh] = first_hunk.emplace(r, h);
                if (!fresh) clusters.join(it->second, h);
            }
        }
        std::map<std::size_t, std::vector<std::size_t>> members;
        for (std::size_t h = 0; h < hunks.size(); ++h) members[clusters.find(h)].push_back(h);
        for (const auto& [root, list] : members) {
            Entry entry;
            entry.fate = Fate::applied;
            for (const std::size_t h : list) {
                entry.edits.push_back({hunks[h].at, hunks[h].after});
                entry.mirrors.insert(entry.mirrors.end(), hunks[h].mirrors.begin(), hunks[h].mirrors.end());
                entry.records.insert(entry.records.end(), hunks[h].records.begin(), hunks[h].records.end());
            }
            std::sort(entry.records.begin(), entry.records.end());
            entry.records.erase(std::unique(entry.records.begin(), entry.records.end()), entry.records.end());
            assert(!entry.records.empty());
            complete(entry);
            entry.new_texts = {rewritten(entry)};
            outcome_.entries.push_back(std::move(entry));
        }
    }

    void entry_of_record(std::size_t index) {
        const TracedRecord& traced = history_.records()[index];
        Record& record = outcome_.records[index];
        const bool shown = record.fate == Fate::awaits_review || record.fate == Fate::cuts_markup;
        if (!shown || record.by) return;
        Entry entry;
        entry.records = {index};
        entry.fate = record.fate;
        if (record.finding.in_markup) {
            if (!markup_edits(record, entry)) return;
        } else if (!text_edits(traced, record, entry)) {
            return;
        }
        complete(entry);
        if (entry.edits.empty()) {
            entry.at = record.source;
            entry.old_text = std::string(slice(document_.bytes, entry.at));
        } else {
            entry.new_texts = {rewritten(entry)};
        }
        add_candidates(traced, entry);
        outcome_.entries.push_back(std::move(entry));
    }

    // False when an applied edit has the place.
    bool text_edits(const TracedRecord& traced, Record& record, Entry& entry) {
        std::vector<Span> places;
        for (const Edit& edit : traced.edits) places.push_back(history_.to_view(edit.at, traced.depth));
        if (places.empty()) places.push_back(history_.to_view(record.finding.at, traced.depth));
        for (const Span place : places) {
            if (const Hunk* hunk = hunk_in(place)) {
                record.fate = Fate::shadowed;
                record.by = hunk->records.front();
                return false;
            }
        }
        if (record.fate == Fate::cuts_markup) return true;  // shown, but there is nothing to apply
        for (std::size_t i = 0; i < traced.edits.size(); ++i) {
            entry.edits.push_back({document_.to_source(places[i]), weaver_.spelled(traced.edits[i].text)});
            const auto mirrors = weaver_.mirrored(places[i], traced.edits[i].text);
            entry.mirrors.insert(entry.mirrors.end(), mirrors.begin(), mirrors.end());
        }
        std::sort(entry.edits.begin(), entry.edits.end(),
                  [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
        return true;
    }

    bool markup_edits(Record& record, Entry& entry) {
        if (!record.finding.fix) return true;
        for (const Edit& edit : record.finding.fix->edits) entry.edits.push_back({SourceSpan(edit.at), edit.text});
        const std::vector<Hunk>& hunks = outcome_.hunks;  // in order
        for (const SourceEdit& edit : entry.edits) {
            auto hunk = std::lower_bound(hunks.begin(), hunks.end(), edit.at.begin,
                                         [](const Hunk& one, std::uint32_t at) { return one.at.end <= at; });
            while (hunk != hunks.end() && !share_bytes(hunk->at, edit.at) && hunk->at.begin < edit.at.end) ++hunk;
            if (hunk == hunks.end() || !share_bytes(hunk->at, edit.at)) continue;
            record.fate = Fate::shadowed;
            record.by = hunk->records.front();
            return false;
        }
        return true;
    }

    void complete(Entry& entry) {
        const Finding& finding = outcome_.records[entry.records.front()].finding;
        entry.tier = finding.tier;
        entry.confidence = finding.confidence;
        if (entry.edits.empty()) return;
        entry.at = {entry.edits.front().at.begin, entry.edits.back().at.end};
        entry.old_text = std::string(slice(document_.bytes, entry.at));
    }

    // The source from the entry's first edit to its last, with the edits made.
    [[nodiscard]] std::string rewritten(const Entry& entry) const {
        std::string out;
        std::uint32_t done = entry.at.begin;
        for (const SourceEdit& edit : entry.edits) {
            out += std::string_view(document_.bytes).substr(done, edit.at.begin - done);
            out += edit.text;
            done = edit.at.end;
        }
        out += std::string_view(document_.bytes).substr(done, entry.at.end - done);
        return out;
    }

    // Further candidates replace the whole span; with markup inside they could not be written, and are left out.
    void add_candidates(const TracedRecord& traced, Entry& entry) const {
        if (entry.fate != Fate::awaits_review) return;
        const Span view =
            traced.record.finding.in_markup ? Span{} : history_.to_view(traced.record.finding.at, traced.depth);
        if (!traced.record.finding.in_markup && !document_.plain_in(view)) return;
        const auto add = [&](const std::string& candidate) {
            const std::string text = weaver_.spelled(candidate);
            if (text == entry.old_text) return;
            if (std::find(entry.new_texts.begin(), entry.new_texts.end(), text) != entry.new_texts.end()) return;
            entry.new_texts.push_back(text);
        };
        for (const std::string& text : traced.record.finding.others) add(text);
        for (const std::string& text : traced.other_texts) add(text);
    }

    void sort_entries() {
        std::stable_sort(outcome_.entries.begin(), outcome_.entries.end(), [](const Entry& a, const Entry& b) {
            return std::tuple(a.at.begin, a.at.end) < std::tuple(b.at.begin, b.at.end);
        });
    }

    // Applied fixes between the two halves of an applied pair are one entry with it, so that spans never overlap.
    void join_overlapping() {
        sort_entries();
        std::vector<Entry> joined;
        for (Entry& entry : outcome_.entries) {
            const bool inside = !joined.empty() && entry.fate == Fate::applied && joined.back().fate == Fate::applied &&
                                entry.at.begin < joined.back().at.end;
            if (!inside) {
                joined.push_back(std::move(entry));
                continue;
            }
            Entry& whole = joined.back();
            whole.edits.insert(whole.edits.end(), entry.edits.begin(), entry.edits.end());
            whole.mirrors.insert(whole.mirrors.end(), entry.mirrors.begin(), entry.mirrors.end());
            whole.records.insert(whole.records.end(), entry.records.begin(), entry.records.end());
            std::sort(whole.edits.begin(), whole.edits.end(),
                      [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
            complete(whole);
            whole.new_texts = {rewritten(whole)};
        }
        outcome_.entries = std::move(joined);
    }

    // Applied entries keep their place, then suggestions, then hints; what is left lies in somebody's span and is told
    // the next time. A remark that blocks is never left out.
    void shadow_overlapping() {
        std::vector<Entry>& entries = outcome_.entries;
        const auto rank = [](const Entry& e) { return e.fate == Fate::applied ? 0 : e.tier == Tier::hint ? 2 : 1; };
        std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
            return std::tuple(rank(a), a.edits.empty(), a.at.begin) < std::tuple(rank(b), b.edits.empty(), b.at.begin);
        });
        std::map<std::uint32_t, std::pair<std::uint32_t, std::size_t>> spans;  // begin → end, speaker
        std::map<std::uint32_t, std::size_t> points;                           // insertions
        std::erase_if(entries, [&](const Entry& entry) {
            const std::size_t speaker = entry.records.front();
            Record& record = outcome_.records[speaker];
            std::optional<std::size_t> winner;
            const auto next = spans.lower_bound(entry.at.end);
            if (next != spans.begin() && std::prev(next)->second.first > entry.at.begin)
                winner = std::prev(next)->second.second;
            const auto point = points.upper_bound(entry.at.begin);
            if (point != points.end() && point->first < entry.at.end) winner = point->second;
            if (winner && !(entry.edits.empty() && record.finding.block)) {
                record.fate = Fate::shadowed;
                record.by = *winner;
                return true;
            }
            if (entry.at.empty()) {
                points[entry.at.begin] = speaker;
            } else {
                spans[entry.at.begin] = {entry.at.end, speaker};
            }
            return false;
        });
    }

    void name_entries() {
        std::map<std::string, std::uint32_t> seen;
        for (Entry& entry : outcome_.entries) {
            const TracedRecord& traced = history_.records()[entry.records.front()];
            std::string_view text = document_.view;
            Span at = entry.at;
            if (!traced.record.finding.in_markup) {
                at = history_.to_view(traced.record.finding.at, traced.depth);
            } else {
                text = document_.bytes;
            }
            const std::string fresh = entry.new_texts.empty() ? std::string() : entry.new_texts.front();
            entry.id = finding_id(text, at, entry.old_text, fresh, 0);
            const std::uint32_t ordinal = seen[entry.id]++;
            if (ordinal > 0) entry.id = finding_id(text, at, entry.old_text, fresh, ordinal);
        }
    }

    const History& history_;
    const Document& document_;
    std::string_view text_;
    Weaver weaver_;
    std::vector<Place> places_;
    Outcome& outcome_;
    std::vector<std::optional<std::size_t>> hunk_of_place_;
};

}  // namespace

void make_hunks_and_entries(const History& history, std::string_view text, std::span<const Span> anchors,
                            Outcome& outcome) {
    EntryMaker(history, text, anchors, outcome).run();
}

}  // namespace jiaodui
