// Clause 12 and the promise of §3: exactly what was decided, where it was decided, or nothing.
#include <catch2/catch.hpp>

#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/placed.hpp"
#include "pipeline/review/safe_write.hpp"
#include "tests/support/offer_stage.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using testing::offering;
using testing::proofread_text;

namespace {

// What deciding about every finding of a page gives, with hints.
std::vector<Decision> decide_all(const Outcome& outcome, Answer answer = Answer::accept) {
    std::vector<Decision> out;
    const std::vector<EntryKey> keys = keys_of(outcome);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        out.push_back(decision_about(keys[i], "a.md", answer));
        out.back().hint = Hint{outcome.entries[i].at.begin, outcome.entries[i].at.end};
    }
    return out;
}

std::vector<Fit> fits(const PagePlan& plan) {
    std::vector<Fit> out;
    for (const Fitting& one : plan.fittings) out.push_back(one.fit);
    return out;
}

using Fits = std::vector<Fit>;

}  // namespace

TEST_CASE("the same bytes: every decision applies where it was made") {
    const Pipeline pipeline = offering({{"剑源", "箭元"}, {"裁联社", "财联社"}});
    const Outcome outcome = proofread_text(pipeline, "公司剑源科技，包括裁联社在内，剑源");
    const PagePlan plan = plan_page(outcome, decide_all(outcome));
    CHECK(fits(plan) == Fits{Fit::fits, Fit::fits, Fit::fits});
    CHECK(plan.bytes == "公司箭元科技，包括财联社在内，箭元");
}

TEST_CASE("moved but unique: applied, and said; gone or twice there: stale") {
    const Pipeline pipeline = offering({{"剑源", "箭元"}});
    const std::string text = "说淘宝与民营航天公司剑源科技联手开发火箭。";
    const std::vector<Decision> decisions = decide_all(proofread_text(pipeline, text));
    CHECK(fits(plan_page(proofread_text(pipeline, "前言。\n\n" + text), decisions)) == Fits{Fit::moved});
    CHECK(fits(plan_page(proofread_text({}, "前言。\n\n" + text), decisions)) ==
          Fits{Fit::moved});  // no rule finds it any more
    CHECK(fits(plan_page(proofread_text(pipeline, "全不相干的一段话，剑源也在。"), decisions)) == Fits{Fit::gone});
    CHECK(fits(plan_page(proofread_text(pipeline, "说淘宝与民营航天公司箭元科技联手开发火箭。"), decisions)) ==
          Fits{Fit::already});
    const std::string verse = "甲乙丙丁戊己庚辛剑源壬癸子丑寅卯辰巳";
    const std::vector<Decision> one = decide_all(proofread_text(pipeline, verse));
    CHECK(fits(plan_page(proofread_text(pipeline, "前言不提。\n\n" + verse + "\n\n" + verse), one)) ==
          Fits{Fit::several});
}

TEST_CASE("what stands at the old bytes by chance is not taken for the place") {
    const Pipeline pipeline = offering({{"的", "地"}});
    const std::vector<Decision> decisions = decide_all(proofread_text(pipeline, "他慢慢的走过来"));
    const PagePlan plan = plan_page(proofread_text(pipeline, "我们家的孩子都好"), decisions);
    CHECK(fits(plan) == Fits{Fit::gone});
    CHECK(plan.edits.empty());
}

TEST_CASE("a mark that was added is not added again") {
    Decision d;
    d.answer = Answer::edit;
    d.to = "，";
    d.file = "a.md";
    d.source = d.decided = {"甲乙丙丁", "戊己庚辛"};
    CHECK(plan_page(proofread_text({}, "甲乙丙丁戊己庚辛"), {d}).bytes == "甲乙丙丁，戊己庚辛");
    CHECK(fits(plan_page(proofread_text({}, "甲乙丙丁，戊己庚辛"), {d})) == Fits{Fit::already});
    d.hint = Hint{12, 12};
    CHECK(fits(plan_page(proofread_text({}, "甲乙丙丁，戊己庚辛"), {d})) == Fits{Fit::already});
}

