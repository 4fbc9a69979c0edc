// What a page's decisions say is held by number, so that a step can be taken back by putting the former ones in their
// place; the file is then told what changed. Tested by tests/unit/review/session_test.cpp.
#include "pipeline/review/session.hpp"

#include <algorithm>
#include <set>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"

namespace jiaodui {
namespace {

bool is_asked(const Outcome& outcome, const Entry& entry, Tier from) {
    if (entry.fate != Fate::awaits_review) return false;
    const Record& speaker = outcome.speaker(entry);
    return entry.tier >= from || speaker.finding.block;
}

}  // namespace

void Session::add(std::string path, std::string file, Outcome outcome, const Decisions& decisions) {
    Page page;
    page.path = std::move(path);
    page.file = std::move(file);
    page.outcome = std::move(outcome);
    find_decided(page, decisions);
    pages_.push_back(std::move(page));
    saved_.emplace_back();
    remember_saved(pages_.size() - 1);
}

void Session::remember_saved(std::size_t page) {
    saved_[page].clear();
    for (const auto& [number, placed] : pages_[page].decided) saved_[page].emplace(number, placed.decision);
}

// Decisions about a place that is asked about now go with its entry; the others are held because their contexts change
// too.
void Session::find_decided(Page& page, const Decisions& decisions) {
    const Speller speller(*page.outcome.document);
    page.keys = keys_of(page.outcome);
    page.decided.clear();
    const std::vector<Decisions::Standing> standing = decisions.standing(page.outcome, page.file);
    std::set<const Decision*> with_entry;
    std::vector<Decision> others;
    const std::vector<Decision>& all = decisions.all();
    for (std::size_t e = 0; e < page.outcome.entries.size(); ++e) {
        const Decision* said = standing[e].chosen != nullptr ? standing[e].chosen : standing[e].put_off;
        const auto& candidates = standing[e].candidates;
        if (said == nullptr &&
            std::none_of(candidates.begin(), candidates.end(), [](const Decision* d) { return d == nullptr; })) {
            said = candidates.front();  // every candidate was turned down
        }
        if (said == nullptr || said->scope != Scope::here || said->done || said->file != page.file ||
            said->answer == Answer::known || !with_entry.insert(said).second)
            continue;
        Placed placed{*said, page.outcome.entries[e].at, {}};
        if (said->open()) {
            const bool first = !page.keys[e].texts.empty() && said->to == page.keys[e].texts.front();
            placed.edits = first ? page.outcome.entries[e].edits : std::vector{speller.edit(*placed.at, *said->to)};
        }
        page.decided.emplace(e, std::move(placed));
    }
    for (const Decision& d : all) {
        if (d.file == page.file && d.scope == Scope::here && d.answer != Answer::known && !with_entry.contains(&d))
            others.push_back(d);
    }
    for (Placed& placed : place_all(*page.outcome.document, others))
        page.decided.emplace(next_number_++, std::move(placed));
}

void Session::start() { number_questions(); }

void Session::number_questions() {
    queue_.clear();
    groups_.clear();
    question_of_.clear();
    for (std::size_t p = 0; p < pages_.size(); ++p) {
        const Page& page = pages_[p];
        std::map<std::pair<std::string, std::vector<std::string>>, std::vector<std::size_t>> alike;
        std::vector<std::size_t> asked;
        for (std::size_t e = 0; e < page.outcome.entries.size(); ++e) {
            if (!is_asked(page.outcome, page.outcome.entries[e], options_.tier)) continue;
            asked.push_back(e);
            // Remarks without a text are not answered in a body.
            if (!page.keys[e].texts.empty()) alike[{page.keys[e].from, page.keys[e].texts}].push_back(e);
        }
        std::vector<std::vector<std::size_t>> order;
        for (const auto& [pair, entries] : alike) {
            if (entries.size() > 1) order.push_back(entries);
        }
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
            return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front();
        });
        std::set<std::size_t> grouped;
        for (const auto& entries : order) grouped.insert(entries.begin(), entries.end());
        // Groups stay answerable in a body, but everything is asked in its place.
        if (options_.order != Order::group) grouped.clear();
        if (options_.order == Order::risk) {
            std::stable_sort(asked.begin(), asked.end(), [&](std::size_t a, std::size_t b) {
                return page.outcome.entries[a].confidence < page.outcome.entries[b].confidence;
            });
        }
        std::map<std::size_t, std::size_t> group_of;
        const auto open_group = [&](const std::vector<std::size_t>& entries) {
            for (const std::size_t e : entries) group_of[e] = groups_.size();
            groups_.push_back({p, page.keys[entries.front()].from, page.keys[entries.front()].texts, {}});
        };
        for (const auto& entries : order) open_group(entries);
        const auto ask = [&](std::size_t e) {
            if (!group_of.contains(e)) open_group({e});
            question_of_[{p, e}] = queue_.size();
            groups_[group_of[e]].questions.push_back(queue_.size());
            queue_.push_back({p, e, group_of[e]});
        };
        if (options_.order == Order::group) {
            for (const auto& entries : order) {
                for (const std::size_t e : entries) ask(e);
            }
        }
        for (const std::size_t e : asked) {
            if (!grouped.contains(e)) ask(e);
        }
    }
}

