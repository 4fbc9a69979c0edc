#include <catch2/catch.hpp>

#include "pipeline/review/decision_import.hpp"

using namespace jiaodui;

TEST_CASE("a table that was marked in a spreadsheet") {
    const Imported in = import_decisions(
        "\xEF\xBB\xBF决定\t上文\t原文\t改为\t下文\t规则\t文件\t序\t始\t止\r\n"
        "接受\t公司\t剑源\t箭元\t科技\tt/a\ta.md\t2\t6\t12\r\n"
        "\t公司\t甲\t乙\t科技\tt/a\ta.md\t1\t6\t12\r\n"
        "N\t公司\t\"引\"\"号\"\t\\n\\\\\t'=科技\tt/a\ta.md\t\t\t\r\n"
        "也许\t\t\t\t\t\ta.md\t\t\t\r\n",
        "d.tsv");
    REQUIRE(in.decisions.size() == 2);
    const Decision& yes = in.decisions[0].decision;
    CHECK(yes.answer == Answer::accept);
    CHECK(yes.from == "剑源");
    CHECK(yes.to == "箭元");
    CHECK(yes.source == Contexts{"公司", "科技"});
    CHECK(yes.nth == 2);
    CHECK(yes.hint == Hint{6, 12});
    const Decision& no = in.decisions[1].decision;
    CHECK(no.answer == Answer::reject);
    CHECK(no.from == "引\"号");
    CHECK(no.to == "\n\\");
    CHECK(no.source.right == "=科技");
    REQUIRE(in.problems.size() == 1);
    CHECK(in.problems[0].where.line == 5);
}

TEST_CASE("a table in UTF-16, as spreadsheets write it, and in English") {
    const std::string utf8 = "decision\tleft\told\tnew\tright\tfile\ny\ta\tb\tc\td\ta.md\n";
    std::string utf16 = "\xFF\xFE";
    for (const char c : utf8) utf16 += {c, '\0'};
    const Imported in = import_decisions(utf16, "d.tsv");
    REQUIRE(in.decisions.size() == 1);
    CHECK(in.decisions[0].decision.from == "b");
    CHECK(import_decisions("decision\told\ny\tb\n", "d.tsv").problems.size() == 4);
}

TEST_CASE("an accepted row without a text deletes only what is suggested to be deleted") {
    const Imported in = import_decisions("decision\tleft\told\tnew\tright\tfile\ny\ta\tb\t\td\ta.md\n", "d.tsv");
    REQUIRE(in.decisions.size() == 1);
    CHECK(in.decisions[0].if_suggested);
}

TEST_CASE("CriticMarkup: what is marked is accepted, with contexts of the text without marks") {
    const Imported in = import_decisions(
        "{>>jiaodui a.md<<}\n"
        "甲乙丙丁{~~剑源~>箭元~~}{>>t/a 92<<}科{++，++}技{--的--}公司{==某处==}{>>t/b: 看看<<}\n",
        "a.critic.md");
    REQUIRE(in.problems.empty());
    REQUIRE(in.decisions.size() == 3);
    CHECK(in.decisions[0].decision.from == "剑源");
    CHECK(in.decisions[0].decision.source == Contexts{"甲乙丙丁", "科技的公司某处"});
    CHECK(in.decisions[0].decision.hint == Hint{12, 18});
    CHECK(in.decisions[1].decision.from.empty());
    CHECK(in.decisions[1].decision.to == "，");
    CHECK(in.decisions[2].decision.to == "");
    CHECK(in.decisions[2].decision.file == "a.md");
}

TEST_CASE("JSON lines, and what is none of the three") {
    CHECK(import_decisions(R"({"v":1,"d":"reject","from":"x","to":"y","file":"a.md","l":"","r":""})", "d")
              .decisions.size() == 1);
    CHECK(import_decisions("随便写的", "d").problems.size() == 1);
    CHECK(import_decisions("", "d").problems.empty());
    CHECK(import_decisions("{>>jiaodui a.md<<}\n{~~没有结束", "d").problems.size() == 1);
    CHECK(import_decisions("{>>jiaodui a.md<<}\n{~~没有箭头~~}", "d").problems.size() == 1);
}