TEST_CASE("two decisions about the same bytes: what was typed goes first") {
    const Pipeline pipeline = offering({{"马杜公", "马督工"}});
    const std::string text = "这是马杜公说的话";
    std::vector<Decision> decisions = decide_all(proofread_text(pipeline, text));
    Decision typed = decisions[0];
    typed.answer = Answer::edit;
    typed.from = "杜";
    typed.to = "督";
    typed.source = typed.decided = {"这是马", "公说的话"};
    typed.hint.reset();
    decisions.push_back(typed);
    const PagePlan plan = plan_page(proofread_text(pipeline, text), decisions);
    CHECK(fits(plan) == Fits{Fit::overlaps, Fit::fits});
    CHECK(plan.bytes == "这是马督公说的话");
}

TEST_CASE("what would change the structure of the page is withheld, and the rest is written") {
    const Pipeline pipeline = offering({{"井号", "# 井号"}, {"剑源", "箭元"}});
    const Outcome outcome = proofread_text(pipeline, "井号开头，后面是剑源科技\n");
    const PagePlan plan = plan_page(outcome, decide_all(outcome));
    CHECK(fits(plan) == Fits{Fit::withheld, Fit::fits});
    CHECK(plan.bytes == "井号开头，后面是箭元科技\n");
}

TEST_CASE("a decision about the file takes every finding with its pair that nothing was said about") {
    const Pipeline pipeline = offering({{"剑源", "箭元"}});
    const Outcome outcome = proofread_text(pipeline, "公司剑源科技，还有剑源，又是剑源。");
    Decision wide = decide_all(outcome)[0];
    wide.scope = Scope::file;
    wide.hint.reset();
    CHECK(plan_page(outcome, {wide}).bytes == "公司箭元科技，还有箭元，又是箭元。");
}

TEST_CASE("one of two errors three characters apart is rejected, the other applied: the next run is silent") {
    const testing::TempFolder folder;
    const Pipeline pipeline = offering({{"剑源", "箭元"}, {"裁联社", "财联社"}});
    const std::string text = "剑源和裁联社";
    const std::string path = folder.write("a.md", text);
    const Outcome outcome = proofread_text(pipeline, text);
    const DecisionStore store(folder.path());
    const std::vector<EntryKey> keys = keys_of(outcome);
    REQUIRE(store.change([&](DecisionFile& file) {
        file.put(decision_about(keys[0], "a.md", Answer::reject));
        file.put(decision_about(keys[1], "a.md", Answer::accept));
    }));
    Problems problems;
    const PagePlan plan = plan_page(outcome, load_decisions(folder.path(), problems)->of_file("a.md"));
    WritingRun run(folder.path());
    REQUIRE(write_plan(run, store, path, "a.md", *outcome.document, plan));
    CHECK(*read_whole(path) == "剑源和财联社");

    const auto silent = [&](const std::string& now) {
        const Decisions decisions = *load_decisions(folder.path(), problems);
        ProofreadOptions options;
        options.decide = [&](const Outcome& o) { return decisions.fates(o, "a.md"); };
        auto document = read("a.md", now, Format::wikijs);
        return proofread(pipeline, std::make_shared<const Document>(std::move(*document)), options).entries.empty();
    };
    CHECK(silent("剑源和财联社"));
    // The contexts are those of the new text, so that the other side may change next.
    const auto kept = store.read();
    REQUIRE(kept->decisions.size() == 2);
    for (const Decision& d : kept->decisions) {
        if (d.answer == Answer::reject) {
            CHECK(d.source.right == "和财联社");
        } else {
            CHECK(d.done);
        }
    }
    CHECK(silent("新的开头，剑源和财联社"));
}

TEST_CASE("after an undo what had been written waits again") {
    const testing::TempFolder folder;
    const Pipeline pipeline = offering({{"剑源", "箭元"}});
    const std::string text = "公司剑源科技";
    const std::string path = folder.write("a.md", text);
    const Outcome outcome = proofread_text(pipeline, text);
    const DecisionStore store(folder.path());
    {
        WritingRun run(folder.path());
        REQUIRE(write_plan(run, store, path, "a.md", *outcome.document, plan_page(outcome, decide_all(outcome))));
    }
    REQUIRE(store.read()->decisions.at(0).done);
    REQUIRE(undo_last_run(folder.path()));
    CHECK(*read_whole(path) == text);
    CHECK(*reopen(store, "a.md", *outcome.document));
    CHECK_FALSE(store.read()->decisions.at(0).done);
}
