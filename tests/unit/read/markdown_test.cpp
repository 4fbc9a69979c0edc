// CommonMark: source → view. The notation is that of tests/support/show.hpp.
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

TEST_CASE("blocks are regions of their kind", "[markdown]") {
    check({
        {"", ""},
        {"文字", "paragraph: 文字"},
        {"一。\n\n二。\n", "paragraph: 一。\nparagraph: 二。"},
        {"# 标题 #\n正文", "heading: 标题\nparagraph: 正文"},
        {"标题\n===\n正文", "heading: 标题\nparagraph: 正文"},
        {"- 一\n- 二\n  - 三\n", "list_item: 一\nlist_item: 二\nlist_item: 三"},
        {"1. 一\n\n   二\n", "list_item: 一\nlist_item: 二"},
        {"- [ ] 要做\n- [x] 做了\n", "list_item: 要做\nlist_item: 做了"},
        {"> 引文\n> - 项\n", "quote: 引文\nlist_item: 项"},
        {"- > 引文\n", "quote: 引文"},
        {"|甲|乙|\n|:-:|---|\n|丙 **丁**|`码`|\n", "table_cell: 甲\ntable_cell: 乙\ntable_cell: 丙 ‹**›丁"},
        {"|甲|乙|\n|-|:-|\n|丙|丁|\n", "paragraph: 甲⟪|⟫乙⟪|⏎|-|:-|⏎|⟫丙⟪|⟫丁"},
        {"一\n\n---\n\n二", "paragraph: 一\nparagraph: 二"},
        {"#\n## \n文字", "paragraph: 文字"},
    });
}

TEST_CASE("code and HTML blocks are locked whole", "[markdown]") {
    check({
        {"一\n\n```\n码\n```\n二", "paragraph: 一\nparagraph: 二"},
        {"一\n\n~~~ 语言\n码", "paragraph: 一"},
        {"一\n\n    码\n\n二", "paragraph: 一\nparagraph: 二"},
        {"<div style=\"x\">\n文字\n</div>\n\n二", "paragraph: 二"},
        {"<center>图</center>\n", ""},
        {"<!-- 说明\n\n还是 -->\n二", "paragraph: 二"},
    });
}

TEST_CASE("markup that only formats is hidden", "[markdown]") {
    check({
        {"但**重要**的*字*", "paragraph: 但‹**›重要‹**›的‹*›字"},
        {"**重要**。", "paragraph: 重要‹**›。"},
        {"见[385期 鹤岗](https://a.b/c \"题\")节目", "paragraph: 见‹[›385期 鹤岗‹](https://a.b/c \"题\")›节目"},
        {"见[**甲**](/a)和[乙][1]\n\n[1]: /b", "paragraph: 见‹[**›甲‹**](/a)›和‹[›乙"},
        {"说<font color=indigo>静静的话</font>完", "paragraph: 说‹<font color=indigo>›静静的话‹</font>›完"},
        {"说<FONT color = \"indigo\">话</FONT>完", "paragraph: 说‹<FONT color = \"indigo\">›话‹</FONT>›完"},
        {"<font color=red>话</font>完", "paragraph: 话‹</font>›完"},
        {"按<kbd>回车</kbd>，H<sub>2</sub>O，<u><b>甲</b></u>完",
         "paragraph: 按‹<kbd>›回车‹</kbd>›，H‹<sub>›2‹</sub>›O，‹<u><b>›甲‹</b></u>›完"},
        {"3\\*5和\\_，\\好", "paragraph: 3‹\\›⌈*⌉5和‹\\›⌈_⌉，\\好"},
        {"\\*甲", "paragraph: ⌈*⌉甲"},
        {"甲**“乙”**丙", "paragraph: 甲**“乙”**丙"},
    });
}

