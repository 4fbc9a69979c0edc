#include "pipeline/rule/configure.hpp"

#include <catch2/catch.hpp>

#include "pipeline/rule/load.hpp"

using namespace jiaodui;

namespace {

RuleBook good_rules() { return *load_rules(std::string(JIAODUI_SOURCE_DIR) + "/tests/unit/rule/data/good"); }

Config config_of(std::string_view text) {
    Problems problems;
    auto config = parse_config(text, "c", problems);
    REQUIRE(config);
    return std::move(*config);
}

RuleBook applied(std::string_view text) {
    RuleBook book = good_rules();
    Problems problems;
    apply_settings(book, effective(config_of(text), "a.md"), problems);
    CHECK(problems.empty());
    return book;
}

}  // namespace

TEST_CASE("a name is an id, an alias, a group of either, or all") {
    const RuleBook book =
        applied("rules: {标点/半角: hint, script/*: {tier: safe, lang: zh-Hant}, space/han-latin: on}");
    CHECK(book.find("punct/halfwidth")->tier == Tier::hint);
    CHECK(book.find("script/t2s")->tier == Tier::safe);
    CHECK(book.find("script/t2s")->text("lang") == "zh-Hant");
    CHECK(book.find("space/han-latin")->on);
    CHECK_FALSE(applied("rules: {标点/*: off}").find("punct/halfwidth")->on);
    for (const Rule& rule : applied("rules: {'*': off}").rules) CHECK_FALSE(rule.on);
}

TEST_CASE("later settings win") {
    const RuleBook book = applied("rules: {'*': off, punct/halfwidth: {tier: suggest, between: any, new: [1, 2]}}");
    CHECK(book.find("punct/halfwidth")->on);
    CHECK(book.find("punct/halfwidth")->tier == Tier::suggest);
    CHECK(book.find("punct/halfwidth")->text("between") == "any");
    CHECK(book.find("punct/halfwidth")->param("new")->size() == 2);
    CHECK_FALSE(book.find("script/t2s")->on);
}

TEST_CASE("style and language are parameters of rules, which a rule's own line overrides") {
    const RuleBook book = applied("style: {cjk_latin_space: one}\nlang: zh-Hans\n");
    CHECK(book.find("space/han-latin")->text("style") == "one");
    CHECK(book.find("script/t2s")->text("lang") == "zh-Hans");
    CHECK(applied("").find("space/han-latin")->text("style") == "keep");
    CHECK(applied("").find("script/t2s")->text("lang") == "auto");
    CHECK(applied("style: {cjk_latin_space: one}\nrules: {space/han-latin: {style: none}}\n")
              .find("space/han-latin")
              ->text("style") == "none");
}

TEST_CASE("a name that stands for no rule is an error wherever it is written") {
    Config config = config_of(
        "rules:\n  punct/halfwdith: safe\noverrides:\n  - files: a/\n    rules: {halfwidth: off, scirpt/*: off}\n");
    REQUIRE(set_value(config, "rules.nonsense=off"));
    RuleBook book = good_rules();
    Problems problems;
    check_rule_names(config, book, problems);
    REQUIRE(problems.size() == 4);
    CHECK(describe(problems[0], Lang::zh) == "c:2:3: 没有“punct/halfwdith”这条规则\n  是不是 punct/halfwidth？");
    CHECK(describe(problems[1], Lang::en) ==
          "c:5:13: no rule is called \"halfwidth\"\n  did you mean punct/halfwidth?");
    CHECK(problems[2].advice.en == "did you mean script/*?");
    CHECK(problems[3].where.file == "--set rules.nonsense=off");
    problems.clear();
    apply_settings(book, effective(config, "b.md"), problems);
    CHECK(problems.size() == 2);
}

TEST_CASE("a parameter that a rule does not have is an error where it is written") {
    const Config config = config_of(
        "rules:\n  punct/halfwidth: {between: any, betwen: han}\noverrides:\n  - {files: a/, rules: {script/*: {lang: "
        "zh-Hant, lnag: x}}}\n");
    Problems problems;
    check_rule_names(config, good_rules(), problems);
    REQUIRE(problems.size() == 2);
    CHECK(describe(problems[0], Lang::en) ==
          "c:2:35: rule punct/halfwidth has no parameter \"betwen\"\n  did you mean between?");
    CHECK(problems[1].advice.en == "did you mean lang?");
}
