#include <catch2/catch.hpp>

#include "pipeline/rule/regex.hpp"

using namespace jiaodui;

namespace {

std::string show(std::vector<std::pair<const char*, const char*>> patterns, std::string_view text,
                 Span within = {0, 0}) {
    RegexSet set;
    for (const auto& [pattern, replacement] : patterns) REQUIRE(set.add(pattern, replacement, {}));
    set.compile();
    std::vector<RegexHit> hits;
    set.find_all(text, within.empty() ? Span{0, static_cast<std::uint32_t>(text.size())} : within, hits);
    std::string out;
    for (const RegexHit& hit : hits) {
        out += std::to_string(hit.pattern) + std::string(slice(text, hit.at)) +
               (hit.text.empty() ? "" : "→" + hit.text) + " ";
    }
    return out;
}

}  // namespace

TEST_CASE("all matches, pattern by pattern; the group fix is what is spoken of") {
    CHECK(show({{"BV[0-9A-Za-z]{10}", ""}, {"第(?P<fix>[0-9]+)期", ""}}, "第12期BV1234567890，第3期") ==
          "0BV1234567890 112 13 ");
    CHECK(show({{"第(?P<fix>[0-9]+)(期|集)", "<\\1\\2>"}}, "第12集") == "012→<12集> ");
    CHECK(show({{"^甲", ""}}, "乙甲甲", {3, 9}) == "0甲 ");
    CHECK(show({{"甲$", ""}}, "甲甲乙", {0, 6}) == "0甲 ");
    CHECK(show({{"x*甲|\\b", ""}}, "ab 甲") != "");
    CHECK(show({}, "甲").empty());
}

TEST_CASE("bad patterns are located and explained") {
    RegexSet set;
    const auto bad = set.add("(甲", "", {"a.yaml", 3, 5});
    REQUIRE_FALSE(bad);
    CHECK(bad.error().where.line == 3);
    CHECK_FALSE(set.add("甲*", "", {}));
    CHECK_FALSE(set.add("(?=甲)", "", {}));
    CHECK_FALSE(set.add("甲", "\\1", {}));
    CHECK(set.empty());
}
