// The law of overlap, stated without any cleverness, against the fast implementation, on random findings.
#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "pipeline/edit/resolve.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

const std::string_view kRules[] = {"a/one", "a/two", "b/one"};

bool conflict(Span a, Span b) {
    if (a.empty() && b.empty()) return a.begin == b.begin;
    if (a.empty()) return b.begin < a.begin && a.begin < b.end;
    if (b.empty()) return a.begin < b.begin && b.begin < a.end;
    return a.begin < b.end && b.begin < a.end;
}

Finding random_finding(Random& random, std::uint32_t size) {
    Finding finding;
    finding.rule = kRules[random.below(3)];
    finding.tier = static_cast<Tier>(random.below(3));
    finding.priority = static_cast<int>(random.below(2));
    std::vector<Edit> edits;
    std::uint32_t at = random.below(size);
    const std::uint32_t count = random.one_in(5) ? 2 : 1;
    for (std::uint32_t i = 0; i < count && at <= size; ++i) {
        const std::uint32_t end = std::min(size, at + random.below(4));
        const std::uint32_t length = 1 + random.below(3);  // one call a statement: the same numbers with every compiler
        const char letter = static_cast<char>('A' + random.below(2));
        edits.push_back({{at, end}, std::string(length, letter)});
        at = end + 1 + random.below(3);
    }
    finding.at = {edits.front().at.begin, edits.back().at.end};
    finding.fix = Fix{edits, finding.tier};
    return finding;
}

struct Expected {
    Fate fate;
    bool joined;
};

// Clauses 1–6 and 8, quadratically.
std::vector<Expected> by_the_law(const Draft& draft, const std::vector<Finding>& findings, const Policy& policy) {
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto rank = [&](const Finding& f) { return policy.applies(f) ? 0 : f.tier == Tier::hint ? 2 : 1; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        const auto key = [&](const Finding& f) {
            std::vector<std::pair<std::string, Span>> edits;
            for (const Edit& edit : f.fix->edits) edits.emplace_back(edit.text, edit.at);
            return std::tuple(rank(f), -f.priority, f.at.begin, -static_cast<int>(f.at.end), f.rule, std::move(edits));
        };
        return key(findings[x]) < key(findings[y]);
    });
    std::vector<Expected> out(findings.size(), {Fate::awaits_review, false});
    std::vector<std::size_t> winners;
    for (const std::size_t i : order) {
        bool locked = false;
        for (const Edit& edit : findings[i].fix->edits) {
            for (const Span lock : draft.locks)
                locked = locked || (lock.begin < edit.at.end && edit.at.begin < lock.end);
        }
        if (locked) {
            out[i] = {Fate::locked, false};
            continue;
        }
        // The first winner in the way of the first edit that is not free.
        std::optional<std::size_t> in_the_way;
        for (const Edit& edit : findings[i].fix->edits) {
            for (const std::size_t w : winners) {
                for (const Edit& taken : findings[w].fix->edits) {
                    if (!in_the_way && conflict(taken.at, edit.at)) in_the_way = w;
                }
            }
        }
        if (in_the_way) {
            const bool same = findings[*in_the_way].fix->edits == findings[i].fix->edits;
            out[i] = {same ? out[*in_the_way].fate : Fate::shadowed, same};
        } else {
            out[i] = {policy.applies(findings[i]) ? Fate::applied : Fate::awaits_review, false};
            winners.push_back(i);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("resolve obeys the law of overlap", "[property]") {
    Random random(99);
    const std::string text = "abcdefghijklmnopqrstuvwxyz";
    const PageFacts facts;
    const SignIndex signs;
    const Region region{RegionKind::paragraph, {0, 26}, 0};
    for (int round = 0; round < 30000; ++round) {
        std::vector<Span> locks;
        if (random.one_in(2)) {
            const std::uint32_t begin = random.below(20);
            locks.push_back({begin, begin + 1 + random.below(5)});
        }
        const Draft draft{text, {&region, 1}, {}, locks, &signs, facts, {}, 1};
        std::vector<Finding> findings;
        const std::uint32_t count = random.below(9);
        for (std::uint32_t i = 0; i < count; ++i) findings.push_back(random_finding(random, 26));
        Policy policy;
        if (random.one_in(3)) policy.apply = Tier::suggest;
        const Resolution got = resolve(draft, findings, {}, policy);
        const std::vector<Expected> want = by_the_law(draft, findings, policy);
        std::vector<Edit> made;
        for (std::size_t i = 0; i < findings.size(); ++i) {
            INFO("round " << round << " finding " << i);
            REQUIRE(name_of(got.rulings[i].fate) == name_of(want[i].fate));
            if (got.rulings[i].fate == Fate::shadowed) REQUIRE(got.rulings[i].by.has_value());
            REQUIRE((got.rulings[i].by.has_value() && got.rulings[i].fate != Fate::shadowed) == want[i].joined);
            if (got.rulings[i].fate == Fate::applied && !got.rulings[i].by) {
                made.insert(made.end(), got.rulings[i].edits.begin(), got.rulings[i].edits.end());
            }
        }
        for (std::size_t i = 0; i < made.size(); ++i) {
            for (std::size_t j = i + 1; j < made.size(); ++j) REQUIRE_FALSE(conflict(made[i].at, made[j].at));
        }
        // The outcome does not depend on the order in which findings are given.
        std::vector<Finding> reversed(findings.rbegin(), findings.rend());
        const Resolution again = resolve(draft, reversed, {}, policy);
        std::vector<Edit> made_again;
        for (const Ruling& ruling : again.rulings) {
            if (ruling.fate == Fate::applied && !ruling.by) {
                made_again.insert(made_again.end(), ruling.edits.begin(), ruling.edits.end());
            }
        }
        const auto by_place = [](const Edit& x, const Edit& y) {
            return std::tie(x.at, x.text) < std::tie(y.at, y.text);
        };
        std::sort(made.begin(), made.end(), by_place);
        std::sort(made_again.begin(), made_again.end(), by_place);
        REQUIRE(made == made_again);
    }
}
