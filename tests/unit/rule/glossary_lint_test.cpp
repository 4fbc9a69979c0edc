#include <catch2/catch.hpp>

#include "pipeline/rule/glossary_lint.hpp"

using namespace jiaodui;

namespace {

std::vector<GlossaryEntry> load(std::string_view text, const std::string& file = "a.yaml") {
    Problems problems;
    auto entries = glossary_load(text, file, problems);
    REQUIRE(problems.empty());
    return entries;
}

std::string show(const Problems& problems) {
    std::string out;
    for (const Error& error : problems) out += std::to_string(error.where.line) + " " + error.message.zh + "\n";
    return out;
}

std::string added(std::string_view text, std::string_view wrong, std::string_view term,
                  const std::string& file = "a.yaml") {
    const auto out = glossary_add(text, file, wrong, term);
    return out ? *out : "error: " + out.error().message.zh;
}

}  // namespace

TEST_CASE("contradictions are problems") {
    const auto lint = glossary_lint(
        load("- {term: 甲乙丙, wrong: 丁戊己}\n- {term: 丁戊己, wrong: 甲乙丙}\n- {term: 庚辛壬, wrong: 庚心壬}\n"
             "- {term: 更辛壬, wrong: 庚心壬}\n- term: 子丑寅\n- term: 子丑寅\n"),
        nullptr);
    CHECK(show(lint.problems) ==
          "1 “丁戊己”在第2行是对的写法\n2 “甲乙丙”在第1行是对的写法\n4 “庚心壬”有两种改法，另见第3行\n6 "
          "“子丑寅”重复，已见于第5行\n");
}

TEST_CASE("risky habits are hints") {
    const std::string bytes = Words::pack({"推力"});
    const Words words = *Words::view(bytes);
    const auto lint = glossary_lint(
        load("- {term: 推理, wrong: 推力}\n- {term: 智谱, wrong: 智浦, tier: safe}\n- keep: [恩智浦]\n"), &words);
    CHECK(lint.problems.empty());
    CHECK(show(lint.hints) ==
          "1 “推力”是普通词，会误伤\n2 “智浦”在“恩智浦”之中\n2 两个字的“智浦”要一正一反两个例句才能算 safe，现按 "
          "suggest 处理\n");
    CHECK(show(glossary_lint(load("乙丙丁\t一丙丁\n丙丁戊\t丙丁武\n丁戊己\t丁武己\n", "b.tsv"), &words).hints) ==
          "2 “丙丁戊”没有按顺序排列\n3 “丁戊己”没有按顺序排列\n");
}

TEST_CASE("examples are run through the whole glossary") {
    const auto entries = load(
        "- {term: 马督工, wrong: 马杜公, examples: [{text: 马杜公说, want: 马督工说}, {text: 马督公, want: 马督工}, "
        "马杜公馆]}\n- keep: 马杜公馆\n");
    Glossary glossary;
    REQUIRE(glossary.add(glossary_pack(entries, {})));
    const auto report = glossary_test(entries, glossary, nullptr);
    CHECK(report.run == 3);
    REQUIRE(report.failures.size() == 1);
    CHECK(report.failures[0].got == "马督公");
}

TEST_CASE("adding an entry leaves the rest of the file alone") {
    CHECK(added("# 人名\n- {term: 马督工, wrong: [马杜公]}  # 主讲\n- term: 智谱\n", "马都公", "马督工") ==
          "# 人名\n- {term: 马督工, wrong: [马杜公, 马都公]}  # 主讲\n- term: 智谱\n");
    CHECK(added("- term: 智谱", "智普", "智谱") == "- term: 智谱\n- {term: 智谱, wrong: [智普]}\n");
    CHECK(added("- {term: 智谱, wrong: [智普]}\n", "智普", "智谱") == "- {term: 智谱, wrong: [智普]}\n");
    CHECK(added("", "", "yes") == "- term: \"yes\"\n");
    CHECK(added("", "4O: \"x\"", "4o #1") == "- {term: \"4o #1\", wrong: [\"4O: \\\"x\\\"\"]}\n");
    CHECK(added("甲乙丙\t甲一丙\r\n", "丁戊己", "丁武己", "b.tsv") == "甲乙丙\t甲一丙\r\n丁戊己\t丁武己\r\n");
    CHECK(added("甲乙丙", "", "丁戊己", "b.txt") == "甲乙丙\n丁戊己\n");
    CHECK(added("- [\n", "智普", "智谱").substr(0, 6) == "error:");
    CHECK(*glossary_add_keep("- term: 智谱\n", "a.yaml", "恩智浦") == "- term: 智谱\n- keep: [恩智浦]\n");
}
