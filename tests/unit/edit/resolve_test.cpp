// One case a clause of the law of overlap (edit/resolve.hpp).
#include <catch2/catch.hpp>

#include "pipeline/edit/resolve.hpp"

using namespace jiaodui;

namespace {

struct Bench {
    std::string text = "0123456789";
    std::vector<Span> anchors;
    std::vector<Span> locks;
    std::vector<Pending> pending;
    Policy policy;

    Resolution operator()(const std::vector<Finding>& findings) const {
        static const SignIndex kSigns;
        static const PageFacts kFacts;
        const Region region{RegionKind::paragraph, {0, static_cast<std::uint32_t>(text.size())}, 0};
        const Draft draft{text, {&region, 1}, anchors, locks, &kSigns, kFacts, {}, 1};
        return resolve(draft, findings, pending, policy);
    }
};

Finding make(Tier tier, std::uint32_t begin, std::uint32_t end, std::string text, RuleId rule = "t/rule",
             int priority = 0) {
    Finding finding = replacement(rule, tier, {begin, end}, std::move(text), {});
    finding.priority = priority;
    return finding;
}

}  // namespace

TEST_CASE("1: edits that only touch do not conflict") {
    const Resolution got =
        Bench{}({make(Tier::safe, 2, 4, "x"), make(Tier::safe, 4, 6, "y"), make(Tier::safe, 4, 4, "z")});
    for (const Ruling& ruling : got.rulings) CHECK(ruling.fate == Fate::applied);
}

TEST_CASE("2: two insertions at one point conflict unless identical") {
    const Resolution got = Bench{}(
        {make(Tier::safe, 3, 3, "x", "a/a"), make(Tier::safe, 3, 3, "y", "b/b"), make(Tier::safe, 3, 3, "x", "c/c")});
    CHECK(got.rulings[0].fate == Fate::applied);
    CHECK(got.rulings[1].fate == Fate::shadowed);
    CHECK(got.rulings[2].fate == Fate::applied);
    CHECK(got.rulings[2].by == 0u);
}

TEST_CASE("3: identical fixes join and all are credited") {
    const Resolution got = Bench{}({make(Tier::safe, 1, 2, "x", "b/b"), make(Tier::safe, 1, 2, "x", "a/a")});
    CHECK(got.rulings[1].fate == Fate::applied);
    CHECK_FALSE(got.rulings[1].by.has_value());
    CHECK(got.rulings[0].fate == Fate::applied);
    CHECK(got.rulings[0].by == 1u);
}

TEST_CASE("4: safe, then priority, then leftmost, then longest, then rule id") {
    SECTION("safe before suggest, however urgent the suggestion") {
        const Resolution got = Bench{}({make(Tier::suggest, 1, 5, "x", "a/a", 9), make(Tier::safe, 4, 6, "y")});
        CHECK(got.rulings[0].fate == Fate::shadowed);
        CHECK(got.rulings[1].fate == Fate::applied);
    }
    SECTION("an accepted suggestion counts as safe") {
        Bench bench;
        bench.policy.apply = Tier::suggest;
        CHECK(bench({make(Tier::suggest, 1, 5, "x"), make(Tier::safe, 4, 6, "y")}).rulings[0].fate == Fate::applied);
    }
    SECTION("priority") {
        CHECK(Bench{}({make(Tier::safe, 1, 5, "x"), make(Tier::safe, 4, 6, "y", "t/rule", 1)}).rulings[0].fate ==
              Fate::shadowed);
    }
    SECTION("leftmost") {
        CHECK(Bench{}({make(Tier::safe, 4, 9, "y"), make(Tier::safe, 1, 5, "x")}).rulings[0].fate == Fate::shadowed);
    }
    SECTION("longest") {
        CHECK(Bench{}({make(Tier::safe, 1, 3, "y"), make(Tier::safe, 1, 5, "x")}).rulings[0].fate == Fate::shadowed);
    }
    SECTION("rule id") {
        CHECK(Bench{}({make(Tier::safe, 1, 3, "y", "b/b"), make(Tier::safe, 1, 3, "x", "a/a")}).rulings[0].fate ==
              Fate::shadowed);
    }
}

TEST_CASE("5: a fix wins or loses whole") {
    Finding pair = make(Tier::safe, 1, 2, "“");
    pair.fix->edits.push_back({{7, 8}, "”"});
    const Resolution got = Bench{}({pair, make(Tier::safe, 7, 9, "x", "t/rule", 1)});
    CHECK(got.rulings[0].fate == Fate::shadowed);
    CHECK(got.rulings[1].fate == Fate::applied);
}

TEST_CASE("6: a loser is kept, shadowed by its winner") {
    const Resolution got = Bench{}({make(Tier::suggest, 1, 5, "x"), make(Tier::suggest, 4, 6, "y")});
    CHECK(got.rulings[1].fate == Fate::shadowed);
    CHECK(got.rulings[1].by == 0u);
}

TEST_CASE("7: a suggestion waits") {
    CHECK(Bench{}({make(Tier::suggest, 1, 5, "x")}).rulings[0].fate == Fate::awaits_review);
}

TEST_CASE("8: locked spans may not be edited, but text may be inserted beside them") {
    Bench bench;
    bench.locks = {{3, 6}};
    const Resolution got = bench({make(Tier::safe, 5, 7, "x"), make(Tier::safe, 4, 4, "y"), make(Tier::safe, 6, 6, "z"),
                                  make(Tier::suggest, 2, 4, "w")});
    CHECK(got.rulings[0].fate == Fate::locked);
    CHECK(got.rulings[1].fate == Fate::locked);
    CHECK(got.rulings[2].fate == Fate::applied);
    CHECK(got.rulings[3].fate == Fate::locked);
}

TEST_CASE("10: pending suggestions give way to what is applied, and take in later ones") {
    Bench bench;
    bench.pending = {{{Edit{{2, 5}, "p"}}, {2, 5}, 0}};
    SECTION("a safe edit that overlaps wins") {
        const Resolution got = bench({make(Tier::safe, 4, 6, "x")});
        CHECK(got.rulings[0].fate == Fate::applied);
        CHECK(got.beaten[0] == 0u);
    }
    SECTION("a suggestion on the same span joins or becomes a candidate") {
        const Resolution got = bench({make(Tier::suggest, 2, 5, "q")});
        CHECK(got.rulings[0].fate == Fate::awaits_review);
        CHECK(got.rulings[0].by_pending == 0u);
        CHECK_FALSE(got.beaten[0].has_value());
    }
    SECTION("a suggestion on an overlapping span is shadowed") {
        CHECK(bench({make(Tier::suggest, 4, 6, "x")}).rulings[0].fate == Fate::shadowed);
    }
}

TEST_CASE("markup inside an edit") {
    Bench bench;
    bench.text = "智普清言";
    bench.anchors = {{3, 3}};
    SECTION("equal length is split, character by character") {
        const Resolution got = bench({make(Tier::safe, 0, 6, "智谱")});
        CHECK(got.rulings[0].fate == Fate::applied);
        CHECK(got.rulings[0].edits == std::vector<Edit>{{{3, 6}, "谱"}});
    }
    SECTION("markup in the common head is left alone") {
        const Resolution got = bench({make(Tier::safe, 0, 6, "智谱谱")});
        CHECK(got.rulings[0].edits == std::vector<Edit>{{{3, 6}, "谱谱"}});
    }
    SECTION("otherwise nothing is swallowed") {
        CHECK(bench({make(Tier::safe, 0, 6, "谱")}).rulings[0].fate == Fate::cuts_markup);
    }
}
