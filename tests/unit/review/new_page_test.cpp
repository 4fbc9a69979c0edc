#include "pipeline/review/new_page.hpp"

#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

const std::vector<Placeholder> kPlaceholders = {{"youtube", "YouTubeVID"}, {"bv", "BV号"}};

constexpr std::string_view kTemplate =
    "---\ntitle: 标题\ndescription: \n---\n\n<!-- 写完请删\n# 这一段 -->\n\n# Tabs {.tabset}\n\n## B站\n<iframe "
    "src=\"//b/BV号\"></iframe>\n\n"
    "## YouTube\n<iframe src=\"//y/YouTubeVID\"></iframe>\n\n#\n\n文稿内容\n";

std::string composed(std::vector<PageField> fields, std::string_view pattern = kTemplate) {
    return compose({pattern, kPlaceholders, fields, "以下未校", "正文\n"});
}

}  // namespace

TEST_CASE("fields are filled in, dead players and comments go, the text stands below the last heading") {
    CHECK(composed({{"bv", "BV1"}, {"title", "水价: 会涨吗"}}) ==
          "---\ntitle: \"水价: 会涨吗\"\ndescription: \n---\n\n# Tabs {.tabset}\n\n## B站\n<iframe "
          "src=\"//b/BV1\"></iframe>\n\n#\n\n"
          "> 以下未校\n{.is-warning}\n\n正文\n");
}

TEST_CASE("without any player there is no row of tabs") {
    CHECK(composed({}) == "---\ntitle: 标题\ndescription: \n---\n\n> 以下未校\n{.is-warning}\n\n正文\n");
}

TEST_CASE("without a template a page has its front matter") {
    CHECK(composed({{"title", "涨价"}}, "") ==
          "---\ntitle: 涨价\ndescription: \ntags: \n---\n\n> 以下未校\n{.is-warning}\n\n正文\n");
}

TEST_CASE("a template's fields are its placeholders and the keys of its front matter") {
    CHECK(has_field(kTemplate, kPlaceholders, "bv"));
    CHECK(has_field(kTemplate, kPlaceholders, "description"));
    CHECK_FALSE(has_field(kTemplate, kPlaceholders, "tags"));
    CHECK(has_field("", {}, "title"));
}

TEST_CASE("a value that YAML would read otherwise is quoted") {
    const auto line = [](std::string value) {
        const std::string page = composed({{"title", std::move(value)}}, "");
        const std::size_t at = page.find("title: ") + 7;
        return page.substr(at, page.find('\n', at) - at);
    };
    for (const char* bare : {"【睡前消息1】水价", "水价：会涨吗", "他说“好”", "C# 与 F#"}) CHECK(line(bare) == bare);
    for (const char* special : {"a: b", "# x", "true", "12", "- x", "x #y", "", "尾:", "*x", "[x]"})
        CHECK(line(special) == "\"" + std::string(special) + "\"");
    CHECK(line("\"a\\b") == "\"\\\"a\\\\b\"");
}

TEST_CASE("what was heard is text, whatever signs are in it") {
    const std::vector<TimedText> heard = {{"# 一", 0, 0},   {"1. 二", 0, 0}, {"- 三 *四* <b>", 0, 0}, {"3.5亿", 0, 0},
                                          {"2019年", 0, 0}, {"{.x}", 0, 0},  {"~~x~~", 0, 0}};
    const Document page = std::move(*read("a.md", caption_lines(heard)));
    REQUIRE(page.regions.size() == 1);
    CHECK(page.regions.front().kind == RegionKind::paragraph);
    for (const char* text : {"# 一", "1. 二", "- 三 *四* <b>", "3.5亿", "2019年", "~~x~~"}) {
        CAPTURE(page.view, text);
        std::string plain;
        for (const char c : page.view) {
            if (c != '\\') plain += c;
        }
        CHECK(plain.find(text) != std::string::npos);
    }
}
