#include "pipeline/stage/protect.hpp"

#include <catch2/catch.hpp>

#include "pipeline/rule/glossary.hpp"
#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

std::string locks(std::string_view text, std::vector<std::string> patterns = {}, const Glossary* glossary = nullptr) {
    const Resources resources = Resources::at("/nonexistent");
    const RuleBook rules;
    Problems problems;
    const auto stage = make_protect_stage({rules, resources, glossary, nullptr, std::move(patterns)}, problems);
    REQUIRE(problems.empty());
    CHECK(said(*stage, text).findings.empty());
    return said(*stage, text).locks;
}

}  // namespace

TEST_CASE("times are locked") {
    CHECK(locks("【00:12:30】大家好[00:12]，（1:02）") == "【00:12:30】|[00:12]|（1:02）");
    CHECK(locks("00:12 大家好，比分3:2，在12:30开会\n12:30:15,500大家") == "00:12|12:30:15,500");
}

TEST_CASE("the page that a link of a wiki names is locked, what it shows is not") {
    CHECK(locks("见[[甲,乙|丙,丁]]和[[戊,己]]") == "甲,乙|戊,己");
    CHECK(locks("[[甲,乙]]") == "甲,乙");
    CHECK(locks("见[甲,乙]和[[丙,丁]，[[]]").empty());
}

TEST_CASE("the colon of a label that comes again is locked, the name is not") {
    CHECK(locks("主持人:你好\n张三:你好\n主持人:再见\n结果:没有") == ":|:");
    CHECK(locks("主持人：你好\n主持人：再见") == "：|：");
    CHECK(locks("3:2\n3:2\n这是很长的一句话不是什么人的名字:对\n这是很长的一句话不是什么人的名字:对").empty());
}

TEST_CASE("patterns of the user and kept words are locked") {
    CHECK(locks("看BV1234567890和第3期", {"BV[0-9A-Za-z]{10}", "第(?P<fix>\\d+)期"}) == "BV1234567890|3");
    Problems problems;
    const auto entries = glossary_load_yaml("- keep: [黄霑, MacBook]\n- {term: 智谱}\n", "a.yaml", problems);
    Glossary glossary;
    REQUIRE(glossary.add(glossary_pack(entries, {})));
    CHECK(locks("黄霑用MacBook、macbook和智谱", {}, &glossary) == "黄霑|MacBook");
}

TEST_CASE("a bad pattern is a problem") {
    const Resources resources = Resources::at("/nonexistent");
    const RuleBook rules;
    Problems problems;
    CHECK(make_protect_stage({rules, resources, nullptr, nullptr, {"(", "x*"}}, problems) == nullptr);
    CHECK(problems.size() == 2);
}
