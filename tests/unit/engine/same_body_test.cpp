#include "pipeline/engine/same_body.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

// A page of different sentences, numbered in Han from `from`.
std::string body(int from, int count, const std::string& title = "甲") {
    std::string out = "---\ntitle: " + title + "\n---\n\n";
    const char* digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (int i = from; i < from + count; ++i) {
        out += std::string("这一句说的是编号") + digits[i / 10 % 10] + digits[i % 10] + "的事情，别处没有。\n\n";
    }
    return out;
}

std::optional<SameBody::Match> add(SameBody& pages, const std::string& name, const std::string& text) {
    return pages.add(digest_of(*page(name, text)));
}

}  // namespace

TEST_CASE("a page with another page's text is recognised, whatever its title and markup") {
    SameBody pages;
    CHECK_FALSE(add(pages, "main/1.md", body(0, 20)));
    CHECK_FALSE(add(pages, "main/2.md", body(20, 20)));
    std::string copy = body(0, 20, "乙");
    copy.insert(copy.find("一句"), "**");
    copy.insert(copy.find("说的"), "**");
    const auto match = add(pages, "main/3.md", copy);
    REQUIRE(match);
    CHECK(match->name == "main/1.md");
    CHECK(match->percent == 100);
}

TEST_CASE("nine sentences in ten, of the longer page") {
    SameBody pages;
    CHECK_FALSE(add(pages, "main/1.md", body(0, 40)));
    CHECK(add(pages, "main/2.md", body(2, 40)));  // 38 of 40
    CHECK_FALSE(add(pages, "main/3.md", body(50, 30) + body(0, 10)));
    CHECK_FALSE(add(pages, "main/4.md", body(0, 20)));  // an extract
}

TEST_CASE("short pages and versions of one episode are left out") {
    SameBody pages;
    CHECK_FALSE(add(pages, "main/1.md", body(0, 5)));
    CHECK_FALSE(add(pages, "main/2.md", body(0, 5)));
    CHECK_FALSE(add(pages, "main/413.md", body(20, 20)));
    CHECK_FALSE(add(pages, "main/413-1.md", body(20, 20)));
}

TEST_CASE("what is reported: the first sentence, blocking, unless the page silences it") {
    SameBody pages;
    CHECK_FALSE(add(pages, "main/1.md", body(0, 20)));
    Rule rule = rule_of(Tier::hint);
    rule.id = "page/same-body";
    rule.block = true;
    const auto report = [&](const std::string& text) {
        Outcome outcome;
        outcome.document = page("other/2.md", text);
        SameBody fresh = pages;
        report_same_body(rule, *fresh.add(digest_of(*outcome.document)), outcome);
        return outcome;
    };
    const Outcome told = report(body(0, 20));
    REQUIRE(told.entries.size() == 1);
    CHECK(told.entries[0].old_text == "这一句说的是编号零零的事情，别处没有");
    CHECK(told.speaker(told.entries[0]).finding.block);
    CHECK(told.speaker(told.entries[0]).finding.message.zh == "100→main/1.md");
    const Outcome silent = report(body(0, 20) + "\n<!-- jiaodui-disable-file page/same-body -->\n");
    CHECK(silent.entries.empty());
    REQUIRE(silent.records.size() == 1);
    CHECK(silent.records[0].fate == Fate::silenced);
}