const Entry& Session::entry(std::size_t question) const {
    return page_of(question).outcome.entries[queue_[question].entry];
}
const EntryKey& Session::key(std::size_t question) const { return page_of(question).keys[queue_[question].entry]; }

const Decision* Session::answer_to(std::size_t question) const {
    const auto& decided = page_of(question).decided;
    const auto it = decided.find(queue_[question].entry);
    return it == decided.end() ? nullptr : &it->second.decision;
}

std::size_t Session::answered() const {
    std::size_t count = 0;
    for (std::size_t q = 0; q < queue_.size(); ++q) {
        const Decision* d = answer_to(q);
        count += d != nullptr && d->answer != Answer::later ? 1 : 0;
    }
    return count;
}

std::optional<std::size_t> Session::next_open(std::size_t from) const {
    std::optional<std::size_t> put_off;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
        const std::size_t q = (from + i) % queue_.size();
        const Decision* d = answer_to(q);
        if (d == nullptr) return q;
        if (d->answer == Answer::later && !put_off) put_off = q;
    }
    return put_off;
}

std::vector<std::size_t> Session::open_in_group(std::size_t question) const {
    std::vector<std::size_t> out;
    for (const std::size_t q : groups_[queue_[question].group].questions) {
        const Decision* d = answer_to(q);
        if (q == question || d == nullptr || d->answer == Answer::later) out.push_back(q);
    }
    return out;
}

std::vector<std::size_t> Session::open_alike(std::size_t question) const {
    const Group& group = groups_[queue_[question].group];
    std::vector<std::size_t> out;
    for (const Group& other : groups_) {
        if (other.from != group.from || other.texts != group.texts) continue;
        for (const std::size_t q : other.questions) {
            const Decision* d = answer_to(q);
            if (q == question || d == nullptr || d->answer == Answer::later) out.push_back(q);
        }
    }
    return out;
}

void Session::set(Step& step, std::size_t page, std::uint64_t number, std::optional<Placed> placed) {
    auto& decided = pages_[page].decided;
    const auto it = decided.find(number);
    step.before.push_back({page, number, it == decided.end() ? std::nullopt : std::optional(it->second)});
    if (placed) {
        decided.insert_or_assign(number, std::move(*placed));
    } else if (it != decided.end()) {
        decided.erase(it);
    }
}

