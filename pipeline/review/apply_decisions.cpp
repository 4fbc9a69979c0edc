// Tested by tests/unit/review/apply_decisions_test.cpp, tests/cli/apply.md and tests/measure/moved_decisions.py.
#include "pipeline/review/apply_decisions.hpp"

#include <algorithm>

#include "pipeline/edit/on_disk.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/place_finder.hpp"
#include "pipeline/review/placed.hpp"

namespace jiaodui {

Result<void> rekey_page(const DecisionStore& store, const std::string& file, const Document& before,
                        const std::vector<SourceEdit>& edits, std::string_view bytes, bool locked,
                        const PagePlan* plan) {
    Result<DecisionFile> kept = store.read();
    if (!kept) return kept.error();
    const Decisions all(kept->decisions);
    std::vector<Placed> placed = place_all(before, all.of_file(file));
    if (placed.empty() && (plan == nullptr || plan->fittings.empty())) return {};
    const Result<Document> after = read_again(before, std::string(bytes));
    if (!after) return after.error();
    std::vector<Decision> old;
    for (const Placed& one : placed) old.push_back(one.decision);
    if (plan != nullptr) {
        for (const Fitting& one : plan->fittings) {
            if (one.decision.scope != Scope::here || (!applies(one.fit) && one.fit != Fit::already)) continue;
            std::erase_if(placed, [&](const Placed& p) {
                return p.decision.scope == Scope::here && p.decision.answer == one.decision.answer &&
                       same_place(p.decision, one.decision) && p.decision.to == one.decision.to;
            });
            Placed written{one.decision, one.at, {}};
            written.decision.done = true;
            written.decision.hint.reset();
            placed.push_back(std::move(written));
        }
        for (Placed& one : placed) {
            const bool wide = one.decision.scope == Scope::file && one.decision.open();
            if (!wide) continue;
            one.decision.done = std::any_of(plan->fittings.begin(), plan->fittings.end(), [&](const Fitting& f) {
                return f.decision == one.decision && applies(f.fit);
            });
        }
    }
    const Speller speller(*after);
    for (Placed& one : placed) {
        if (!one.at) continue;
        one.at = carried(edits, *one.at);
        if (one.at->end > bytes.size()) one.at.reset();
        if (one.at && one.decision.open()) one.edits = {speller.edit(*one.at, *one.decision.to)};
    }
    key_anew(*after, placed);
    return store.change(
        [&](DecisionFile& now) {
            for (const Decision& d : old) now.erase(d);
            for (const Placed& one : placed) now.put(one.decision);
        },
        locked);
}

Result<void> write_plan(WritingRun& run, const DecisionStore& store, const std::string& path, const std::string& file,
                        const Document& document, const PagePlan& plan) {
    if (plan.bytes != document.bytes) {
        const Result<std::string> bytes = written_on_disk(document, plan.edits);
        if (!bytes) return bytes.error();
        if (Result<void> done = run.write(path, bytes_on_disk(document), *bytes); !done) return done;
    }
    return rekey_page(store, file, document, plan.edits, plan.bytes, run.holds_lock(), &plan);
}

Result<bool> reopen(const DecisionStore& store, const std::string& file, const Document& document) {
    const Result<DecisionFile> kept = store.read();
    if (!kept) return kept.error();
    const std::vector<Decision> all = Decisions(kept->decisions).of_file(file);
    if (std::none_of(all.begin(), all.end(), [](const Decision& d) { return d.writes() && d.done; })) return false;
    const PlaceFinder finder(document);
    std::vector<Decision> again;
    for (const Decision& d : all) {
        if (!d.writes() || !d.done) continue;
        const bool back = d.scope == Scope::file ? document.bytes.find(d.from) != std::string::npos
                                                 : finder.find(d, *d.to).empty() && !finder.find(d, d.from).empty();
        if (back) again.push_back(d);
    }
    if (again.empty()) return false;
    const Result<void> changed = store.change([&](DecisionFile& now) {
        for (Decision d : again) {
            now.erase(d);
            d.done = false;
            now.put(d);
        }
    });
    if (!changed) return changed.error();
    return true;
}

}  // namespace jiaodui
