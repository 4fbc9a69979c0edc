#include "pipeline/rule/kinds/punctuation.hpp"

#include <catch2/catch.hpp>

#include "pipeline/rule/kinds/invisible.hpp"
#include "pipeline/rule/kinds/width.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

struct Row {
    const char* text;
    const char* findings;  // lines of tests/support/rules.hpp
};

void check(MatchFunction function, Tier tier, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(run(function, rule_of(tier), page("a/1.md", row.text)) == row.findings);
    }
}

}  // namespace

TEST_CASE("full-width commas group thousands in one number only") {
    check(find_fullwidth_thousands, Tier::safe,
          {{"投资6，775亿", "，→, safe\n"},
           {"客户148，842户", "，→, safe\n"},
           {"共500，000元", "，→, safe\n"},
           {"共12，345，678元", "，→, safe\n，→, safe\n"},
           {"外籍1，307.4万", "，→, safe\n"},
           {"答案是6，775", "，→, suggest\n"},
           {"有50，100，200元的", "，→, suggest\n，→, suggest\n"},
           {"有100，200，300", ""},
           {"有100，200元的", ""},
           {"有101，102，103室", ""},
           {"有101，102个", ""},
           {"985，211和普通本科", ""},
           {"共3，000，00元", ""},
           {"3.14，159元", ""},
           {"0，123元", ""},
           {"2023，500人", ""},
           {"1，2，3", ""},
           {"A1，200元", ""}});
}

TEST_CASE("half-width marks between Han are safe, others suggestions") {
    check(find_halfwidth_marks, Tier::safe,
          {{"天冷,多穿", ",→， safe\n"},
           {"天冷, 多穿", ", →， suggest\n"},
           {"天冷 ,多穿", " ,→， suggest\n"},
           {"天冷 , 多穿", " , →， suggest\n"},
           {"去不去 ? 去", " ? →？ suggest\n"},
           {"涨了50%,很高", ",→， suggest\n"},
           {"学C++,我们", ",→， suggest\n"},
           {"先用`a`,好", ",→， suggest\n"},
           {"说\"好\",走", ",→， suggest\n"},
           {"真的?!不会吧", "?!→？！ suggest\n"},
           {"太好了!!!", "!!!→！！！ suggest\n"},
           {"编号:A1", ":→： suggest\n"},
           {"他说: Hello", ": →： suggest\n"},
           {"时间: 12:30", ""},
           {"1:1,2;3", ""},
           {"高兴:)明天", ""},
           {"好。,坏", ""},
           {"Hello, world! How?", ""},
           {"https://example.com/汉,字", ""},
           {"见www.example.com/汉,字", ""},
           {"见https://example.com/ 然后,看", ",→， safe\n"}});
}

TEST_CASE("a half-width full stop ends a Chinese sentence") {
    check(find_halfwidth_stops, Tier::suggest,
          {{"他说完了.", ".→。 suggest\n"},
           {"他说完了. 走", ". →。 suggest\n"},
           {"北基伍省. 南基伍省", ". →。 suggest\n"},
           {"伊姆兰. 汗", ""},
           {"一. 总论", ""},
           {"十二. 总论", ""},
           {"第三. 总论", ""},
           {"想了想...", ""},
           {"在example.com", ""},
           {"涨了3.5", ""}});
}

TEST_CASE("half-width brackets around Han") {
    check(find_halfwidth_brackets, Tier::suggest,
          {{"今年(3月)好", "(3月)→（3月） suggest\n"},
           {"(2023年)是", "(2023年)→（2023年） suggest\n"},
           {"（二)好", ")→） suggest\n"},
           {"(三）好", "(→（ suggest\n"},
           {"（包括1)甲2)乙）", ""},
           {"总量(GDP)", ""},
           {"see (见下) below", ""},
           {"笑:)哭:(好", ""}});
}

TEST_CASE("equal and different marks side by side") {
    check(find_duplicate_marks, Tier::safe,
          {{"甲，，乙。。", "，，→， safe\n。。→。 safe\n"},
           {"A：：B", ""},
           {"甲：：乙", "：：→： safe\n"},
           {"甲，，。乙", ""},
           {"好。。。", ""},
           {"好！！", ""}});
    check(find_mixed_marks, Tier::suggest,
          {{"甲，，。乙", "，，。→。 suggest\n"},
           {"甲。,乙", "。,→。 suggest\n"},
           {"甲！！。乙", "！！。→！！ suggest\n"},
           {"英国、，中国", "、，→， suggest\n"},
           {"好！:)乙", ""},
           {"好？！乙", ""},
           {"好。。。，", ""},
           {"见[去吗？](/a)，再说", ""}});
}

