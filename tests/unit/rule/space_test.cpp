#include "pipeline/rule/kinds/space.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

std::string after(MatchFunction function, const std::string& text, Params params = {}) {
    const auto document = page("a/1.md", text);
    return apply_all(find(nullptr, function, rule_of(Tier::safe, std::move(params)), document), *document);
}

std::string styled(const std::string& text, const std::string& style, const std::string& digits = "true") {
    return after(find_han_latin_spacing, text, {{"style", {style}}, {"digits", {digits}}});
}

}  // namespace

TEST_CASE("the house decides on spaces between Han and Latin") {
    CHECK(styled("用 AI 写 3 篇", "keep") == "用 AI 写 3 篇");
    CHECK(styled("用 AI 写 3 篇", "none") == "用AI写3篇");
    CHECK(styled("用 AI 写 3 篇", "none", "false") == "用AI写 3 篇");
    CHECK(styled("用AI写3篇", "one") == "用 AI 写 3 篇");
    CHECK(styled("用AI写3篇", "one", "false") == "用 AI 写3篇");
    CHECK(styled("用  AI", "none") == "用  AI");
}

TEST_CASE("headings, links, emphasis and addresses keep their spaces") {
    for (const char* text : {"# 睡前 AI 消息", "[第 3 期](/main/3)好", "用 **AI** 写", "看 https://a.com/x 吧",
                             "| 用 | AI |\n|--|--|\n| 甲 | B |"}) {
        INFO(text);
        CHECK(styled(text, "none") == text);
        CHECK(styled(text, "one") == text);
    }
    CHECK(after(find_spaces_beside_marks, "**他说。 **然后") == "**他说。 **然后");
    CHECK(after(find_spaces_beside_marks, "# 甲， 乙") == "# 甲， 乙");
}

TEST_CASE("spaces beside full-width marks, but not those that separate") {
    CHECK(after(find_spaces_beside_marks, "好 ，然后， 走（ 甲 ）。 完") == "好，然后，走（甲）。完");
    CHECK(after(find_spaces_beside_marks, "（中心） 红色，“软肋” 街道") == "（中心） 红色，“软肋” 街道");
    CHECK(after(find_spaces_beside_marks, "甲事； 乙事； 丙事 ；完") == "甲事； 乙事； 丙事；完");
}

TEST_CASE("a space between Han is doubted, with marks as other remedies") {
    const auto document = page("a/1.md", "今年2月 河南洛阳，有人担心 太贵了");
    const auto found = find(nullptr, find_spaces_between_han, rule_of(Tier::suggest), document);
    REQUIRE(found.size() == 2);
    CHECK(found[0].others == std::vector<std::string>{"，", "、"});
}
