#include <catch2/catch.hpp>

#include "pipeline/rule/glossary_entry.hpp"

using namespace jiaodui;

namespace {

std::string lines_of(const Problems& problems) {
    std::string out;
    for (const Error& error : problems) out += (out.empty() ? "" : " ") + std::to_string(error.where.line);
    return out;
}

}  // namespace

TEST_CASE("a YAML entry with everything") {
    Problems problems;
    const auto entries = glossary_load_yaml(
        "- term: UP主\n"
        "  alias: [up主]\n"
        "  wrong:\n"
        "    - 阿婆主\n"
        "    - {text: App, after: 主, near: [视频, 弹幕], unless: [App主页]}\n"
        "  tier: suggest\n"
        "  casing: true\n"
        "  sound: off\n"
        "  reading: you pi zhu\n"
        "  note: 弹幕网站\n"
        "  source: 站内用语\n"
        "  examples:\n"
        "    - {text: 这位App主, want: 这位UP主}\n"
        "    - {text: 打开App主页}\n"
        "- keep: [黄霑, 贝莱德]\n"
        "- {term: 俄油, wrong: 俄游, unless: 俄游客}\n",
        "a.yaml", problems);
    REQUIRE(lines_of(problems) == "");
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].wrong[1].after == std::vector<std::string>{"主"});
    CHECK(entries[0].wrong[1].line == 5);
    CHECK(entries[0].tier == Tier::suggest);
    CHECK(entries[0].proven());
    CHECK(entries[1].term.empty());
    CHECK(entries[2].wrong[0].unless == std::vector<std::string>{"俄游客"});
    CHECK_FALSE(entries[2].proven());
}

TEST_CASE("every problem of a YAML glossary is located and its entry left out") {
    Problems problems;
    const auto entries = glossary_load_yaml(
        "- term: 甲乙\n"
        "- {term: 丙丁, worng: 丙订}\n"
        "- {term: 戊己, wrong: 戊己}\n"
        "- {term: 庚辛, wrong: 更}\n"
        "- {wrong: 壬鬼}\n"
        "- {term: 子丑, wrong: 子仇, unless: 寅卯}\n"
        "- {term: 辰巳, tier: maybe}\n"
        "- 午未\n",
        "b.yaml", problems);
    CHECK(entries.size() == 1);
    CHECK(lines_of(problems) == "2 3 4 5 6 7 8");
}

TEST_CASE("tables and lists") {
    Problems problems;
    const auto rows =
        glossary_load("俄游\t俄油\tsuggest\t石油\n黄循才\t黄循财\n甲乙\t丙丁\tbest\n甲\t乙\n", "c.tsv", problems);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].tier == Tier::suggest);
    CHECK(rows[0].note == "石油");
    CHECK(rows[1].term == "黄循财");
    CHECK(lines_of(problems) == "3 4");
    problems.clear();
    CHECK(glossary_load("# 人名\n黄循财\n", "d.txt", problems).size() == 1);
    CHECK(problems.empty());
    CHECK(glossary_load("黄循财", "e.doc", problems).empty());
    CHECK(problems.size() == 1);
}

TEST_CASE("readings and pairs of sounds are checked") {
    Problems problems;
    const auto entries = glossary_load_yaml(
        "- {term: 乐清, reading: yue qing}\n- {term: 规培, sound: gui pei}\n- {term: 资源, fuzzy: [an/uan]}\n- {term: "
        "灵渠, fuzzy: off}\n"
        "- {term: 乐亭, reading: lao}\n- {term: 乐昌, sound: yes}\n- {term: 乐山, fuzzy: [an]}\n",
        "a.yaml", problems);
    CHECK(entries.size() == 4);
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].where.line == 5);
}
