// Loops of a recogniser: how often is often enough, and that cues and locks are left alone.
#include "pipeline/rule/kinds/loop.hpp"

#include <catch2/catch.hpp>

#include "pipeline/text/sign_index.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;

namespace {

std::string repeated(std::string_view unit, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += unit;
    return out;
}

std::vector<Finding> found(const std::string& text, const std::vector<Span>& anchors = {}) {
    static const Rule rule = [] {
        Rule out;
        out.id = "noise/loop";
        return out;
    }();
    SignIndex signs;
    signs.build(text);
    const PageFacts facts;
    const Region whole{RegionKind::paragraph, {0, static_cast<std::uint32_t>(text.size())}, 0};
    const Draft draft{text, {&whole, 1}, anchors, {}, &signs, facts, {}};
    std::vector<Finding> out;
    find_loops(rule, {draft, whole.at, {}}, out);
    return out;
}

std::string kept(const std::string& text) {
    const auto all = found(text);
    return all.size() == 1 && all[0].fix ? all[0].fix->edits[0].text : std::to_string(all.size());
}

}  // namespace

TEST_CASE("short units must be said more often than long ones", "[loop]") {
    CHECK(kept(repeated("甲乙", 5)) == "0");
    CHECK(kept(repeated("甲乙", 6)) == "甲乙");
    CHECK(kept(repeated("甲乙丙丁", 3)) == "0");
    CHECK(kept("前" + repeated("甲乙丙丁", 4) + "后") == "甲乙丙丁");
    CHECK(kept(repeated("这一句话一共有九字", 2)) == "0");
    CHECK(kept(repeated("这一句话一共有九字", 3)) == "这一句话一共有九字");
    CHECK(kept(repeated("哈", 50)) == "0");
    CHECK(kept(repeated("哈，", 50)) == "0");
    CHECK(kept(repeated("谢谢大家。", 8)) == "谢谢大家。");
}

TEST_CASE("a loop that crosses cues has no fix", "[loop]") {
    const auto all = found(repeated("甲乙丙丁", 4), {Span{12, 12}, Span{24, 24}, Span{36, 36}});
    REQUIRE(all.size() == 1);
    CHECK(!all[0].fix);
}

TEST_CASE("long texts of loops and of none are read in linear time", "[loop]") {
    CHECK(found(repeated("甲乙丙丁戊己庚辛", 40000)).size() == 1);
    std::string text;
    testing::Random random(3);
    for (int i = 0; i < 200000; ++i) text += random.one_in(2) ? "甲" : "乙";
    CHECK(found(text).size() < 5000);  // two characters at random do repeat
}
