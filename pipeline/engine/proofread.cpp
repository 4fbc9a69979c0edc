// Rounds, withholding and the structure check around a History.
//
// A run is repeated from the start whenever something must be withheld: what is withheld is a span of the view and the
// fate that says why, and every fix there is turned down before the law of overlap sees it. Each repetition withholds
// more, and after a few the whole paragraph and then the whole page, so it ends. Where anything was withheld, or a safe
// rule was heard in the first round only, the result is read and run again: it must be at rest.
// Tested by tests/unit/engine/proofread_test.cpp and tests/fuzz/fuzz_pipeline.cpp.
#include "pipeline/engine/proofread.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "pipeline/edit/history.hpp"
#include "pipeline/engine/withhold.hpp"
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/text/hash.hpp"

namespace jiaodui {
namespace {

constexpr int kRounds = 3;
constexpr int kRepetitions = 6;  // then whole regions are withheld, and then everything
constexpr int kSecondRuns = 4;   // that still found something; then everything is withheld

std::uint64_t hash_of(std::string_view text) {
    Hasher hash;
    hash.add(text);
    return hash.value();
}

// Where the recogniser itself was unsure of a word, a finding there is more likely right; the word alone is no finding.
// The least probability under the finding counts, half of what is missing to certainty at most.
void weigh_by_marks(const Draft& draft, Proposals& proposals) {
    constexpr float kUnsure = 0.5f;
    if (draft.marks.empty()) return;
    for (Finding& finding : proposals.findings) {
        if (finding.tier == Tier::safe || finding.in_markup) continue;
        auto mark = std::lower_bound(draft.marks.begin(), draft.marks.end(), finding.at.begin,
                                     [](const Mark& one, std::uint32_t at) { return one.at.end <= at; });
        float least = 1.0f;
        for (; mark != draft.marks.end() && mark->at.begin < finding.at.end; ++mark) {
            if (share_bytes(mark->at, finding.at)) least = std::min(least, mark->probability);
        }
        if (least >= kUnsure) continue;
        finding.confidence += (1.0f - finding.confidence) * (kUnsure - least);
        finding.evidence.facts.emplace_back("recogniser_probability", std::to_string(least).substr(0, 5));
    }
}

// One pass of a document through all rounds, with what is withheld so far.
class Run {
  public:
    Run(const Pipeline& pipeline, const std::shared_ptr<const Document>& document, const ProofreadOptions& options,
        const Withheld& withheld, const Declined& declined)
        : pipeline_(pipeline), options_(options), withheld_(withheld), declined_(declined), history_(document) {
        used_directives_.assign(document->directives.size(), false);
    }

    // Stages and rounds; the places that do not come to rest, as spans of the view.
    std::vector<Span> rounds() {
        const Document& document = history_.document();
        std::unordered_map<std::uint32_t, std::set<std::uint64_t>> earlier;  // region → hashes of its texts
        const Gate gate = this->gate();
        for (int round = 1; round <= kRounds; ++round) {
            std::optional<Draft> draft;  // until a stage has something to say
            for (const auto& stage : pipeline_.stages) {
                if (round > 1 && stage->first_round_only()) continue;
                if (!draft) draft.emplace(history_.draft(round));
                Proposals proposals;
                stage->propose(*draft, proposals);
                if (proposals.findings.empty() && proposals.locks.empty()) continue;  // most stages, most lines
                weigh_by_marks(*draft, proposals);
                history_.take(stage->name(), round, std::move(proposals), options_.policy, gate);
                draft.reset();
            }
            std::vector<Span> returned = idle_changes();
            for (const Region& region : history_.regions()) {
                if (!history_.changed()[region.ordinal]) continue;
                auto& texts = earlier[region.ordinal];
                if (texts.empty()) texts.insert(hash_of(slice(document.view, document.regions[region.ordinal].at)));
                if (!texts.insert(hash_of(slice(history_.text(), region.at))).second && returned.empty()) {
                    returned.push_back(document.regions[region.ordinal].at);
                }
            }
            if (!returned.empty()) return returned;
            if (!history_.narrow_to_changed()) return {};
        }
        return still_moving();
    }

    History& history() { return history_; }

    // Directives that silenced nothing become remarks.
    void report_unused_directives() {
        const Document& document = history_.document();
        for (std::size_t i = 0; i < used_directives_.size(); ++i) {
            if (used_directives_[i]) continue;
            Finding finding;
            finding.rule = "meta/unused";
            finding.message = {"这条停用注释没有停用任何提示，可以删去",
                               "this comment silences nothing and can be removed"};
            history_.remark("markdown", std::move(finding), document.directives[i].at);
        }
    }

