#include "pipeline/rule/kinds/ordinal.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

std::string ordinals(const std::string& text, const std::string& style) {
    const Rule rule = rule_of(Tier::hint, {{"style", {style}}, {"units", {"届", "次会议"}}});
    return run(find_ordinal_numerals, rule, one_region(text));
}

}  // namespace

TEST_CASE("ordinals follow the house, where it has said so") {
    CHECK(ordinals("第14届全国人大第8次会议", "han") == "14→十四 hint\n8→八 hint\n");
    CHECK(ordinals("第二十届三中全会", "arabic") == "二十→20 hint\n");
    CHECK(ordinals("第九十九届", "arabic") == "九十九→99 hint\n");
    CHECK(ordinals("第14届", "keep").empty());
    CHECK(ordinals("第135届，第3名，第08届", "han").empty());
    CHECK(ordinals("第一百届", "arabic").empty());
}
