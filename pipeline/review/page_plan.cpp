// Tested by tests/unit/review/apply_decisions_test.cpp, tests/cli/apply.md and tests/measure/moved_decisions.py.
#include "pipeline/review/page_plan.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "pipeline/edit/spelling.hpp"
#include "pipeline/engine/withhold.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/review/decisions.hpp"
#include "pipeline/review/place_finder.hpp"

namespace jiaodui {
namespace {

bool agrees(const Decision& d, const Contexts& c) {
    return (c.left == d.source.left || c.left == d.decided.left) &&
           (c.right == d.source.right || c.right == d.decided.right);
}

// Fits decisions into one page.
class Fitter {
  public:
    explicit Fitter(const Outcome& outcome)
        : outcome_(outcome), finder_(*outcome.document), speller_(*outcome.document), keys_(keys_of(outcome)) {
        for (std::size_t i = 0; i < keys_.size(); ++i) by_text_[keys_[i].from].push_back(i);
    }

    Fitting fit(const Decision& d) {
        Fitting out;
        out.decision = d;
        if (!d.to) return out;
        // A mark that was added leaves an empty place where it was wanted; so look for it first.
        if (d.from.empty() && already(d, out)) return out;
        if (d.hint && finder_.stands_at(d, d.from, {d.hint->begin, d.hint->end})) {
            place(out, Fit::fits, {d.hint->begin, d.hint->end});
            return out;
        }
        if (finding(d, out)) return out;
        const std::vector<SourceSpan> places = finder_.find(d, d.from);
        if (places.size() == 1) {
            place(out, d.hint && d.hint->begin != places[0].begin ? Fit::moved : Fit::fits, places[0]);
        } else if (places.size() > 1) {
            out.fit = Fit::several;
        } else {
            already(d, out);
        }
        return out;
    }

    // Every finding with the pair, for a decision about a whole file.
    std::vector<Fitting> fit_widely(const Decision& d) {
        std::vector<Fitting> out;
        for (const std::size_t i : with_text(d.from)) {
            if (!d.to || std::find(keys_[i].texts.begin(), keys_[i].texts.end(), *d.to) == keys_[i].texts.end())
                continue;
            Fitting one;
            one.decision = d;
            place(one, Fit::fits, outcome_.entries[i].at);
            out.push_back(std::move(one));
        }
        return out;
    }

  private:
    const std::vector<std::size_t>& with_text(const std::string& from) const {
        static const std::vector<std::size_t> kNone;
        const auto it = by_text_.find(from);
        return it == by_text_.end() ? kNone : it->second;
    }

    void place(Fitting& out, Fit fit, SourceSpan at) const {
        out.fit = fit;
        out.at = at;
        for (const std::size_t i : with_text(out.decision.from)) {
            const Entry& entry = outcome_.entries[i];
            // The finding's own edits leave the markup between them alone.
            if (entry.at == at && !entry.edits.empty() && !keys_[i].texts.empty() &&
                keys_[i].texts.front() == *out.decision.to) {
                out.edits = entry.edits;
                out.mirrors = entry.mirrors;
                return;
            }
        }
        out.edits = {speller_.edit(at, *out.decision.to)};
        if (!out.decision.in_markup) out.mirrors = speller_.mirrors(at, *out.decision.to);
    }

    bool finding(const Decision& d, Fitting& out) const {
        std::vector<std::size_t> found;
        for (const std::size_t i : with_text(d.from)) {
            if (keys_[i].in_markup == d.in_markup && agrees(d, keys_[i].context)) found.push_back(i);
        }
        if (found.size() > 1 && !d.hint) {
            // Of equal places the number decides.
            std::erase_if(found, [&](std::size_t i) { return keys_[i].nth != d.nth; });
        }
        if (found.size() != 1) return false;
        const SourceSpan at = outcome_.entries[found[0]].at;
        place(out, d.hint && d.hint->begin != at.begin ? Fit::moved : Fit::fits, at);
        return true;
    }

    bool already(const Decision& d, Fitting& out) const {
        const std::vector<SourceSpan> places = finder_.find(d, *d.to);
        if (places.empty() || (d.to->empty() && d.from.empty())) return false;
        out.fit = Fit::already;
        out.at = places.front();
        return true;
    }

