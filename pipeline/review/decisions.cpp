// The decisions of a page lie side by side; they are indexed when the page is judged, by one side's context each. What
// was decided about a page that has been renamed since is found by both sides. Tested by
// tests/unit/review/decisions_test.cpp.
#include "pipeline/review/decisions.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "pipeline/document/view_of.hpp"
#include "pipeline/edit/spelling.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool turns_down(const Decision& d) { return d.answer == Answer::reject || d.answer == Answer::known; }

// The decision answers no to this text (absent: to a remark of this rule).
bool turned_down(const Decision& d, const std::optional<std::string>& to, std::string_view rule) {
    const bool listed = to && std::find(d.also.begin(), d.also.end(), *to) != d.also.end();
    if (d.answer == Answer::edit) return listed;
    if (!turns_down(d)) return false;
    return listed || (d.to == to && (to || d.rule == rule));
}

bool left_agrees(const Decision& d, const Contexts& c) { return c.left == d.source.left || c.left == d.decided.left; }
bool right_agrees(const Decision& d, const Contexts& c) {
    return c.right == d.source.right || c.right == d.decided.right;
}

std::string joined(std::string_view a, std::string_view b) {
    std::string out(a);
    out += '\0';
    out += b;
    return out;
}

// What a change comes to: without what both texts begin and end with, which goes to the contexts.
struct Change {
    std::string name;  // of the texts and the left context
    std::string right;
};

Change change_of(std::string_view from, std::string_view to, const Contexts& context) {
    std::size_t head = 0;
    while (head < from.size() && head < to.size()) {
        const std::uint32_t length = utf8::decode(from, head).length;
        if (from.substr(head, length) != to.substr(head, length)) break;
        head += length;
    }
    std::size_t tail = 0;
    while (tail < std::min(from.size(), to.size()) - head) {
        const std::uint32_t length = utf8::decode_before(from, from.size() - tail).length;
        if (tail + length > std::min(from.size(), to.size()) - head) break;
        if (from.substr(from.size() - tail - length, length) != to.substr(to.size() - tail - length, length)) break;
        tail += length;
    }
    const std::string text = context.left + std::string(from) + context.right;
    const auto begin = static_cast<std::uint32_t>(context.left.size() + head);
    const auto end = static_cast<std::uint32_t>(context.left.size() + from.size() - tail);
    const Contexts around = contexts_of(text, Span{begin, end});
    return {joined(joined(from.substr(head, from.size() - tail - head), to.substr(head, to.size() - tail - head)),
                   around.left),
            around.right};
}

std::size_t hash_of(std::string_view from, std::string_view left, std::string_view right) {
    std::string all = joined(from, left);
    all += '\0';
    all += right;
    return std::hash<std::string>{}(all);
}

}  // namespace

std::vector<EntryKey> keys_of(const Outcome& outcome) {
    std::vector<EntryKey> keys;
    keys.reserve(outcome.entries.size());
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::vector<std::size_t>> equal;
    for (const Entry& entry : outcome.entries) {
        EntryKey key;
        const Finding& finding = outcome.speaker(entry).finding;
        key.from = as_read(*outcome.document, entry.old_text);
        for (const std::string& text : entry.new_texts) key.texts.push_back(as_read(*outcome.document, text));
        key.rule = std::string(finding.rule);
        key.in_markup = finding.in_markup;
        key.view = finding.in_markup ? Span(entry.at) : view_of(*outcome.document, entry.at);
        key.context = contexts_of(finding.in_markup ? outcome.document->bytes : outcome.document->view, key.view);
        equal[{key.from, key.texts.empty() ? key.rule : key.texts.front(), key.context.left, key.context.right}]
            .push_back(keys.size());
        keys.push_back(std::move(key));
    }
    for (const auto& [key, places] : equal) {
        for (std::size_t n = 0; n < places.size(); ++n) {
            keys[places[n]].nth = static_cast<std::uint32_t>(n + 1);
            keys[places[n]].of = static_cast<std::uint32_t>(places.size());
        }
    }
    return keys;
}

