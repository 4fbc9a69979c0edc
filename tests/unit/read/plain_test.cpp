#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

TEST_CASE("plain text: source → view", "[plain]") {
    const auto shown = [](const char* source) {
        const auto document = read("page.txt", source);
        CHECK(test::flaws_of(*document) == "");
        return test::show(*document);
    };
    CHECK(shown("") == "");
    CHECK(shown(" \n\n\t\r\n") == "");
    CHECK(shown("甲。\n\n \n乙") == "paragraph: 甲。\nparagraph: 乙");
    CHECK(shown("甲\n乙，\n丙\n") == "paragraph: 甲‹⏎›乙，⏎丙");
    CHECK(shown("甲\r\n乙\r\nx\r\n\r\n丙") == "paragraph: 甲‹␍⏎›乙‹␍›⏎x\nparagraph: 丙");
    CHECK(shown("甲\r乙") == "paragraph: 甲‹␍›乙");
    CHECK(shown("\xEF\xBB\xBF甲") == "paragraph: 甲");
    CHECK(shown("  甲  \n\t乙 x \ny") == "paragraph: 甲‹  ⏎\t›乙 x‹ ›⏎y");
    CHECK(shown("　　甲　乙") == "paragraph: 　　甲　乙");
    CHECK(shown("# 甲**乙**<br>") == "paragraph: # 甲**乙**<br>");
    CHECK(shown("见https://a.b/c。\nhttps://a.b/d\n丙") == "paragraph: 见⟪https://a.b/c⟫⌈。⌉⟪⏎https://a.b/d⏎⟫丙");
    CHECK(shown("甲\xEF\xBF\xBC") == "paragraph: 甲⟪\xEF\xBF\xBC⟫");
}