    const Outcome& outcome_;
    PlaceFinder finder_;
    Speller speller_;
    std::vector<EntryKey> keys_;
    std::map<std::string, std::vector<std::size_t>> by_text_;
};

// Of decisions that share bytes, typed ones come first, then the leftmost.
void drop_overlaps(std::vector<Fitting>& all) {
    std::vector<Fitting*> order;
    for (Fitting& one : all) {
        if (applies(one.fit)) order.push_back(&one);
    }
    std::stable_sort(order.begin(), order.end(), [](const Fitting* a, const Fitting* b) {
        return std::tuple(a->decision.answer != Answer::edit, a->at) <
               std::tuple(b->decision.answer != Answer::edit, b->at);
    });
    std::map<std::uint32_t, std::uint32_t> spans;  // begin → end
    std::map<std::uint32_t, std::string> points;   // insertions
    for (Fitting* one : order) {
        const SourceSpan at = one->at;
        const auto next = spans.lower_bound(std::max(at.end, at.begin + (at.empty() ? 1 : 0)));
        bool taken = next != spans.begin() && std::prev(next)->second > at.begin;
        if (at.empty() && taken && std::prev(next)->first == at.begin) taken = false;
        const auto point = points.lower_bound(at.begin);
        if (at.empty()) {
            taken = taken || (point != points.end() && point->first == at.begin);
        } else {
            taken = taken || (point != points.end() && point->first < at.end && point->first > at.begin);
        }
        if (taken) {
            one->fit = Fit::overlaps;
        } else if (at.empty()) {
            points[at.begin] = *one->decision.to;
        } else {
            spans[at.begin] = at.end;
        }
    }
}

void make(const Document& document, PagePlan& plan) {
    plan.edits.clear();
    for (const Fitting& one : plan.fittings) {
        if (!applies(one.fit)) continue;
        plan.edits.insert(plan.edits.end(), one.edits.begin(), one.edits.end());
        plan.edits.insert(plan.edits.end(), one.mirrors.begin(), one.mirrors.end());
    }
    std::stable_sort(plan.edits.begin(), plan.edits.end(),
                     [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
    plan.bytes = splice(document.bytes, plan.edits);
}

Hunk hunk_of(const Document& document, const SourceEdit& edit) {
    return {edit.at, std::string(slice(document.bytes, edit.at)), edit.text, {}};
}

// What changes prose may not change the structure. What changes markup does so because a person said so; the page must
// be readable afterwards, keep its front matter's keys, and is then what the changes of prose are measured by.
void withhold(const Document& document, PagePlan& plan) {
    std::vector<Hunk> markup;
    for (const Fitting& one : plan.fittings) {
        if (!applies(one.fit) || !one.decision.in_markup) continue;
        for (const SourceEdit& edit : one.edits) markup.push_back(hunk_of(document, edit));
    }
    const auto edited = [](const Document& base, const std::vector<Hunk>& hunks) {
        std::vector<SourceEdit> edits;
        for (const Hunk& hunk : hunks) edits.push_back({hunk.at, hunk.after});
        std::sort(edits.begin(), edits.end(), [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
        return splice(base.bytes, edits);
    };
    const auto keys = [](const Document& d) {
        std::vector<std::string> out;
        for (const auto& [key, value] : d.facts.front_matter) out.push_back(key);
        return out;
    };
    const auto fine = [&](const Document& base, std::string_view bytes) {
        if (markup.empty()) return same_structure(base, bytes);
        const Result<Document> with_markup = read_again(base, edited(base, markup));
        return with_markup && keys(*with_markup) == keys(base) && same_structure(*with_markup, bytes);
    };
    if (plan.edits.empty() || fine(document, plan.bytes)) return;
    std::vector<Hunk> hunks;
    for (const Fitting& one : plan.fittings) {
        if (!applies(one.fit)) continue;
        for (const SourceEdit& edit : one.edits) hunks.push_back(hunk_of(document, edit));
        hunks.back().mirrors = one.mirrors;
    }
    std::stable_sort(hunks.begin(), hunks.end(), [](const Hunk& a, const Hunk& b) { return a.at < b.at; });
    std::vector<SourceSpan> culprits;
    if (markup.empty()) {
        culprits = breaking_hunks(document, hunks, fine);
    } else {
        for (const Hunk& hunk : markup) culprits.push_back(hunk.at);  // then the rest is judged by itself
    }
    for (Fitting& one : plan.fittings) {
        const bool guilty =
            applies(one.fit) && std::any_of(one.edits.begin(), one.edits.end(), [&](const SourceEdit& edit) {
                return std::find(culprits.begin(), culprits.end(), edit.at) != culprits.end();
            });
        if (guilty) one.fit = Fit::withheld;
    }
    make(document, plan);
    if (!markup.empty()) withhold(document, plan);
}

}  // namespace

Message label_of(Fit fit) {
    switch (fit) {
        case Fit::fits: return {"可写入", "applies"};
        case Fit::moved: return {"已移动", "moved"};
        case Fit::already: return {"已是这样", "already so"};
        case Fit::gone: return {"找不到原处", "the place is gone"};
        case Fit::several: return {"有几处相同，不知是哪一处", "there are several such places"};
        case Fit::overlaps: return {"与另一个决定重叠", "another decision has the place"};
        case Fit::withheld: return {"会改动标记，未写入", "would change the markup; withheld"};
    }
    return {};
}

std::size_t PagePlan::count(Fit fit) const {
    return static_cast<std::size_t>(
        std::count_if(fittings.begin(), fittings.end(), [&](const Fitting& f) { return f.fit == fit; }));
}

PagePlan plan_page(const Outcome& outcome, const std::vector<Decision>& decisions) {
    Fitter fitter(outcome);
    PagePlan plan;
    for (const Decision& d : decisions) {
        if (!d.writes() || d.scope == Scope::rule_off) continue;
        if (d.scope == Scope::here) plan.fittings.push_back(fitter.fit(d));
    }
    // Wider ones take what nothing was said about.
    std::map<SourceSpan, bool> taken;
    for (const Fitting& one : plan.fittings) taken[one.at] = true;
    for (const Decision& d : decisions) {
        if (!d.writes() || (d.scope != Scope::file && d.scope != Scope::repo)) continue;
        for (Fitting& one : fitter.fit_widely(d)) {
            if (taken.emplace(one.at, true).second) plan.fittings.push_back(std::move(one));
        }
    }
    drop_overlaps(plan.fittings);
    make(*outcome.document, plan);
    withhold(*outcome.document, plan);
    return plan;
}

}  // namespace jiaodui