Decision decision_about(const EntryKey& key, std::string file, Answer answer, std::optional<std::string> to) {
    Decision d;
    d.answer = answer;
    d.rule = key.rule;
    d.from = key.from;
    d.to = std::move(to);
    if (!d.to && !key.texts.empty()) d.to = key.texts.front();
    if (answer == Answer::reject || answer == Answer::edit || answer == Answer::known) {
        for (const std::string& text : key.texts) {
            if (text != d.to) d.also.push_back(text);
        }
    }
    d.file = std::move(file);
    d.source = d.decided = key.context;
    d.nth = key.nth;
    d.in_markup = key.in_markup;
    return d;
}

Decisions::Decisions(std::vector<Decision> all) : all_(std::move(all)) {
    std::stable_sort(all_.begin(), all_.end(), [](const Decision& a, const Decision& b) { return a.file < b.file; });
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const Decision& d = all_[i];
        if (d.scope == Scope::rule_off && turns_down(d)) rules_off_.emplace(d.rule, i);
        if (d.scope == Scope::repo) repo_[d.from].push_back(i);
        if (d.scope != Scope::here || !turns_down(d)) continue;
        std::set<std::size_t> hashes;
        for (const std::string* left : {&d.source.left, &d.decided.left}) {
            for (const std::string* right : {&d.source.right, &d.decided.right})
                hashes.insert(hash_of(d.from, *left, *right));
        }
        for (const std::size_t hash : hashes) moved_.emplace(hash, i);
    }
}

std::vector<Decision> Decisions::of_file(std::string_view file) const {
    const auto range = std::equal_range(all_.begin(), all_.end(), file, [](const auto& a, const auto& b) {
        const auto name = [](const auto& one) -> std::string_view {
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, Decision>) {
                return one.file;
            } else {
                return one;
            }
        };
        return name(a) < name(b);
    });
    std::vector<Decision> out;
    for (auto it = range.first; it != range.second; ++it) {
        if (it->scope == Scope::here || it->scope == Scope::file) out.push_back(*it);
    }
    return out;
}

// The decisions that may hold in one file.
class Decisions::Page {
  public:
    Page(const Decisions& all, std::string_view file) : all_(all) {
        const std::vector<Decision>& list = all.all_;
        auto it = std::lower_bound(list.begin(), list.end(), file,
                                   [](const Decision& d, std::string_view f) { return d.file < f; });
        for (; it != list.end() && it->file == file; ++it) {
            const Decision* d = &*it;
            if (d->scope == Scope::file) of_file_[d->from].push_back(d);
            if (d->scope != Scope::here) continue;
            texts_.insert(d->from);
            add_changes(*d);
            add(left_, joined(d->from, d->source.left), d);
            if (d->decided.left != d->source.left) add(left_, joined(d->from, d->decided.left), d);
            add(right_, joined(d->from, d->source.right), d);
            if (d->decided.right != d->source.right) add(right_, joined(d->from, d->decided.right), d);
        }
    }

    // A decision whose own place is there says nothing about others that agree with it on one side.
    void find_places(const Outcome& outcome) {
        if (left_.empty()) return;
        for (const Record& record : outcome.records) {
            const std::string from(slice(outcome.document->bytes, record.source));
            if (!texts_.contains(from)) continue;
            const bool markup = record.finding.in_markup;
            const Contexts context =
                markup ? contexts_of(outcome.document->bytes, record.source)
                       : contexts_of(outcome.document->view, view_of(*outcome.document, record.source));
            for (const Decision* d : bucket(left_, joined(from, context.left))) {
                if (d->in_markup == markup && right_agrees(*d, context)) at_home_.insert(d);
            }
        }
    }

    [[nodiscard]] Standing standing(const EntryKey& key) const {
        Standing out;
        std::vector<std::optional<std::string>> texts(key.texts.begin(), key.texts.end());
        if (texts.empty()) texts.emplace_back(std::nullopt);
        const std::vector<const Decision*> here = at_place(key);
        for (const auto& to : texts) out.candidates.push_back(no_to(key, to, here));
        for (const Decision* d : here) {
            if (d->writes() && out.chosen == nullptr) out.chosen = d;
            if (d->answer == Answer::later) out.put_off = d;
        }
        if (out.chosen == nullptr) out.chosen = chosen_widely(key, texts, out);
        return out;
    }