// Keys the step's pages anew and brings the file in line with them.
Result<void> Session::save(const Step& step) {
    std::set<std::size_t> touched;
    for (const Before& one : step.before) touched.insert(one.page);
    std::vector<Decision> gone, come;
    for (const std::size_t p : touched) {
        std::vector<Placed> placed;
        for (const auto& [number, one] : pages_[p].decided) placed.push_back(one);
        key_anew(*pages_[p].outcome.document, placed);
        std::size_t i = 0;
        for (auto& [number, one] : pages_[p].decided) {
            one = std::move(placed[i++]);
            const auto saved = saved_[p].find(number);
            if (saved == saved_[p].end() || saved->second != one.decision) come.push_back(one.decision);
        }
        for (const auto& [number, decision] : saved_[p]) {
            const auto now = pages_[p].decided.find(number);
            if (now == pages_[p].decided.end() || now->second.decision != decision) gone.push_back(decision);
        }
    }
    const Result<void> done = store_.change([&](DecisionFile& file) {
        for (const Decision& d : gone) file.erase(d);
        for (const Decision& d : come) file.put(d);
        for (const Decision& d : step.wide) file.put(d);
    });
    if (!done) return done;
    for (const std::size_t p : touched) remember_saved(p);
    return {};
}

Result<void> Session::answer(const std::vector<std::size_t>& questions, const Reply& reply) {
    Step step;
    if (!questions.empty()) step.question = questions.front();
    for (const std::size_t q : questions) {
        const Question& question = queue_[q];
        const Page& page = pages_[question.page];
        const Entry& entry = page.outcome.entries[question.entry];
        Decision d = decision_about(page.keys[question.entry], page.file, reply.answer, reply.text);
        d.by = options_.by;
        d.at = options_.at;
        d.why = reply.why;
        if (reply.scope != Scope::here) {
            Decision wide = d;
            wide.scope = reply.scope;
            wide.source = wide.decided = {};
            wide.nth = 1;
            if (reply.scope != Scope::file) wide.file.clear();
            step.wide.push_back(std::move(wide));
        }
        Placed placed{std::move(d), entry.at, {}};
        if (placed.decision.open()) {
            const std::vector<std::string>& texts = page.keys[question.entry].texts;
            const bool first = !texts.empty() && placed.decision.to == texts.front();
            placed.edits =
                first ? entry.edits : std::vector{Speller(*page.outcome.document).edit(entry.at, *placed.decision.to)};
        }
        set(step, question.page, question.entry, std::move(placed));
    }
    const Result<void> done = save(step);
    steps_.push_back(std::move(step));
    return done;
}

Result<void> Session::type(std::size_t page, const std::vector<SourceEdit>& edits, const std::string& why) {
    Step step;
    const Document& document = *pages_[page].outcome.document;
    const Speller speller(document);
    for (const SourceEdit& edit : edits) {
        Decision d;
        d.answer = Answer::edit;
        d.from = as_read(document, slice(document.bytes, edit.at));
        d.to = edit.text;
        d.file = pages_[page].file;
        d.source = d.decided = contexts_of(document.view, view_of(document, edit.at));
        d.by = options_.by;
        d.at = options_.at;
        d.why = why;
        // What was suggested or typed there before gives way.
        std::uint64_t number = next_number_++;
        std::vector<std::uint64_t> replaced;
        for (const auto& [other, placed] : pages_[page].decided) {
            if (placed.at && placed.decision.open() && (share_bytes(*placed.at, edit.at) || *placed.at == edit.at))
                replaced.push_back(other);
        }
        for (const std::uint64_t other : replaced) set(step, page, other, std::nullopt);
        for (std::size_t e = 0; e < pages_[page].outcome.entries.size(); ++e) {
            const Entry& entry = pages_[page].outcome.entries[e];
            if (!question_of_.contains({page, e}) || !(entry.at == edit.at)) continue;
            d.rule = pages_[page].keys[e].rule;
            const std::vector<std::string>& texts = pages_[page].keys[e].texts;
            const bool suggested = !texts.empty() && texts.front() == edit.text;
            if (suggested) d.answer = Answer::accept;
            for (const std::string& text : texts) {
                if (!suggested && text != edit.text) d.also.push_back(text);
            }
            number = e;
        }
        set(step, page, number, Placed{std::move(d), edit.at, {speller.edit(edit.at, edit.text)}});
    }
    const Result<void> done = save(step);
    steps_.push_back(std::move(step));
    return done;
}

