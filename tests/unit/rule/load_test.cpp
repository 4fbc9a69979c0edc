#include "pipeline/rule/load.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;

namespace {

const std::string kGood = std::string(JIAODUI_SOURCE_DIR) + "/tests/unit/rule/data/good";

std::string said(const Problems& problems) {
    std::string out;
    for (const Error& problem : problems) out += describe(problem, Lang::en) + "\n";
    return out;
}

}  // namespace

TEST_CASE("rules are found by walking and sorted by id") {
    const auto book = load_rules(kGood);
    REQUIRE(book);
    REQUIRE(book->rules.size() == 3);
    const Rule& rule = book->rules[0];
    CHECK(rule.id == "punct/halfwidth");
    CHECK(rule.file == "rules/punct/halfwidth.yaml");
    CHECK(rule.tier == Tier::safe);
    CHECK(rule.confidence == 0.98f);
    CHECK(rule.priority == 5);
    CHECK(rule.on);
    CHECK(rule.message.zh == "中文之间用全角标点：{old} → {new}");
    CHECK(*rule.param("to") == std::vector<std::string>{"，", "？", "！"});
    CHECK(rule.text("between") == "han");
    CHECK(book->find("字形/繁转简")->tier == Tier::suggest);
    CHECK(book->find("script/t2s")->param("empty")->empty());
    CHECK_FALSE(book->find("space/han-latin")->on);
    CHECK(book->find("space/han-latin")->block);
}

TEST_CASE("every problem of a file is said with its place") {
    Problems problems;
    (void)parse_rule(
        "id: punct/b\nstage: punct\nteir: safe\ntier: sure\nmessage: {zh: 甲}\npriority: x\nparams: {a: {b: c}}\n",
        "punct/a", "f", problems);
    CHECK(said(problems) ==
          "f:3:1: unknown key \"teir\"\n  did you mean tier?\n"
          "f:1:5: the id is not where the file lies\n  write id: punct/a, or move the file to punct/b.yaml\n"
          "f:1:1: kind is missing\n  add the line\n"
          "f:5:10: en is missing\n  add the line\n"
          "f:4:7: cannot be \"sure\"\n  there are: safe, suggest, hint\n"
          "f:6:11: expected a whole number from -1000 to 1000\n"
          "f:7:13: expected text or a list of texts\n");
}

TEST_CASE("problems of all files are gathered; names stand for one rule") {
    const TempFolder folder;
    const std::string body = "stage: s\nkind: k\nmessage: {zh: 甲, en: a}\nalias: 组/名\n";
    folder.write("g/a.yaml", "id: g/a\n" + body);
    folder.write("g/b.yaml", "id: g/b\n" + body);
    folder.write("g/c.yaml", "id: [\n");
    folder.write("g/d.yml", "id: g/d\n");
    folder.write("top.yaml", "id: top\n");
    folder.write("g/x/deep.yaml", "id: g/x/deep\n");
    folder.write("G/a.yaml", "id: G/a\n");
    folder.write("g/.hidden.yaml", "nonsense");
    folder.write("g/a.md", "# g/a");
    Problems problems;
    (void)load_rules(folder.path(), problems);
    CHECK(problems.size() == 6);
    CHECK(said(problems).find("belongs to g/a already") != std::string::npos);
    CHECK_FALSE(load_rules(folder.path()));
    CHECK_FALSE(load_rules(folder.path("none")));
}
