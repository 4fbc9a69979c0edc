#include "pipeline/stage/regex.hpp"

#include <catch2/catch.hpp>

#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

TEST_CASE("regex stage: rules of the user") {
    Rule change, remark;
    change.id = "user/episode";
    change.stage = remark.stage = "regex";
    change.kind = remark.kind = "regex";
    change.params = {{"pattern", {"第(?P<fix>0+([1-9]\\d*))期"}}, {"replace", {"\\2"}}};
    remark.id = "user/todo";
    remark.tier = Tier::hint;
    remark.params = {{"pattern", {"待补"}}};
    const RuleBook rules{{change, remark}};
    const Resources resources = Resources::at("/nonexistent");
    Problems problems;
    const auto stage = make_regex_stage({rules, resources, nullptr, nullptr, {}}, problems);
    REQUIRE(stage);
    CHECK(said(*stage, "第007期，待补，第12期").findings == "007→7 suggest; 待补 hint");

    remark.params.clear();
    const RuleBook bad{{remark}};
    CHECK(make_regex_stage({bad, resources, nullptr, nullptr, {}}, problems) == nullptr);
}
