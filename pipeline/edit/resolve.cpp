// Findings are put in the order of clause 4 and each takes the places of its edits if they are all free. Places
// taken are kept in a map ordered by offset, so a question costs O(log n). Tested by tests/unit/edit/resolve_test.cpp
// (one case a clause) and tests/property/resolve_property.cpp (against a quadratic statement of the law).
#include "pipeline/edit/resolve.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>

#include "pipeline/text/utf8.hpp"

namespace jiaodui {
namespace {

bool conflict(const Span& a, const Span& b) {
    if (share_bytes(a, b)) return true;
    if (a.empty() && b.empty()) return a.begin == b.begin;
    if (a.empty()) return b.begin < a.begin && a.begin < b.end;
    if (b.empty()) return a.begin < b.begin && b.begin < a.end;
    return false;
}

// Places that are taken, by whom. Taken spans never conflict with each other.
class Taken {
  public:
    void take(Span at, std::size_t owner) { (at.empty() ? points_ : spans_)[at.begin] = {at, owner}; }
    void release(Span at) { (at.empty() ? points_ : spans_).erase(at.begin); }
    [[nodiscard]] std::optional<std::size_t> conflicting(Span at) const {
        if (at.empty()) {
            if (const auto it = points_.find(at.begin); it != points_.end()) return it->second.owner;
        } else {
            const auto it = points_.upper_bound(at.begin);
            if (it != points_.end() && conflict(it->second.at, at)) return it->second.owner;
        }
        auto it = spans_.lower_bound(at.end);
        if (it != spans_.begin()) {
            --it;
            if (conflict(it->second.at, at)) return it->second.owner;
        }
        // An empty place strictly inside a span that begins before it was covered above.
        return std::nullopt;
    }

  private:
    struct Entry {
        Span at;
        std::size_t owner;
    };
    std::map<std::uint32_t, Entry> spans_;
    std::map<std::uint32_t, Entry> points_;
};

std::vector<std::string_view> code_points(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t length = std::max(1u, utf8::decode(text, at).length);
        out.push_back(text.substr(at, length));
        at += length;
    }
    return out;
}

// The edit as it can be made without touching what is hidden inside it; empty when it cannot.
std::vector<Edit> around_markup(const Draft& draft, const Edit& edit) {
    if (!draft.has_anchor_inside(edit.at)) return {edit};
    const auto before = code_points(slice(draft.text, edit.at));
    const auto after = code_points(edit.text);
    std::vector<Edit> out;
    if (before.size() == after.size()) {
        std::uint32_t at = edit.at.begin;
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto size = static_cast<std::uint32_t>(before[i].size());
            if (before[i] != after[i]) out.push_back({{at, at + size}, std::string(after[i])});
            at += size;
        }
        return out;
    }
    std::size_t head = 0;
    while (head < std::min(before.size(), after.size()) && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < std::min(before.size(), after.size()) - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    Edit middle = edit;
    for (std::size_t i = 0; i < head; ++i) middle.at.begin += static_cast<std::uint32_t>(before[i].size());
    for (std::size_t i = 0; i < tail; ++i) {
        middle.at.end -= static_cast<std::uint32_t>(before[before.size() - 1 - i].size());
    }
    middle.text.clear();
    for (std::size_t i = head; i < after.size() - tail; ++i) middle.text += after[i];
    if (draft.has_anchor_inside(middle.at)) return {};
    return {middle};
}

// 0 applied, 1 suggestion, 2 hint: clause 4.
int rank_of(const Finding& finding, const Policy& policy) {
    if (policy.applies(finding)) return 0;
    return finding.tier == Tier::hint ? 2 : 1;
}

class Resolver {
  public:
    Resolver(const Draft& draft, std::span<const Finding> findings, std::span<const Pending> pending,
             const Policy& policy)
        : draft_(draft), findings_(findings), pending_(pending), policy_(policy) {
        out_.rulings.resize(findings.size());
        out_.beaten.resize(pending.size());
        for (std::size_t i = 0; i < pending.size(); ++i) {
            for (const Edit& edit : pending[i].edits) waiting_.take(edit.at, i);
            if (pending[i].edits.empty()) waiting_.take(pending[i].at, i);
        }
    }

