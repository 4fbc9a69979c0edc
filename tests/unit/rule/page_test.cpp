#include "pipeline/rule/kinds/page.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

std::string episodes(const std::string& name, const std::string& text) {
    return run(find_wrong_episode, rule_of(Tier::hint), page(name, text));
}

std::string titled(const std::string& title, const std::string& body) {
    return "---\ntitle: " + title + "\ndescription: \n---\n\n" + body + "\n";
}

}  // namespace

TEST_CASE("the number spoken or in the title must be the path's") {
    CHECK(episodes("reference/401-500/428.md", "大家好，欢迎来到第482期参考信息。\n") == "482→ hint\n");
    CHECK(episodes("main/301-400/390.md", "大家好，欢迎收看340期睡前消息。\n") == "340→ hint\n");
    CHECK(episodes("main/401-500/482.md", "感谢收看，481期睡前消息到此结束。\n") == "481→ hint\n");
    CHECK(episodes("reference/201-300/236.md", titled("【参考信息237】春天来了", "大家好。")) == "237→ hint\n");
    CHECK(episodes("reference/201-300/236.md", titled("【参考信息236】春天来了", "大家好，欢迎来到第236期参考信息。"))
              .empty());
    CHECK(episodes("business/9.md", titled("【产经破壁机009】做艺术也能赚钱", "大家好。")).empty());
}

TEST_CASE("half episodes, dates and other episodes that are mentioned") {
    CHECK(episodes("main/901-1000/914-1.md", titled("【睡前消息914.5】两万字长文", "欢迎收看第914.5期睡前消息。"))
              .empty());
    CHECK(episodes("main/901-1000/914-1.md", "欢迎收看第915.5期睡前消息。\n") == "915.5→ hint\n");
    CHECK(episodes("livestream/2023/5/6.md", "欢迎来到第7期直播。\n").empty());
    CHECK(episodes("main/901-1000/979.md", "欢迎看我们2022年的第455期。\n").empty());
    CHECK(episodes("main/1001-1100/1008.md", "欢迎大家收看睡前消息[第964期](/main/964)。\n").empty());
    CHECK(episodes("main/101-200/164.md", "感谢收看，我们周二165期再见！\n").empty());
    CHECK(episodes("home.md", "欢迎来到第3期。\n").empty());
}
