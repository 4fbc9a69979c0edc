// The session without a terminal: order, answers, undo, resumption.
#include <catch2/catch.hpp>

#include "pipeline/review/session.hpp"
#include "tests/support/offer_stage.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using testing::offering;
using testing::proofread_text;

namespace {

const std::string kText = "甲公司剑源科技，裁联社报道。\n\n乙公司剑源科技说马都公不在。\n\n丙公司剑源科技";

Session session_on(const testing::TempFolder& folder, const std::string& text = kText) {
    static const Pipeline pipeline = offering({{"剑源", "箭元"}, {"裁联社", "财联社"}, {"马都公", "马督工"}});
    Problems problems;
    const Decisions decisions = *load_decisions(folder.path(), problems);
    Session session(folder.path(), {Tier::suggest, Order::group, "甲", "2026-08-09"});
    session.add(folder.path("a.md"), "a.md", proofread_text(pipeline, text), decisions);
    session.start();
    return session;
}

std::vector<std::string> queue(const Session& session) {
    std::vector<std::string> out;
    for (std::size_t q = 0; q < session.queue().size(); ++q) out.push_back(session.entry(q).old_text);
    return out;
}

using Lines = std::vector<std::string>;
const Session::Reply kYes{Answer::accept, Scope::here, {}, {}};
const Session::Reply kNo{Answer::reject, Scope::here, {}, {}};

}  // namespace

TEST_CASE("pairs that repeat are asked first, then the rest as they stand") {
    const testing::TempFolder folder;
    const Session session = session_on(folder);
    CHECK(queue(session) == Lines{"剑源", "剑源", "剑源", "裁联社", "马都公"});
    CHECK(session.open_in_group(0).size() == 3);
    CHECK(session.open_in_group(3).size() == 1);
}

TEST_CASE("answers are on disk at once, and a new session finds them") {
    const testing::TempFolder folder;
    {
        Session session = session_on(folder);
        REQUIRE(session.answer(session.open_in_group(0), kYes));
        REQUIRE(session.answer({3}, kNo));
        CHECK(session.next_open(0) == 4);
        CHECK(session.plan(0).applied() == 3);
    }
    Session again = session_on(folder);
    CHECK(again.answered() == 4);
    CHECK(again.next_open(0) == 4);
    CHECK(again.plan(0).bytes == "甲公司箭元科技，裁联社报道。\n\n乙公司箭元科技说马都公不在。\n\n丙公司箭元科技");
    CHECK(again.counts().accepted == 0);  // not of this session
}

TEST_CASE("undo takes back a group answer whole, on disk too") {
    const testing::TempFolder folder;
    Session session = session_on(folder);
    REQUIRE(session.answer({3}, kNo));
    const std::string before = session.store().read()->text();
    REQUIRE(session.answer(session.open_in_group(1), kYes));
    const auto back = session.undo();
    REQUIRE(back);
    CHECK(*back == std::optional<std::size_t>(0));
    CHECK(session.store().read()->text() == before);
    CHECK(session.answered() == 1);
    REQUIRE(session.undo());
    CHECK(session.store().read()->decisions.empty());
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("a changed mind replaces the answer") {
    const testing::TempFolder folder;
    Session session = session_on(folder);
    REQUIRE(session.answer({3}, kNo));
    REQUIRE(session.answer({3}, kYes));
    CHECK(session.store().read()->decisions.size() == 1);
    CHECK(session.plan(0).applied() == 1);
}

TEST_CASE("answers carry both forms of their contexts") {
    const testing::TempFolder folder;
    Session session = session_on(folder, "剑源和裁联社");
    REQUIRE(session.answer({0}, kNo));
    REQUIRE(session.answer({1}, kYes));
    const DecisionFile kept = *session.store().read();
    for (const Decision& d : kept.decisions) {
        if (d.answer != Answer::reject) continue;
        CHECK(d.source.right == "和裁联社");
        CHECK(d.decided.right == "和财联社");
    }
}

TEST_CASE("what is put off is asked last") {
    const testing::TempFolder folder;
    Session session = session_on(folder);
    REQUIRE(session.answer({3}, {Answer::later, Scope::here, {}, {}}));
    CHECK(session.next_open(3) == 4);
    REQUIRE(session.answer({0, 1, 2, 4}, kNo));
    CHECK(session.next_open(0) == 3);
    CHECK(session.answered() == 4);
}

TEST_CASE("a correction where nothing was suggested is a decision, and takes the place of one") {
    const testing::TempFolder folder;
    Session session = session_on(folder, "公司剑源科技，大江大河也在");
    const auto at = static_cast<std::uint32_t>(std::string("公司剑源科技，").size());
    REQUIRE(session.type(0, {{{at, at + 12}, "《大江大河》"}}));
    CHECK(session.plan(0).bytes == "公司剑源科技，《大江大河》也在");
    REQUIRE(session.answer({0}, kYes));
    REQUIRE(session.type(0, {{{6, 12}, "剑元"}}));  // over the suggestion that was accepted
    CHECK(session.plan(0).bytes == "公司剑元科技，《大江大河》也在");
    Session again = session_on(folder, "公司剑源科技，大江大河也在");
    CHECK(again.plan(0).bytes == "公司剑元科技，《大江大河》也在");
    REQUIRE(session.undo());
    CHECK(session.plan(0).bytes == "公司箭元科技，《大江大河》也在");
}

TEST_CASE("the same text elsewhere in the page is offered, decided places left out") {
    const testing::TempFolder folder;
    Session session = session_on(folder, "大江大河，大江大河，`大江大河`，大江大河");
    REQUIRE(session.type(0, {{{0, 12}, "《大江大河》"}}));
    CHECK(session.same_elsewhere(0, {0, 12}).size() == 2);  // not in code
}

TEST_CASE("a wider no is one line, and undone with its answer") {
    const testing::TempFolder folder;
    Session session = session_on(folder);
    REQUIRE(session.answer(session.open_in_group(0), {Answer::reject, Scope::repo, {}, {}}));
    const auto count = [&](Scope scope) {
        const DecisionFile file = *session.store().read();
        return std::count_if(file.decisions.begin(), file.decisions.end(),
                             [&](const Decision& d) { return d.scope == scope; });
    };
    CHECK(count(Scope::repo) == 1);
    REQUIRE(session.undo());
    CHECK(session.store().read()->decisions.empty());
}

TEST_CASE("the commit message names the page without its ending") {
    CHECK(Session::commit_message("opinion/13.md", 13, 0, Lang::zh) == "校对 opinion/13：接受 13 处");
    CHECK(Session::commit_message("a.b/13", 1, 2, Lang::en) == "Proofread a.b/13: 1 accepted, 2 edited");
}
