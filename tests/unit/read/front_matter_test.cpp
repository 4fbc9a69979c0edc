#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

std::string shown(const std::string& source) {
    const auto document = read("page.md", source);
    CHECK(test::flaws_of(*document) == "");
    return test::show(*document);
}

}  // namespace

TEST_CASE("only titles are prose", "[front_matter]") {
    const std::string page =
        "---\ntitle: 【参考信息】甲；乙\ndescription: 丙：丁\npublished: true\ntags: 淄博, "
        "马克思\n---\n\n正文\n";
    CHECK(shown(page) == "title: 【参考信息】甲；乙\ntitle: 丙：丁\nparagraph: 正文");
    const auto document = read("page.md", page);
    CHECK(document->facts.value("tags") == "淄博, 马克思");
    CHECK(document->facts.value("title") == "【参考信息】甲；乙");
    CHECK(document->facts.front_matter.size() == 4);
}

TEST_CASE("quoted and awkward scalars", "[front_matter]") {
    const auto title = [](const std::string& value) { return shown("---\ntitle:" + value + "\n---\n"); };
    CHECK(title(" \"甲\" ") == "title: 甲");
    CHECK(title(" '甲'") == "title: 甲");
    CHECK(title(" \"甲\\n\"") == "");
    CHECK(title(" '甲''乙'") == "");
    CHECK(title(" \"甲") == "");
    CHECK(title(" 甲: 乙") == "");
    CHECK(title(" 甲:") == "");
    CHECK(title(" [甲]") == "");
    CHECK(title(" |") == "");
    CHECK(title(" 甲 # 注") == "title: 甲");
    CHECK(title(" 甲\n  乙") == "");
    CHECK(title("甲") == "");
    CHECK(title("") == "");
    CHECK(title(" 见https://a.b/c **甲**") == "title: 见⟪https://a.b/c⟫⌈ ⌉**甲**");
    CHECK(title(" 甲\r") == "title: 甲");
}

TEST_CASE("front matter in TOML", "[front_matter]") {
    const std::string page =
        "+++\ntitle = \"甲,乙\"\ndescription='丙'\ntags = [\"丁,戊\"]\n[params]\ndate = 2025-01-01\n+++\n\n正文\n";
    CHECK(shown(page) == "title: 甲,乙\ntitle: 丙\nparagraph: 正文");
    const auto document = read("page.md", page);
    CHECK(document->facts.value("tags") == "[\"丁,戊\"]");
    CHECK(document->facts.front_matter.size() == 4);
    const auto title = [](const std::string& value) { return shown("+++\ntitle =" + value + "\n+++\n"); };
    CHECK(title(" \"甲\\n\"") == "");
    CHECK(title(" \"甲\" # 注") == "");
    CHECK(title(" \"\"\"甲\"\"\"") == "");
    CHECK(title(" 甲") == "");
    CHECK(shown("+++\ntitle = \"甲\"\n---\n").find("title:") == std::string::npos);
    CHECK(shown("---\ntitle: 甲\n+++\n乙").find("title: 甲\n") == std::string::npos);
}

TEST_CASE("where front matter begins and ends", "[front_matter]") {
    CHECK(shown("\xEF\xBB\xBF---\r\ntitle: 甲\r\n---\r\n乙") == "title: 甲\nparagraph: 乙");
    CHECK(shown("---\ntitle: 甲\n...\n乙") == "title: 甲\nparagraph: 乙");
    CHECK(shown("---\ntitle: 甲\n") == "paragraph: title: 甲");
    CHECK(shown("\n---\ntitle: 甲\n---\n") == "heading: title: 甲");
    CHECK(shown("---\n---") == "");
}