  private:
    using Index = std::unordered_map<std::string, std::vector<const Decision*>>;

    // A bucket is as long as there are different decisions with one text and one side's context: a few. More than that
    // can only come from a file made to be slow, and is cut off.
    static void add(Index& index, std::string key, const Decision* d) {
        constexpr std::size_t kMost = 256;
        std::vector<const Decision*>& bucket = index[std::move(key)];
        if (bucket.size() < kMost) bucket.push_back(d);
    }

    static const std::vector<const Decision*>& bucket(const Index& index, const std::string& key) {
        static const std::vector<const Decision*> kNone;
        const auto it = index.find(key);
        return it == index.end() ? kNone : it->second;
    }

    // Both sides agree, and of several equal places it is this one.
    [[nodiscard]] std::vector<const Decision*> at_place(const EntryKey& key) const {
        std::vector<const Decision*> out;
        for (const Decision* d : bucket(left_, joined(key.from, key.context.left))) {
            if (d->in_markup == key.in_markup && right_agrees(*d, key.context) && (key.of == 1 || d->nth == key.nth))
                out.push_back(d);
        }
        return out;
    }

    [[nodiscard]] const Decision* no_to(const EntryKey& key, const std::optional<std::string>& to,
                                        const std::vector<const Decision*>& here) const {
        for (const Decision* d : here) {
            if (turned_down(*d, to, key.rule)) return d;
        }
        // One that was said yes to at this very place is not turned down by a wider no.
        for (const Decision* d : here) {
            if (d->writes() && d->to == to) return nullptr;
        }
        if (const Decision* d = one_side(left_, joined(key.from, key.context.left), key, to)) return d;
        if (const Decision* d = one_side(right_, joined(key.from, key.context.right), key, to)) return d;
        if (const auto it = of_file_.find(key.from); it != of_file_.end()) {
            for (const Decision* d : it->second) {
                if (turned_down(*d, to, key.rule)) return d;
            }
        }
        if (const auto it = all_.repo_.find(key.from); it != all_.repo_.end()) {
            for (const std::size_t i : it->second) {
                if (turned_down(all_.all_[i], to, key.rule)) return &all_.all_[i];
            }
        }
        const auto moved = all_.moved_.equal_range(hash_of(key.from, key.context.left, key.context.right));
        for (auto it = moved.first; it != moved.second; ++it) {
            const Decision& d = all_.all_[it->second];
            if (d.from == key.from && left_agrees(d, key.context) && right_agrees(d, key.context) && key.of == 1 &&
                turned_down(d, to, key.rule))
                return &d;
        }
        if (const Decision* d = same_change(key, to)) return d;
        const auto off = all_.rules_off_.find(key.rule);
        return off == all_.rules_off_.end() ? nullptr : &all_.all_[off->second];
    }

    // The changes that a refusal at a place turns down, by what they come to: whoever refuses 八卦领→八卦岭 is not
    // asked about 领→岭 there.
    void add_changes(const Decision& d) {
        if (!turns_down(d) || d.in_markup || !d.to) return;
        for (const Contexts& context : {d.source, d.decided}) {
            const auto add_one = [&](const std::string& to) {
                Change change = change_of(d.from, to, context);
                add(changes_, joined(change.name, change.right), &d);
            };
            add_one(*d.to);
            for (const std::string& to : d.also) add_one(to);
            if (d.decided == d.source) break;
        }
    }

    [[nodiscard]] const Decision* same_change(const EntryKey& key, const std::optional<std::string>& to) const {
        if (changes_.empty() || key.in_markup || !to || key.of > 1) return nullptr;
        const Change change = change_of(key.from, *to, key.context);
        const auto& found = bucket(changes_, joined(change.name, change.right));
        return found.empty() ? nullptr : found.front();
    }

