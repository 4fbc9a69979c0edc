#include "pipeline/base/did_you_mean.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("edits are counted in code points, swaps as one") {
    CHECK(edit_distance("标点", "标典") == 1);
    CHECK(edit_distance("rules", "rulse") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("Lang", "lang") == 0);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the closest name is offered, a distant one is not") {
    constexpr std::array<std::string_view, 4> names = {"glossary", "rules", "punct/halfwidth", "标点/配对"};
    CHECK(did_you_mean("glosary", names) == "glossary");
    CHECK(did_you_mean("halfwidth", names) == "punct/halfwidth");
    CHECK(did_you_mean("标点/配队", names) == "标点/配对");
    CHECK(did_you_mean("pipeline", names).empty());
    CHECK(did_you_mean("x", names).empty());
    CHECK(did_you_mean(std::string(1000, 'g'), names).empty());
}

TEST_CASE("advice lists few names when none is close") {
    constexpr std::array<std::string_view, 2> names = {"plain", "wikijs"};
    CHECK(advice_for("plane", names).en == "did you mean plain?");
    CHECK(advice_for("hugo", names).zh == "可用的有：plain、wikijs");
}
