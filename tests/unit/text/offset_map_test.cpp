// The law of text/offset_map.hpp on one small example a clause; random ones in tests/property.
#include <catch2/catch.hpp>

#include "pipeline/text/offset_map.hpp"

using namespace jiaodui;

TEST_CASE("a replacement, an insertion and a deletion") {
    // abcdefgh → aXYdZefh : bc→XY, insert Z before e, delete g
    OffsetMap map;
    map.add({1, 3}, {1, 3});
    map.add({4, 4}, {4, 5});
    map.add({6, 7}, {7, 7});
    CHECK(map.back({1, 2}) == Span{1, 3});
    CHECK(map.back({4, 5}) == Span{4, 4});
    CHECK(map.back({5, 7}) == Span{4, 6});
    CHECK(map.back({7, 8}) == Span{7, 8});
    CHECK(map.forward({3, 4}) == Span{3, 4});
    CHECK(map.forward({4, 6}) == Span{5, 7});
    CHECK(map.forward_growing({4, 6}) == Span{4, 7});
    CHECK(map.forward_anchor(4) == 5);
    CHECK(map.forward_anchor(7) == 7);
    CHECK(map.touches({2, 5}));
    CHECK_FALSE(map.touches({3, 4}));
}

TEST_CASE("composition keeps steps apart that only touch, and names those it joins") {
    OffsetMap first;
    first.add({0, 2}, {0, 3});
    OffsetMap second;
    second.add({3, 4}, {3, 3});
    const Composition apart = compose(first, second);
    CHECK(apart.map.steps().size() == 2);

    OffsetMap over;
    over.add({2, 4}, {2, 3});
    const Composition joined = compose(first, over);
    REQUIRE(joined.map.steps().size() == 1);
    CHECK(joined.map.steps()[0].from == Span{0, 3});
    CHECK(joined.map.steps()[0].to == Span{0, 3});
    CHECK(joined.origins[0].first_end == 1);
    CHECK(joined.origins[0].second_end == 1);
}
