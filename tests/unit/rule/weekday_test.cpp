#include "pipeline/rule/kinds/weekday.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

std::shared_ptr<Document> made_on(const std::string& created, const std::string& text) {
    PageFacts facts;
    if (!created.empty()) facts.front_matter = {{"dateCreated", created + "T02:00:00.000Z"}};
    return one_region(text, facts);
}

std::string weekdays(const std::string& text, const std::string& created = "") {
    return run(find_wrong_weekdays, rule_of(Tier::suggest), made_on(created, text));
}

}  // namespace

TEST_CASE("dates that agree with their weekday pass") {
    CHECK(weekdays("大家好，2023年1月1日星期日，欢迎").empty());
    CHECK(weekdays("2025年6月6日周五，2025/06/06（周五），2025-6-6 星期五，2025年6月8日礼拜天").empty());
    CHECK(weekdays("2024年2月29日星期四").empty());
    CHECK(weekdays("2024年2月30日星期四").empty());  // no date at all: nothing to say about its weekday
}

TEST_CASE("without a witness the readings are candidates of a hint") {
    const auto document = made_on("", "大家好，2025年6月9日星期五，欢迎");
    const auto found = find(nullptr, find_wrong_weekdays, rule_of(Tier::suggest), document);
    REQUIRE(found.size() == 1);
    CHECK(found[0].tier == Tier::hint);
    CHECK_FALSE(found[0].fix);
    CHECK(found[0].message.zh == "星期一→");
    CHECK(found[0].others ==
          std::vector<std::string>{"2025年6月9日星期一", "2023年6月9日星期五", "2025年6月13日星期五"});
}

TEST_CASE("dateCreated decides between weekday, day and year") {
    CHECK(weekdays("2025年6月9日星期五", "2025-06-06") == "2025年6月9日星期五→2025年6月6日星期五 suggest\n");
    CHECK(weekdays("2025年2月4日星期一", "2025-02-04") == "2025年2月4日星期一→2025年2月4日星期二 suggest\n");
    CHECK(weekdays("2022年2月7日星期二", "2023-02-07") == "2022年2月7日星期二→2023年2月7日星期二 suggest\n");
    CHECK(weekdays("2026年7月30日星期五", "2026-07-09") == "2026年7月30日星期五→2026年7月10日星期五 suggest\n");
    CHECK(weekdays("2025/06/09（周五）", "2025-06-06") == "2025/06/09（周五→2025/06/06（周五 suggest\n");
}

TEST_CASE("a page made long after decides nothing") {
    CHECK(weekdays("2020年12月22日星期日", "2023-09-06") == "2020年12月22日星期日→ hint\n");
}

TEST_CASE("a date without a year is read with the page's year, and only doubted where no near year fits") {
    CHECK(weekdays("2020年8月31日星期一。8月28日周五，他回来了").empty());
    CHECK(weekdays("2020年8月31日星期一。8月28日周二，他回来了") == "8月28日周二→ hint\n");
    CHECK(weekdays("8月28日周二，他回来了").empty());
    CHECK(weekdays("2012年3月1日签约。去年9月20日周三", "2023-09-20").empty());
}
