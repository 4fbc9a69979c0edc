#include "pipeline/conf/config.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using jiaodui::testing::TempFolder;

namespace {

Config good(std::string_view text) {
    Problems problems;
    auto config = parse_config(text, ".jiaodui.yaml", problems);
    for (const Error& problem : problems) UNSCOPED_INFO(describe(problem, Lang::en));
    REQUIRE(config);
    return std::move(*config);
}

std::vector<std::string> bad(std::string_view text, Lang lang = Lang::en) {
    Problems problems;
    REQUIRE_FALSE(parse_config(text, "c", problems));
    std::vector<std::string> out;
    for (const Error& problem : problems) out.push_back(describe(problem, lang));
    return out;
}

}  // namespace

TEST_CASE("an empty configuration is the defaults") {
    CHECK(effective(good(""), "a.md") == Settings{});
    CHECK(effective(good("version: 1\nrules:\nglossary:\n"), "a.md") == Settings{});
}

TEST_CASE("every key is read") {
    const Settings s = effective(good(R"(version: 1
files: {include: ["**/*.md", "**/*.srt"], exclude: [template/]}
profile: plain
lang: zh-Hans
style: {cjk_latin_space: none, quotes: curly}
pipeline: [invisible, punct]
rules:
  punct/halfwidth: safe
  script/t2s: {tier: suggest, keep: [黄霑, 昇腾], skip_quotes: true}
  space/*: off
  segment/*: no
  标点/配对: {tier: off, block: true}
  filler/*: on
glossary: [glossary/*.yaml, people.tsv]
shipped_glossaries: []
frontmatter: {check: [title]}
protect: {extra: ['BV[0-9A-Za-z]{10}']}
transcript_notice: [未校对]
review: {min_confidence: 0.8}
fail_on: none
)"),
                                 "a.md");
    CHECK(s.profile == "plain");
    CHECK(s.lang == "zh-Hans");
    CHECK(s.space_style == "none");
    CHECK(s.quote_style == "curly");
    CHECK(s.stages == std::vector<std::string>{"invisible", "punct"});
    REQUIRE(s.rules.size() == 6);
    CHECK(s.rules[0].tier == Tier::safe);
    CHECK(s.rules[0].on == true);
    CHECK(s.rules[0].where.line == 8);
    CHECK(s.rules[0].where.column == 3);
    REQUIRE(s.rules[1].params.size() == 2);
    CHECK(s.rules[1].params[0].second == std::vector<std::string>{"黄霑", "昇腾"});
    CHECK(s.rules[1].params[1].second == std::vector<std::string>{"true"});
    CHECK(s.rules[2].on == false);
    CHECK(s.rules[3].on == false);
    CHECK(s.rules[4].on == false);
    CHECK(s.rules[4].block == true);
    CHECK(s.rules[5].on == true);
    CHECK_FALSE(s.rules[5].tier);
    CHECK(s.glossaries == std::vector<std::string>{"glossary/*.yaml", "people.tsv"});
    CHECK(s.shipped_glossaries->empty());
    CHECK(s.front_matter == std::vector<std::string>{"title"});
    CHECK(s.transcript_notice == std::vector<std::string>{"未校对"});
    CHECK(s.protect.size() == 1);
    CHECK(s.min_confidence == Approx(0.8f));
    CHECK(s.fail_never);
}

TEST_CASE("every problem is said, with its place and advice") {
    const auto problems =
        bad("version: 2\nrulse: {}\nlang: chinese\nstyle: {qoutes: curly}\nreview: {min_confidence: 92}\n"
            "rules: {punct/a: saef}\nfail_on: never\noverrides: [{rules: {}}]\nfiles: {include: ['[a']}\n");
    REQUIRE(problems.size() == 9);
    CHECK(problems[0] == "c:2:1: unknown key \"rulse\"\n  did you mean rules?");
    CHECK(problems[1].starts_with("c:1:10: this version"));
    CHECK(problems[2].starts_with("c:3:7: cannot be \"chinese\""));
    CHECK(problems[3] == "c:4:9: unknown key \"qoutes\"\n  did you mean quotes?");
    CHECK(problems[4] == "c:5:26: expected a number from 0 to 1");
    CHECK(problems[5] == "c:6:18: cannot be \"saef\"\n  did you mean safe?");
    CHECK(problems[6].starts_with("c:7:10:"));
    CHECK(problems[7].starts_with("c:8:13: files is missing"));
    CHECK(problems[8].starts_with("c:9:19: the pattern"));
}

TEST_CASE("what a rule is cannot be changed, only what it does") {
    const auto problems = bad("rules:\n  punct/a: {kind: regex, tier: safe, x: {y: 1}}\n  punct/b: [1]\n");
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].starts_with("c:2:13: a rule's kind cannot be changed"));
    CHECK(problems[1] == "c:2:41: expected text or a list of texts");
    CHECK(problems[2].starts_with("c:3:12: "));
}

TEST_CASE("paths stay inside the project") {
    for (const char* path : {"../../etc/passwd", "/etc/passwd", "a/../../b", "*/../../x", "**/../x", ""}) {
        CHECK(bad("glossary: ['" + std::string(path) + "']").size() == 1);
    }
    CHECK(good("glossary: a/../b.yaml").base.glossaries.size() == 1);
}

TEST_CASE("overrides lie on top for the files they name; flags lie on top of all") {
    Config config = good(R"(
profile: wikijs
rules: {number/*: safe}
glossary: a.yaml
overrides:
  - {files: "reference/**", profile: plain, rules: {number/*: off}, glossary: b.yaml}
  - {files: [reference/x/], fail_on: hint}
)");
    CHECK(effective(config, "opinion/1.md").profile == "wikijs");
    const Settings s = effective(config, "reference/1.md");
    CHECK(s.profile == "plain");
    CHECK(s.rules.back().on == false);
    CHECK(s.glossaries == std::vector<std::string>{"a.yaml", "b.yaml"});
    CHECK(s.fail_on == Tier::safe);
    CHECK(effective(config, "reference/x/y/1.md").fail_on == Tier::hint);

    REQUIRE(set_value(config, "profile=wikijs"));
    REQUIRE(set_value(config, "rules.number/style=hint"));
    REQUIRE(set_value(config, "rules.script/t2s.keep=[黄霑]"));
    REQUIRE(set_value(config, "style={quotes: corner}"));
    REQUIRE(set_value(config, "files.exclude=temp/"));
    const Settings f = effective(config, "reference/1.md");
    CHECK(f.profile == "wikijs");
    CHECK(f.rules[2].tier == Tier::hint);
    CHECK(f.rules[3].params[0].second == std::vector<std::string>{"黄霑"});
    CHECK(f.quote_style == "corner");
    CHECK(config.exclude.covers("temp/a.md"));
}

TEST_CASE("a bad --set changes nothing and says why") {
    Config config;
    CHECK(set_value(config, "profil=plain").error().advice.empty());
    CHECK(set_value(config, "profil=plain").error().message.en.find("did you mean profile?") != std::string::npos);
    for (const char* text : {"profile", "=x", "a..b=1", "profile=[", "overrides=[]", "version=1", "fail_on=maybe"}) {
        CHECK_FALSE(set_value(config, text));
    }
    CHECK(effective(config, "a.md") == Settings{});
}

TEST_CASE("a configuration is loaded with its root, and its glossaries must exist") {
    const TempFolder folder;
    folder.write("g/a.yaml");
    const std::string path = folder.write(".jiaodui.yaml", "glossary: [g/a.yaml, g/*.tsv]\n");
    const auto config = load_config(path);
    REQUIRE(config);
    CHECK(config->root == folder.path());
    folder.write(".jiaodui.yaml", "glossary:\n  - g/a.yaml\n  - g/b.yaml\nlang: x\n");
    CHECK(describe(load_config(path).error(), Lang::en).find("4:7") != std::string::npos);
    folder.write(".jiaodui.yaml", "glossary:\n  - g/a.yaml\n  - g/b.yaml\n");
    CHECK(describe(load_config(path).error(), Lang::en).starts_with(path + ":3:5: no such file: g/b.yaml"));
    CHECK_FALSE(load_config(folder.path("none.yaml")));
}

TEST_CASE("stages that do not exist, or twice, are problems") {
    constexpr std::array<std::string_view, 3> known = {"punct", "script", "width"};
    Problems problems;
    check_stage_names(good("pipeline: [punct, scirpt, punct]\n"), known, problems);
    REQUIRE(problems.size() == 2);
    CHECK(describe(problems[0], Lang::zh) == ".jiaodui.yaml:1:19: 没有“scirpt”这个环节\n  是不是 script？");
    CHECK(problems[1].where.column == 27);
}

TEST_CASE("folded problems read as they do one by one") {
    Problems problems = {{ErrorCode::syntax, {"一", "one"}, {"改", "mend"}, {"a", 1, 2}},
                         {ErrorCode::io, {"二", "two"}, {}, {"b", 3, 0}}};
    CHECK(describe(fold(problems), Lang::en) ==
          describe(problems[0], Lang::en) + "\n" + describe(problems[1], Lang::en));
}
