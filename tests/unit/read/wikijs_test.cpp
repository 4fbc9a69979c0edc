// What Wiki.js adds to CommonMark: source → view.
#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

struct Case {
    const char* source;
    const char* view;
};

void check(std::initializer_list<Case> cases) {
    for (const Case& c : cases) {
        CAPTURE(c.source);
        const auto document = read("page.md", c.source);
        REQUIRE(document);
        CHECK(test::show(*document) == c.view);
        CHECK(test::flaws_of(*document) == "");
    }
}

}  // namespace

TEST_CASE("tabsets and attribute lists", "[wikijs]") {
    check({
        {"# Tabs {.tabset}\n## B站\n正文", "heading: B站\nparagraph: 正文"},
        {"## 标题 {#id}\n", "heading: 标题"},
        {"> 以下文本为音频转录结果。\n{.is-warning}\n\n正文", "quote: 以下文本为音频转录结果。\nparagraph: 正文"},
        {"- [甲](a)\n- [乙](b)\n{.links-list}\n", "list_item: 甲\nlist_item: 乙"},
        {"甲[乙]{.underline}丙", "paragraph: 甲⟪[⟫乙⟪]{.underline}⟫丙"},
        {"甲{width=\"5.75in\" height='3in'}乙", "paragraph: 甲⟪{width=\"5.75in\" height='3in'}⟫乙"},
        {"甲\n{width=\"5.75in\"\nheight='3in'}\n乙", "paragraph: 甲⟪⏎{width=\"5.75in\"⏎height='3in'}⏎⟫乙"},
        {"甲{期数}乙{ }丙{.a", "paragraph: 甲{期数}乙{ }丙{.a"},
        {"{{page.title}}的甲_乙_{{x_y_z}}丙", "paragraph: 的甲_乙_⟪{{x_y_z}}⟫丙"},
    });
}

TEST_CASE("image sizes", "[wikijs]") {
    check({
        {"甲![](https://a/b.png =500x)乙", "paragraph: 甲⟪![](https://a/b.png =500x)⟫乙"},
        {"甲![图](https://a/b.png =500x300)乙", "paragraph: 甲⟪![图](https://a/b.png =500x300)⟫乙"},
        {"甲(b =5)乙", "paragraph: 甲(b =5)乙"},
    });
}

TEST_CASE("maths by Wiki.js' rule", "[wikijs]") {
    check({
        {"若$a_1*b*$则", "paragraph: 若⟪$a_1*b*$⟫则"},
        {"从$100到$200", "paragraph: 从$100到$200"},
        {"80亿$，吉尔吉斯；70亿$，中国", "paragraph: 80亿$，吉尔吉斯；70亿$，中国"},
        {"若$ a$则$a $", "paragraph: 若$ a$则$a $"},
        {"甲\n\n$$\na\n= b*c*\n$$\n\n乙", "paragraph: 甲\nparagraph: 乙"},
        {"若$\\text{速度}$则", "paragraph: 若⟪$\\text{速度}$⟫则"},
        {"`$a`和`b$`", "paragraph: 和"},
        {"\\$a$b$c", "paragraph: ⌈$⌉a⟪$b$⟫c"},
    });
    CHECK(test::show(*read("x", "若$a$则", Format::markdown)) == "paragraph: 若$a$则");
}

TEST_CASE("footnotes and strike-through", "[wikijs]") {
    check({
        {"钱从哪里来[^1]。李\n\n[^1]: 此处的[甲](a)画面\n",
         "paragraph: 钱从哪里来⟪[^1]⟫。李\nfootnote: 此处的‹[›甲‹](a)›画面"},
        {"[^甲]:没有空格\n", "footnote: 没有空格"},
        {"甲~~乙~~丙，3~5万", "paragraph: 甲⟪~~⟫乙⟪~~⟫丙，3~5万"},
    });
}

TEST_CASE("bare URLs", "[wikijs]") {
    check({
        {"见https://a.b/c?d=e&f，好", "paragraph: 见⟪https://a.b/c?d=e&f⟫⌈，⌉好"},
        {"见https://a.b/c。", "paragraph: 见⟪https://a.b/c⟫⌈。⌉"},
        {"（http://a.b/c.pdf），", "paragraph: （⟪http://a.b/c.pdf⟫⌈）⌉，"},
        {"(http://a.b/c_(d))x", "paragraph: (⟪http://a.b/c_(d)⟫⌈)⌉x"},
        {"https://a.b/c\n文字", "paragraph: 文字"},
        {"https://a.b/c文字", "paragraph: ⌈文⌉字"},
        {"链接https://mp.weixin.qq.com/s？__biz=Mz&mid=2好",
         "paragraph: 链接⟪https://mp.weixin.qq.com/s？__biz=Mz&mid=2⟫⌈好⌉"},
        {"看过https://a.b/c？abc", "paragraph: 看过⟪https://a.b/c⟫⌈？⌉abc"},
        {"甲https://a.b/s?\\_\\_biz=1 乙", "paragraph: 甲⟪https://a.b/s?\\_\\_biz=1⟫⌈ ⌉乙"},
        {"甲**https://a.b/c**乙", "paragraph: 甲‹**›⟪https://a.b/c⟫‹**›⌈乙⌉"},
        {"甲 www.abc.com/d 乙 //player.bilibili.com/x 丙",
         "paragraph: 甲 ⟪www.abc.com/d⟫⌈ ⌉乙 ⟪//player.bilibili.com/x⟫⌈ ⌉丙"},
        {"邮箱a.b@c-d.cn，x@y", "paragraph: 邮箱⟪a.b@c-d.cn⟫，x@y"},
        {"[https://a.b/c](https://a.b/c)", ""},
        {"比分3://5，HTTP://A.B/c d", "paragraph: 比分3://5，⟪HTTP://A.B/c⟫⌈ ⌉d"},
    });
}