    Resolution run() {
        std::vector<std::size_t> order(findings_.size());
        std::iota(order.begin(), order.end(), 0u);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(a, b); });
        for (const std::size_t index : order) rule_on(index);
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool before(std::size_t first, std::size_t second) const {
        const Finding& x = findings_[first];
        const Finding& y = findings_[second];
        const auto key = [&](const Finding& f) {
            return std::tuple(rank_of(f, policy_), -f.priority, f.at.begin, -static_cast<std::int64_t>(f.at.end),
                              f.rule);
        };
        const auto kx = key(x);
        const auto ky = key(y);
        if (kx != ky) return kx < ky;
        // Equals by the law: the edits decide, all of them, so that the order is total.
        if (!x.fix || !y.fix) return x.fix.has_value() < y.fix.has_value();
        return std::lexicographical_compare(
            x.fix->edits.begin(), x.fix->edits.end(), y.fix->edits.begin(), y.fix->edits.end(),
            [](const Edit& a, const Edit& b) { return std::tie(a.text, a.at) < std::tie(b.text, b.at); });
    }

    void rule_on(std::size_t index) {
        const Finding& finding = findings_[index];
        Ruling& ruling = out_.rulings[index];
        std::vector<Span> places;
        if (finding.fix && !finding.in_markup) {
            for (const Edit& edit : finding.fix->edits) {
                std::vector<Edit> parts = around_markup(draft_, edit);
                if (parts.empty()) {
                    ruling.fate = Fate::cuts_markup;
                    return;
                }
                for (Edit& part : parts) ruling.edits.push_back(std::move(part));
            }
            for (const Edit& edit : finding.fix->edits) places.push_back(edit.at);
        } else {
            places.push_back(finding.at);
        }
        if (finding.in_markup) return;  // markup is not part of the draft; such findings meet only at the end
        for (const Span place : places) {
            if (finding.fix && draft_.is_locked(place)) {
                ruling.fate = Fate::locked;
                return;
            }
        }
        const bool applies = policy_.applies(finding);
        for (const Span place : places) {
            if (const auto winner = taken_.conflicting(place)) {
                ruling.by = *winner;
                const Finding& other = findings_[*winner];
                const bool same = finding.fix && other.fix && finding.fix->edits == other.fix->edits;
                ruling.fate = same ? out_.rulings[*winner].fate : Fate::shadowed;
                return;
            }
        }
        if (!applies && meets_pending(finding, places, ruling)) return;
        ruling.fate = applies ? Fate::applied : Fate::awaits_review;
        for (const Span place : places) {
            if (applies) {
                // Every pending suggestion in the way gives way.
                while (const auto loser = waiting_.conflicting(place)) beat(*loser, index);
            }
            taken_.take(place, index);
        }
    }

    void beat(std::size_t loser, std::size_t winner) {
        out_.beaten[loser] = winner;
        for (const Edit& edit : pending_[loser].edits) waiting_.release(edit.at);
        if (pending_[loser].edits.empty()) waiting_.release(pending_[loser].at);
    }

    // Clause 10 for suggestions and hints; true when the ruling is made.
    bool meets_pending(const Finding& finding, const std::vector<Span>& places, Ruling& ruling) const {
        for (const Span place : places) {
            const auto other = waiting_.conflicting(place);
            if (!other) continue;
            ruling.by_pending = *other;
            const Pending& standing = pending_[*other];
            const bool same_span = finding.fix && finding.fix->edits.size() == 1 && standing.edits.size() == 1 &&
                                   finding.fix->edits[0].at == standing.edits[0].at;
            ruling.fate = same_span ? Fate::awaits_review : Fate::shadowed;
            return true;
        }
        return false;
    }

    const Draft& draft_;
    std::span<const Finding> findings_;
    std::span<const Pending> pending_;
    const Policy& policy_;
    Taken taken_;
    Taken waiting_;
    Resolution out_;
};

}  // namespace

std::string_view name_of(Fate fate) {
    switch (fate) {
        case Fate::applied: return "applied";
        case Fate::awaits_review: return "awaits_review";
        case Fate::shadowed: return "shadowed";
        case Fate::cuts_markup: return "cuts_markup";
        case Fate::locked: return "locked";
        case Fate::silenced: return "silenced";
        case Fate::declined: return "declined";
        case Fate::baselined: return "baselined";
        case Fate::unstable: return "unstable";
    }
    return "";
}

Resolution resolve(const Draft& draft, std::span<const Finding> findings, std::span<const Pending> pending,
                   const Policy& policy) {
    return Resolver(draft, findings, pending, policy).run();
}

}  // namespace jiaodui