TEST_CASE("what shows or breaks is locked", "[markdown]") {
    check({
        {"甲![图](a.png)乙", "paragraph: 甲⟪![图](a.png)⟫乙"},
        {"甲![](a.png \"fig:\")乙", "paragraph: 甲⟪![](a.png \"fig:\")⟫乙"},
        {"甲[![图*](a.png)](b)乙", "paragraph: 甲⟪[![图*](a.png)](b)⟫乙"},
        {"甲`码`乙", "paragraph: 甲⟪`码`⟫乙"},
        {"甲<code>码,<b>码</b></code>乙", "paragraph: 甲⟪<code>码,<b>码</b></code>⟫乙"},
        {"甲<code>码\n\n乙", "paragraph: 甲\nparagraph: 乙"},
        {"甲 **`码`** 乙", "paragraph: 甲 ⟪**`码`**⟫ 乙"},
        {"甲<https://a.b/c>乙", "paragraph: 甲⟪<https://a.b/c>⟫乙"},
        {"甲<a@b.cn>乙", "paragraph: 甲⟪<a@b.cn>⟫乙"},
        {"甲<br>乙<img src=x>丙", "paragraph: 甲⟪<br>⟫乙⟪<img src=x>⟫丙"},
        {"甲<!-- 注 -->乙", "paragraph: 甲⟪<!-- 注 -->⟫乙"},
        {"甲<!-- 注\n<b> -->乙", "paragraph: 甲⟪<!-- 注⏎<b> -->⟫乙"},
        {"甲&nbsp;乙&#x4e00;丙", "paragraph: 甲⟪&nbsp;⟫乙⟪&#x4e00;⟫丙"},
        {"甲  \n乙\\\n丙", "paragraph: 甲⟪  ⏎⟫乙⟪\\⏎⟫丙"},
        {"甲\xEF\xBF\xBC乙", "paragraph: 甲⟪\xEF\xBF\xBC⟫乙"},
        {"[](http://a.com)", ""},
    });
}

TEST_CASE("soft line breaks", "[markdown]") {
    check({
        {"甲\n乙", "paragraph: 甲‹⏎›乙"},
        {"甲，\n乙", "paragraph: 甲，⏎乙"},
        {"甲\nabc\nabc", "paragraph: 甲⏎abc⏎abc"},
        {"甲\r\n乙\r\nx", "paragraph: 甲‹␍⏎›乙‹␍›⏎x"},
        {"甲\r乙\rx", "paragraph: 甲‹␍›乙⟪␍⟫x"},
        {"甲 \n 乙 \n x", "paragraph: 甲‹ ⏎ ›乙‹ ›⏎‹ ›x"},
        {"> 甲\n> 乙，\n> 丙\n丁", "quote: 甲‹⏎> ›乙，⏎‹> ›丙‹⏎›丁"},
        {"- 甲\n  乙。\n  丙", "list_item: 甲‹⏎  ›乙。⏎‹  ›丙"},
        {"甲**\n**乙", "paragraph: 甲**⏎**乙"},
        {"甲*乙*\n*丙*丁", "paragraph: 甲‹*›乙‹*⏎*›丙‹*›丁"},
        {"甲\n![](a)\n乙", "paragraph: 甲⟪⏎![](a)⏎⟫乙"},
        {"甲<br>\n乙", "paragraph: 甲⟪<br>⏎⟫乙"},
        {"甲[乙](a\n\"t\")丙", "paragraph: 甲‹[›乙⟪](a⏎\"t\")⟫丙"},
        {"　　甲　乙　\n丙", "paragraph: 　　甲　乙　⏎丙"},
    });
}

TEST_CASE("addresses are noted", "[markdown]") {
    const auto urls = [](const char* source) {
        const auto document = read("page.md", source);
        std::string out;
        for (const MarkupNote& note : document->markup) out += std::string(slice(document->bytes, note.at)) + " ";
        return out;
    };
    CHECK(urls("[甲](https://a/b) ![](/c.png) <http://d> https://e.f/g。") ==
          "https://a/b /c.png http://d https://e.f/g ");
    CHECK(urls("[甲](https://mp.weixin.qq.com/s？__biz=1)") == "https://mp.weixin.qq.com/s？__biz=1 ");
    CHECK(urls("[甲](https://a/b\\_c&amp;d) 乙") == "https://a/b\\_c&amp;d ");
    CHECK(urls("[甲][1]\n\n[1]: https://a\n") == "https://a ");
    CHECK(urls("<div>\n<iframe style='a' SRC=\"//p.b.com/x？y\"></iframe>\n</div>") == "//p.b.com/x？y ");
}

TEST_CASE("comments reach the directives", "[markdown]") {
    const auto document = read("page.md",
                               "甲 <!-- jiaodui-disable-line punct/* -->\n\n<!-- jiaodui-disable -->\n\n乙\n\n"
                               "<!--\njiaodui-enable\n-->\n");
    REQUIRE(document->directives.size() == 2);
    CHECK(document->directives[0].rules == std::vector<std::string>{"punct/*"});
    CHECK(document->directives[1].scope.end < document->bytes.size());
}