  private:
    Gate gate() {
        return [this](const Record& record, Span view) -> std::optional<Fate> {
            const Document& document = history_.document();
            bool silenced = false;
            for (std::size_t i = 0; i < document.directives.size(); ++i) {
                const Directive& directive = document.directives[i];
                const bool inside =
                    directive.scope.begin <= record.source.begin && record.source.end <= directive.scope.end;
                if (!inside || !names(directive, record.finding.rule)) continue;
                used_directives_[i] = true;
                silenced = true;
            }
            if (silenced) return Fate::silenced;
            if (record.finding.tier == Tier::suggest && record.finding.confidence < pipeline_.min_confidence) {
                return Fate::declined;
            }
            if (const auto fate = declined_.fate_of(record)) return fate;
            if (options_.policy.applies(record.finding)) return withheld_.fate_at(view);
            return std::nullopt;
        };
    }

    // By id, group or Chinese name. Rules that are in no book (in tests) go by their id.
    [[nodiscard]] bool names(const Directive& directive, std::string_view rule) const {
        if (directive.rules.empty()) return true;
        const Rule* known = pipeline_.rules ? pipeline_.rules->find(rule) : nullptr;
        return std::any_of(directive.rules.begin(), directive.rules.end(), [&](const std::string& pattern) {
            return known != nullptr ? names_rule(pattern, *known) : rule_matches(pattern, rule);
        });
    }

    // Places where text was changed and changed back.
    std::vector<Span> idle_changes() {
        std::vector<Span> places;
        const History::Change change = history_.change();
        for (const OffsetMap::Step& step : change.map.steps()) {
            if (slice(history_.document().view, step.from) == slice(history_.text(), step.to))
                places.push_back(step.from);
        }
        return places;
    }

    // What the safe tier would still do after the last round, without doing it.
    std::vector<Span> still_moving() {
        std::vector<Span> places;
        for (const auto& stage : pipeline_.stages) {
            if (stage->first_round_only()) continue;
            const Draft draft = history_.draft(kRounds + 1);
            Proposals proposals;
            stage->propose(draft, proposals);
            for (const Finding& finding : proposals.findings) {
                if (!options_.policy.applies(finding)) continue;
                const Span view = history_.to_view(finding.at, history_.depth());
                if (withheld_.fate_at(view)) continue;
                const Finding* one = &finding;
                if (resolve(draft, {one, 1}, {}, options_.policy).rulings[0].fate == Fate::applied)
                    places.push_back(view);
            }
        }
        return places;
    }