    [[nodiscard]] const Decision* one_side(const Index& index, const std::string& at, const EntryKey& key,
                                           const std::optional<std::string>& to) const {
        for (const Decision* d : bucket(index, at)) {
            const bool both = left_agrees(*d, key.context) && right_agrees(*d, key.context);
            if (!both && d->in_markup == key.in_markup && !at_home_.contains(d) && turned_down(*d, to, key.rule))
                return d;
        }
        return nullptr;
    }

    [[nodiscard]] const Decision* chosen_widely(const EntryKey& key,
                                                const std::vector<std::optional<std::string>>& texts,
                                                const Standing& so_far) const {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (so_far.candidates[i] != nullptr) continue;
            if (const auto it = of_file_.find(key.from); it != of_file_.end()) {
                for (const Decision* d : it->second) {
                    if (d->answer == Answer::accept && d->to == texts[i]) return d;
                }
            }
            if (const auto it = all_.repo_.find(key.from); it != all_.repo_.end()) {
                for (const std::size_t d : it->second) {
                    if (all_.all_[d].answer == Answer::accept && all_.all_[d].to == texts[i]) return &all_.all_[d];
                }
            }
        }
        return nullptr;
    }

    const Decisions& all_;
    Index left_, right_, of_file_, changes_;
    std::unordered_set<std::string> texts_;        // of decisions at places
    std::unordered_set<const Decision*> at_home_;  // whose place is there
};

std::vector<Decisions::Standing> Decisions::standing(const Outcome& outcome, std::string_view file) const {
    Page page(*this, file);
    page.find_places(outcome);
    std::vector<Standing> out;
    for (const EntryKey& key : keys_of(outcome)) out.push_back(page.standing(key));
    return out;
}

std::vector<std::optional<Fate>> Decisions::fates(const Outcome& outcome, std::string_view file) const {
    std::vector<std::optional<Fate>> out(outcome.entries.size());
    if (empty() || outcome.entries.empty()) return out;
    const std::vector<Standing> all = standing(outcome, file);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::vector<const Decision*>& said = all[i].candidates;
        if (std::any_of(said.begin(), said.end(), [](const Decision* d) { return d == nullptr; })) continue;
        const bool debt =
            std::all_of(said.begin(), said.end(), [](const Decision* d) { return d->answer == Answer::known; });
        out[i] = debt ? Fate::baselined : Fate::declined;
    }
    return out;
}

void Decisions::mark(Outcome& outcome, std::string_view file, bool tell_regressed) const {
    if (empty() || outcome.entries.empty()) return;
    const std::vector<Standing> all = standing(outcome, file);
    for (std::size_t i = 0; i < all.size(); ++i) {
        Entry& entry = outcome.entries[i];
        if (entry.fate == Fate::awaits_review && entry.new_texts.size() > 1) {
            std::vector<std::string> left;
            for (std::size_t c = 0; c < entry.new_texts.size(); ++c) {
                if (all[i].candidates[c] == nullptr) left.push_back(entry.new_texts[c]);
            }
            if (!left.empty() && left.front() != entry.new_texts.front()) {
                entry.edits = {{entry.at, left.front()}};
                if (!entry.mirrors.empty())
                    entry.mirrors =
                        Speller(*outcome.document).mirrors(entry.at, as_read(*outcome.document, left.front()));
            }
            if (!left.empty()) entry.new_texts = std::move(left);
        }
        const Decision* chosen = all[i].chosen;
        if (entry.fate != Fate::awaits_review || chosen == nullptr || !chosen->done || !tell_regressed) continue;
        Record remark = outcome.speaker(entry);
        const std::string rule(remark.finding.rule);
        remark.finding.rule = "meta/regressed";
        remark.finding.message = {
            "这里曾接受 " + chosen->from + "→" + *chosen->to + "，现在又写回来了（" + rule + "）",
            chosen->from + " -> " + *chosen->to + " was accepted here once and has come back (" + rule + ")"};
        entry.records.insert(entry.records.begin(), outcome.records.size());
        outcome.records.push_back(std::move(remark));
    }
}

}  // namespace jiaodui
