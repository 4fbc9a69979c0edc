#include "pipeline/base/tier.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("tiers are ordered and known by their names") {
    CHECK(Tier::hint < Tier::suggest);
    CHECK(Tier::suggest < Tier::safe);
    for (const Tier tier : {Tier::hint, Tier::suggest, Tier::safe}) CHECK(tier_named(name_of(tier)) == tier);
    CHECK_FALSE(tier_named("Safe"));
    CHECK(label_of(Tier::safe).zh == "确定");
}