    const Pipeline& pipeline_;
    const ProofreadOptions& options_;
    const Withheld& withheld_;
    const Declined& declined_;
    History history_;
    std::vector<bool> used_directives_;
};

// The places that must be withheld so that `moving` rests: they and every change that touches them.
std::vector<Span> with_neighbours(const History& history, std::vector<Span> moving) {
    const History::Change change = history.change();
    for (bool grown = true; grown;) {
        grown = false;
        for (const OffsetMap::Step& step : change.map.steps()) {
            for (Span& place : moving) {
                const bool touching = step.from.begin <= place.end && place.begin <= step.from.end;
                if (!touching || covers(place, step.from)) continue;
                place = {std::min(place.begin, step.from.begin), std::max(place.end, step.from.end)};
                grown = true;
            }
        }
    }
    return moving;
}

// Whole regions that hold the places.
std::vector<Span> regions_around(const Document& document, const std::vector<Span>& places) {
    std::vector<Span> out;
    for (const Span place : places) {
        for (const Region& region : document.regions) {
            if (region.at.begin <= place.end && place.begin <= region.at.end) out.push_back(region.at);
        }
    }
    return out;
}

void report_unstable(Outcome& outcome) {
    for (std::size_t r = 0, count = outcome.records.size(); r < count; ++r) {
        if (outcome.records[r].fate != Fate::unstable) continue;
        const Record first = outcome.records[r];
        const bool told = std::any_of(outcome.entries.begin(), outcome.entries.end(), [&](const Entry& entry) {
            return entry.fate == Fate::unstable && share_bytes(entry.at, first.source);
        });
        if (told) continue;
        Record remark;
        remark.stage = first.stage;
        remark.finding.rule = "meta/unstable";
        remark.finding.message = {
            "规则 " + std::string(first.finding.rule) + " 在此处的改动不能收敛，已保留原文",
            "what rule " + std::string(first.finding.rule) + " does here never comes to rest; left as it was"};
        remark.source = first.source;
        remark.fate = Fate::unstable;
        Entry entry;
        entry.at = first.source;
        entry.old_text = std::string(slice(outcome.document->bytes, entry.at));
        entry.records = {outcome.records.size()};
        entry.fate = Fate::unstable;
        entry.id = finding_id(outcome.document->bytes, entry.at, entry.old_text, "", 0);
        outcome.records.push_back(std::move(remark));
        outcome.entries.push_back(std::move(entry));
    }
    std::stable_sort(outcome.entries.begin(), outcome.entries.end(),
                     [](const Entry& a, const Entry& b) { return a.at < b.at; });
}

// Everything but the look at a second run; what had to be withheld is added.
Outcome settle(const Pipeline& pipeline, const std::shared_ptr<const Document>& document,
               const ProofreadOptions& options, Withheld& withheld) {
    Declined declined;
    for (int repetition = 0;; ++repetition) {
        Run run(pipeline, document, options, withheld, declined);
        std::vector<Span> moving = run.rounds();
        if (!moving.empty()) {
            moving = with_neighbours(run.history(), std::move(moving));
            if (repetition >= kRepetitions) moving = regions_around(*document, moving);
            if (repetition >= 2 * kRepetitions) moving = {{0, static_cast<std::uint32_t>(document->view.size())}};
            for (const Span place : moving) withheld.add(place, Fate::unstable);
            continue;
        }
        run.report_unused_directives();
        Outcome outcome = run.history().finish();
        if (options.decide && take_out(options.decide(outcome), outcome, withheld, declined)) {
            if (repetition < kRepetitions) continue;
            if (outcome.changed()) {
                withheld.add({0, static_cast<std::uint32_t>(document->view.size())}, Fate::declined);
                if (repetition < 2 * kRepetitions) continue;
            }
        }
        const bool doubtful = outcome.changed() && options.same_structure &&
                              (options.check_always || !harmless(*document, outcome.hunks));
        if (doubtful && !options.same_structure(*document, outcome.bytes)) {
            const std::vector<SourceSpan> culprits = breaking_hunks(*document, outcome.hunks, options.same_structure);
            for (const SourceSpan culprit : culprits) withheld.add_source(*document, culprit, Fate::cuts_markup);
            if (culprits.empty() || repetition >= kRepetitions) {
                withheld.add({0, static_cast<std::uint32_t>(document->view.size())}, Fate::cuts_markup);
            }
            continue;
        }
        return outcome;
    }
}

// Some safe rule belongs to a stage that speaks in the first round only, so what changes make of its text it has not
// seen. None that is shipped does; a project may trust one.
bool trusts_first_words(const Pipeline& pipeline) {
    if (pipeline.rules == nullptr) return false;
    return std::any_of(pipeline.stages.begin(), pipeline.stages.end(), [&](const auto& stage) {
        return stage->first_round_only() &&
               std::any_of(pipeline.rules->rules.begin(), pipeline.rules->rules.end(), [&](const Rule& rule) {
                   return rule.on && rule.tier == Tier::safe && rule.stage == stage->name();
               });
    });
}

// What the result's safe tier would still do in a second run, as stretches of the result. The script is taken from the
// page where it was, else from the settings that said it.
std::vector<SourceSpan> second_run(const Pipeline& pipeline, const Outcome& outcome, const ProofreadOptions& options) {
    const Document& before = *outcome.document;
    Result<Document> after = read_again(before, outcome.bytes);
    if (!after) return {};
    after->facts.script = before.facts.script == script_of(before.view) ? script_of(after->view) : before.facts.script;
    Withheld withheld;
    const Outcome again = settle(pipeline, std::make_shared<const Document>(std::move(*after)), options, withheld);
    std::vector<SourceSpan> places;
    for (const Hunk& hunk : again.hunks) places.push_back(hunk.at);
    return places;
}

}  // namespace

Outcome proofread(const Pipeline& pipeline, std::shared_ptr<const Document> document, const ProofreadOptions& options) {
    Withheld withheld;
    for (int attempt = 0;; ++attempt) {
        Outcome outcome = settle(pipeline, document, options, withheld);
        // Beside what was withheld the other changes may have made room for it, and then a second run would not be
        // idle.
        const bool doubtful =
            outcome.changed() && options.same_structure && (!withheld.empty() || trusts_first_words(pipeline));
        const auto places = doubtful ? second_run(pipeline, outcome, options) : std::vector<SourceSpan>();
        if (places.empty()) {
            report_unstable(outcome);
            return outcome;
        }
        if (attempt < kSecondRuns) {
            for (const SourceSpan place : with_changes(outcome.hunks, places))
                withheld.add_source(*document, place, Fate::unstable);
        } else {
            withheld.add({0, static_cast<std::uint32_t>(document->view.size())}, Fate::unstable);
        }
    }
}

}  // namespace jiaodui
