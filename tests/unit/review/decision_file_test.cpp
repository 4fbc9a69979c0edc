// The file of decisions: what is read, what is kept, how it merges.
#include <catch2/catch.hpp>

#include "pipeline/review/decision_file.hpp"

using namespace jiaodui;

namespace {

Decision place(Answer answer, std::string from, std::string to, std::string left, std::string right) {
    Decision d;
    d.answer = answer;
    d.rule = "term/glossary";
    d.from = std::move(from);
    d.to = std::move(to);
    d.file = "a.md";
    d.source = d.decided = {std::move(left), std::move(right)};
    return d;
}

}  // namespace

TEST_CASE("a decision is one line and reads back as it was") {
    Decision d = place(Answer::edit, "剑源", "箭元\"\n", "与民营航天公司", "科技");
    d.also = {"剑元", ""};
    d.decided.right = "集团";
    d.nth = 2;
    d.in_markup = true;
    d.done = true;
    d.by = "甲";
    d.at = "2026-08-09";
    d.why = "原文";
    const std::string line = line_of(d);
    CHECK(line.find('\n') == std::string::npos);
    const auto again = decision_of(line);
    REQUIRE(again);
    CHECK(*again == d);
}

TEST_CASE("a remark without a text, a deletion and a rule are told apart") {
    Decision remark = place(Answer::reject, "星期五", "", "", "");
    remark.to.reset();
    CHECK_FALSE(decision_of(line_of(remark))->to);
    CHECK(decision_of(line_of(place(Answer::accept, "的", "", "", "")))->to == "");
    const auto off = decision_of(R"({"v":1,"d":"reject","scope":"rule-off","rule":"date/weekday"})");
    REQUIRE(off);
    CHECK(off->scope == Scope::rule_off);
}

TEST_CASE("lines that cannot be read are reported with their number and kept") {
    const std::string good = line_of(place(Answer::reject, "甲", "乙", "左", "右"));
    const std::string text = "no json\n" + good +
                             "\n{\"v\":9,\"d\":\"reject\",\"from\":\"x\"}\n{\"v\":1,\"d\":\"maybe\"}\n" +
                             R"({"v":1,"d":"accept","from":"x","file":"a.md"})" + "\n";
    DecisionFile file = DecisionFile::parse(text, "d.jsonl");
    CHECK(file.decisions.size() == 1);
    REQUIRE(file.problems.size() == 4);
    CHECK(file.problems[0].where.file == "d.jsonl");
    CHECK(file.problems[0].where.line == 1);
    CHECK(file.problems[1].where.line == 3);
    const std::string out = file.text();
    CHECK(out.starts_with(good));
    CHECK(out.find("no json\n") != std::string::npos);
    CHECK(out.find("{\"v\":9") != std::string::npos);
    CHECK(DecisionFile::parse(out, "d.jsonl").text() == out);
}

TEST_CASE("members of a later version are kept") {
    const auto d =
        decision_of(R"({"v":1,"d":"reject","from":"甲","to":"乙","file":"a.md","l":"","r":"","mood":["x",{"y":1}]})");
    REQUIRE(d);
    CHECK(line_of(*d).find(R"("mood":["x",{"y":1}])") != std::string::npos);
}

TEST_CASE("the hint of a file that was handed over is not written to the kept one") {
    const auto d =
        decision_of(R"({"v":1,"d":"accept","from":"甲","to":"乙","file":"a.md","byte_start":3,"byte_end":6})");
    REQUIRE(d);
    CHECK(d->hint == Hint{3, 6});
    CHECK(line_of(*d).find("byte_start") == std::string::npos);
    CHECK(line_of(*d, true).find("\"byte_start\":3,\"byte_end\":6") != std::string::npos);
}

TEST_CASE("a new answer takes the old one's place, and a turned-down text stays beside an accepted one") {
    DecisionFile file;
    file.put(place(Answer::reject, "甲", "乙", "左", "右"));
    file.put(place(Answer::accept, "甲", "乙", "左", "右"));
    REQUIRE(file.decisions.size() == 1);
    CHECK(file.decisions[0].answer == Answer::accept);
    file.put(place(Answer::reject, "甲", "丙", "左", "右"));
    CHECK(file.decisions.size() == 2);
    file.put(place(Answer::accept, "甲", "丁", "左", "右"));  // one text can stand there
    REQUIRE(file.decisions.size() == 2);
    file.erase(place(Answer::accept, "甲", "丁", "左", "右"));
    CHECK(file.decisions.size() == 1);
    file.put(place(Answer::reject, "甲", "乙", "别处", "右边"));
    CHECK(file.decisions.size() == 2);
}

TEST_CASE("the same said on two branches is one line after the merge") {
    Decision mine = place(Answer::accept, "甲", "乙", "左", "右");
    mine.at = "2026-08-01";
    Decision theirs = mine;
    theirs.at = "2026-08-02";
    theirs.by = "b";
    theirs.done = true;
    const DecisionFile file = DecisionFile::parse(line_of(mine) + "\n" + line_of(theirs) + "\n", "d.jsonl");
    REQUIRE(file.decisions.size() == 1);
    CHECK(file.decisions[0].done);
    CHECK(file.decisions[0].at == "2026-08-02");
    CHECK(file.problems.empty());
}

TEST_CASE("two lines that contradict each other are both reported and neither holds") {
    const std::string yes = line_of(place(Answer::accept, "甲", "乙", "左", "右"));
    const std::string no = line_of(place(Answer::reject, "甲", "乙", "左", "右"));
    const DecisionFile file =
        DecisionFile::parse("<<<<<<< HEAD\n" + yes + "\n=======\n" + no + "\n>>>>>>> other\n", "d.jsonl");
    CHECK(file.decisions.empty());
    CHECK(file.disputed.size() == 2);
    REQUIRE(file.problems.size() == 2);  // the marks, and the contradiction
    const std::string told = describe(file.problems[1], Lang::en);
    CHECK(told.find("2: " + yes) != std::string::npos);
    CHECK(told.find("4: " + no) != std::string::npos);
    CHECK(file.text().find("<<<<") == std::string::npos);
    CHECK(file.text().find(yes) != std::string::npos);
    CHECK(file.text().find(no) != std::string::npos);
}

TEST_CASE("of a conflict with its ancestor the ancestor's lines are not taken") {
    const std::string a = line_of(place(Answer::reject, "甲", "乙", "左", "右"));
    const std::string b = line_of(place(Answer::reject, "丙", "丁", "左", "右"));
    const DecisionFile file =
        DecisionFile::parse("<<<<<<< a\n" + a + "\n||||||| base\n" + b + "\n=======\n>>>>>>> b\n", "d");
    REQUIRE(file.decisions.size() == 1);
    CHECK(file.decisions[0].from == "甲");
}

TEST_CASE("the order of the file does not depend on the order of the answers") {
    DecisionFile one, other;
    const std::vector<Decision> all{place(Answer::reject, "甲", "乙", "左", "右"),
                                    place(Answer::accept, "丙", "丁", "左", "右"),
                                    place(Answer::accept, "丙", "丁", "上", "下")};
    for (const Decision& d : all) one.put(d);
    for (auto it = all.rbegin(); it != all.rend(); ++it) other.put(*it);
    CHECK(one.text() == other.text());
}
