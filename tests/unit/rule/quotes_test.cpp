#include "pipeline/rule/kinds/quotes.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

struct Row {
    const char* text;
    const char* findings;
};

void check(MatchFunction function, Tier tier, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(run(function, rule_of(tier), page("a/1.md", row.text)) == row.findings);
    }
}

}  // namespace

TEST_CASE("straight quotes turn where the region pairs off without doubt") {
    check(find_straight_quotes, Tier::safe,
          {{"他说\"好\"，又说\"行\"", "\"好\"→“好” safe\n\"行\"→“行” safe\n"},
           {"叫\"先富\"\"后富\"", "\"先富\"→“先富” safe\n\"后富\"→“后富” safe\n"},
           {"他说\"OK\"就走", "\"OK\"→“OK” safe\n"},
           {"He said \"yes\" and left. 他说\"好\"", "\"好\"→“好” safe\n"},
           {"55\"电视，说\"好\"", "\"好\"→“好” safe\n"},
           {"说\"今天\n明天\"走", "\"今天明天\"→“今天明天” safe\n"},
           {"他说“好”，又说\"行\"，还说“会”", "\"行\"→“行” safe\n"},
           {"55\"电视", ""},
           {"He said \"yes\".", ""}});
}

TEST_CASE("straight quotes in doubt are one remark for the region") {
    for (const char* text : {"说\"甲，\"乙\"，丙\"走", "说\"好，就这么办\"，再说\"行", "\"你说\"什么\"吗\"他问",
                             "\"请把\"十分钟\"还给孩子\"", "\"紧紧抓住\"三甲\"机遇，谋划发展\"", "他说“要\"好\"”",
                             "他说“好，又说\"行\"", "他说”好“，又说\"行\"", "说\"要“好”的\"", "color=\"红色\"的字",
                             "说\"王曰：\"何\"对曰：\"以\"", "说\"今天，\n明天\"走"}) {
        INFO(text);
        CHECK(run(find_straight_quotes, rule_of(Tier::safe), page("a/1.md", text)) == "\"→ hint\n");
    }
}

TEST_CASE("quotation marks turn round where that balances the region") {
    check(find_swapped_quotes, Tier::suggest,
          {{"不姓”马“了", "”马“→“马” suggest\n"},
           {"“虎”和”龙“", "”龙“→“龙” suggest\n"},
           {"叫“苔“字", "“→” suggest\n"},
           {"遇到”野蛮人”时", "”→“ suggest\n"},
           {"“先富”带动“后富”", ""},
           {"要求”不接受这种方式的，通通都出去，把他（也就是辩护的那位律师）的话筒拿掉“，据说是”传统“",
            "”不接受这种方式的，通通都出去，把他（也就是辩护的那位律师）的话筒拿掉“→“不接受这种方式的，通通都出去，把他"
            "（也就是"
            "辩护的那位律师）的话筒拿掉” suggest\n”传统“→“传统” suggest\n"},
           {"好啊”，他说：“我去”，又说：“你也去", ""},
           {"“套着“的”引号”", ""},
           {"“党产”，曾经是“戒严", ""},
           {"甲”，说：“乙", ""},
           {"他”和“她", ""},
           {"他说”好", ""}});
}

TEST_CASE("one unpaired mark a region is remarked") {
    check(find_unpaired, Tier::hint,
          {{"他说“明天", "“→ hint\n"},
           {"《三体）。", "《→ hint\n"},
           {"“甲”（乙）《丙》", ""},
           {"1）先报名", ""},
           {"- 1）先报名", ""},
           {"甲乙丙丁戊1）先报名", "）→ hint\n"},
           {"rock ’n’ roll", ""},
           {"It’s my life", ""},
           {"（二)好", ""},
           {"“第一段。\n\n“第二段。”", ""}});
}