TEST_CASE("ellipses, dashes and points between digits") {
    check(find_ellipses, Tier::suggest,
          {{"想...走", "...→…… suggest\n"},
           {"想......走", "......→…… suggest\n"},
           {"想..走", "..→…… suggest\n"},
           {"好。。。", "。。。→…… suggest\n"},
           {"目录······12", ""},
           {"从1...10", ""},
           {"目录./...", ""}});
    check(find_dashes, Tier::suggest,
          {{"来了--晚了", "--→—— suggest\n"}, {"京—沪", ""}, {"马克斯-普朗克", ""}, {"A--B", ""}});
    check(find_stops_between_digits, Tier::suggest,
          {{"涨3。5%", "。→. suggest\n"},
           {"是89。24万", "。→. suggest\n"},
           {"是2.3。2021年", ""},
           {"第7。2001年", ""},
           {"R2。4月30日", ""},
           {"伊尔76。90年代", ""},
           {"超过60。988人", ""},
           {"甲1。2、乙", ""}});
}

TEST_CASE("a point between Han joins a name or ends a sentence") {
    check(find_name_dots, Tier::suggest,
          {{"雷金纳德.戴尔", ".→· suggest\n"},
           {"总理伊姆兰.汗说", ".→· suggest\n"},
           {"马丁.路德.金", ".→· suggest\n.→· suggest\n"},
           {"王储.萨勒曼", ".→· suggest\n"},
           {"曾经是切.格瓦拉的", ".→· suggest\n"},
           {"专业性.专业性", ".→。 suggest\n"},
           {"反俄国家.拉夫罗夫", ".→。 suggest\n"},
           {"绿淘沙•大漠", "•→· suggest\n"},
           {"十一.总论", ".→、 suggest\n"},
           {"第一.我们", ".→， suggest\n"},
           {"A.总论", ""}});
}

TEST_CASE("full-width letters and digits with the marks that belong to them") {
    check(find_fullwidth_alnum, Tier::safe,
          {{"Ｃ＋＋很难", "Ｃ＋＋→C++ safe\n"},
           {"Ｒ＆Ｄ投入", "Ｒ＆Ｄ→R&D safe\n"},
           {"Ｊ．Ｋ．罗琳", "Ｊ．Ｋ．→J.K. safe\n"},
           {"涨３．５％", "３．５％→3.5% safe\n"},
           {"第２．节", "２→2 safe\n"},
           {"供给Ａ＋需求", "Ａ→A safe\n"},
           {"１. 第一条", "１→1 hint\n"}});
    check(find_unnormalized, Tier::safe,
          {{"\xEF\xA4\x8A\xE7\xA4\xBE", "\xEF\xA4\x8A→\xE9\x87\x91 safe\n"}, {"金社", ""}});
}

TEST_CASE("invisible characters") {
    check(find_zero_width, Tier::safe,
          {{"甲\u200B乙", "\u200B→ safe\n"},
           {"甲。\u200B", "\u200B→ safe\n"},
           {"\uFEFF\uFEFF甲", "\uFEFF→ safe\n"},
           {"ア\u200Bイ", "\u200B→ safe\n"},
           {"\u200B- 甲", "\u200B→ hint\n"},
           {"**甲\u200B**乙", "\u200B→ hint\n"},
           {"👨\u200D👩", ""}});
    check(find_no_break_spaces, Tier::safe,
          {{"第\u00A05期", "\u00A0→  safe\n"},
           {"Windows\u00A011", "\u00A0→  suggest\n"},
           {"甲\u00A0 乙", "\u00A0→ suggest\n"}});
    check(find_control_characters, Tier::suggest,
          {{"北\x08京", "\x08→ suggest\n"}, {"北\x0B京", "\x0B→  suggest\n"}, {"北\x0C京", "\x0C→  suggest\n"}});
}

TEST_CASE("what cannot be made is remarked, not called safe") {
    Rule rule = rule_of(Tier::safe);
    rule.kind = "duplicate-marks";
    Problems problems;
    const auto matcher = compile(rule, {read_table}, problems);
    const auto document = page("a/1.md", "**甲，**，乙，，丙");
    CHECK(lines_of(find(matcher.get(), nullptr, rule, document), *document) == "，，→ hint\n，，→， safe\n");
}