std::vector<SourceSpan> Session::same_elsewhere(std::size_t page, SourceSpan at) const {
    const Page& p = pages_[page];
    const Document& document = *p.outcome.document;
    const std::string text = as_read(document, slice(document.bytes, at));
    std::vector<SourceSpan> out;
    if (text.empty()) return out;
    for (std::size_t found = document.view.find(text); found != std::string::npos;
         found = document.view.find(text, found + text.size())) {
        const Span view{static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + text.size())};
        if (!document.plain_in(view)) continue;
        const SourceSpan span = document.to_source(view);
        if (share_bytes(span, at)) continue;
        const bool decided = std::any_of(p.decided.begin(), p.decided.end(), [&](const auto& one) {
            return one.second.at && share_bytes(*one.second.at, span) && one.second.decision.answer != Answer::later;
        });
        const bool locked = std::any_of(document.locks.begin(), document.locks.end(),
                                        [&](Span lock) { return share_bytes(lock, view); });
        if (!decided && !locked) out.push_back(span);
    }
    return out;
}

Result<std::optional<std::size_t>> Session::undo() {
    if (steps_.empty()) return std::optional<std::size_t>();
    Step last = std::move(steps_.back());
    steps_.pop_back();
    Step back;
    for (auto it = last.before.rbegin(); it != last.before.rend(); ++it) set(back, it->page, it->number, it->placed);
    if (!last.wide.empty()) {
        const Result<void> done = store_.change([&](DecisionFile& file) {
            for (const Decision& d : last.wide) file.erase(d);
        });
        if (!done) return done.error();
    }
    if (Result<void> done = save(back); !done) return done.error();
    return last.question;
}

PagePlan Session::plan(std::size_t page) const {
    std::vector<Decision> open;
    for (const auto& [number, placed] : pages_[page].decided) {
        if (!placed.decision.open()) continue;
        open.push_back(placed.decision);
        if (placed.at) open.back().hint = Hint{placed.at->begin, placed.at->end};
    }
    return plan_page(pages_[page].outcome, open);
}

Session::Counts Session::counts() const {
    Counts out;
    std::set<std::pair<std::size_t, std::uint64_t>> mine;
    for (const Step& step : steps_) {
        for (const Before& one : step.before) mine.insert({one.page, one.number});
    }
    for (const auto& [page, number] : mine) {
        const auto it = pages_[page].decided.find(number);
        if (it == pages_[page].decided.end()) continue;
        switch (it->second.decision.answer) {
            case Answer::accept: ++out.accepted; break;
            case Answer::reject: ++out.rejected; break;
            case Answer::edit: ++out.edited; break;
            case Answer::later: ++out.later; break;
            case Answer::known: break;
        }
    }
    return out;
}

void Session::replace(std::size_t page, Outcome outcome, const Decisions& decisions) {
    pages_[page].outcome = std::move(outcome);
    find_decided(pages_[page], decisions);
    remember_saved(page);
    steps_.clear();
    number_questions();
}

std::string Session::commit_message(const std::string& file, std::size_t accepted, std::size_t edited, Lang lang) {
    std::string name = file;
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > name.rfind('/') + 1)
        name.resize(dot);
    const std::string a = std::to_string(accepted);
    const std::string e = std::to_string(edited);
    if (lang == Lang::zh) return "校对 " + name + "：接受 " + a + " 处" + (edited > 0 ? "，改写 " + e + " 处" : "");
    return "Proofread " + name + ": " + a + " accepted" + (edited > 0 ? ", " + e + " edited" : "");
}

}  // namespace jiaodui
