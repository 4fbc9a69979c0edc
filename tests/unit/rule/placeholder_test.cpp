#include "pipeline/rule/kinds/placeholder.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

Rule placeholders() { return rule_of(Tier::suggest, {{"words", {"YouTubeVID", "BV号"}}}); }

std::string found_in(const std::string& text) { return run(find_placeholders, placeholders(), page("a/1.md", text)); }

const std::string kAlive = "## B站\n<iframe src=\"//b.com/?bvid=BV1\"></iframe>\n\n";
const std::string kDead = "## YouTube\n<div>\n<iframe src=\"https://y.com/YouTubeVID\"></iframe>\n</div>\n\n";
const std::string kText = "# \n\n正文。\n";

}  // namespace

TEST_CASE("placeholders of the player, once a page for each") {
    const std::string text =
        "<iframe src=\"https://www.youtube-nocookie.com/embed/YouTubeVID\"></iframe>\n\n"
        "<iframe src=\"https://www.youtube-nocookie.com/embed/YouTubeVID\"></iframe>\n\n"
        "<iframe src=\"//player.bilibili.com/player.html?bvid=BV1QBWZeiExK\"></iframe>\n\n正文里提到 YouTubeVID。\n";
    const auto document = page("a/1.md", text);
    const auto found = find(nullptr, find_placeholders, placeholders(), document);
    CHECK(lines_of(found, *document) == "YouTubeVID→ hint\n");
    CHECK(found.at(0).at.begin == text.find("YouTubeVID"));
    CHECK(found.at(0).message.en.find("lines") == std::string::npos);  // below no heading
    CHECK(found_in("请把 YouTubeVID 换成视频号。\n").empty());
}

TEST_CASE("a dead tab beside a living one is taken out, from its heading to the next") {
    const std::string text = "# Tabs {.tabset}\n" + kAlive + kDead + kText;
    const auto document = page("a/1.md", text);
    const auto found = find(nullptr, find_placeholders, placeholders(), document);
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].fix.has_value());
    CHECK(found[0].tier == Tier::suggest);
    CHECK(found[0].fix->edits.front().text.empty());
    CHECK(text.substr(found[0].at.begin, found[0].at.end - found[0].at.begin) == kDead);
    CHECK(found[0].message.en.ends_with(", “YouTube”, lines 5–9"));

    const std::string first =
        "# Tabs {.tabset}\r\n## YouTube\r\n<iframe src=\"https://y.com/YouTubeVID\"></iframe>\r\n\r\n"
        "## B站\r\n<iframe src=\"//b.com/?bvid=BV1\"></iframe>\r\n\r\n#\r\n\r\n正文。\r\n";
    const auto windows = page("a/2.md", first);
    const auto there = find(nullptr, find_placeholders, placeholders(), windows);
    REQUIRE(there.at(0).fix.has_value());
    CHECK(first.substr(there[0].at.end).starts_with("## B站"));
}

TEST_CASE("a placeholder is only pointed out where taking its tab out would take more, or leave nothing") {
    const std::string row = "# Tabs {.tabset}\n";
    const std::string other = "## B站\n<iframe src=\"//b.com/?bvid=BV号\"></iframe>\n\n";
    CHECK(found_in(row + kDead + kText) == "YouTubeVID→ hint\n");                      // the only tab
    CHECK(found_in(row + other + kDead + kText) == "YouTubeVID→ hint\nBV号→ hint\n");  // both dead
    CHECK(found_in(row + "## 播客\n\n" + kDead + kText) == "YouTubeVID→ hint\n");      // the other one is empty
    CHECK(found_in("# 节目\n" + kAlive + kDead + kText) == "YouTubeVID→ hint\n");      // no row of tabs
    CHECK(found_in(row + kAlive + kDead) == "YouTubeVID→ hint\n");                     // the text may stand below
    CHECK(found_in(row + kAlive + kDead + "### 字幕\n\n字幕。\n\n" + kText) == "YouTubeVID→ hint\n");
    const auto beside = [&](const std::string& more) {
        return found_in(row + kAlive + "## YouTube\n<iframe src=\"https://y.com/YouTubeVID\"></iframe>\n" + more +
                        "\n\n" + kText);
    };
    CHECK(beside("这一期没有上传。") == "YouTubeVID→ hint\n");
    CHECK(beside("<iframe src=\"https://y.com/dQw4\"></iframe>") == "YouTubeVID→ hint\n");
    CHECK(beside("<!-- 等上传 -->") == "YouTubeVID→ hint\n");
}
