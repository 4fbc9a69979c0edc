#include "pipeline/document/view_builder.hpp"

#include <catch2/catch.hpp>

#include "pipeline/edit/weave.hpp"

using namespace jiaodui;

TEST_CASE("stretches become pieces and a view", "[view_builder]") {
    ViewBuilder build("a", Format::plain, "<<甲**乙>>");
    build.lock(2);
    build.begin_region(RegionKind::paragraph);
    build.show(5);
    build.hide(7);
    build.show(10);
    build.end_region();
    build.lock_rest();
    const Document document = build.finish();
    CHECK(document.view == "\xEF\xBF\xBC甲乙\xEF\xBF\xBC");
    REQUIRE(document.pieces.size() == 5);
    CHECK(document.pieces[2].kind == PieceKind::point);
    CHECK(document.pieces[2].view == Span{6, 6});
    REQUIRE(document.regions.size() == 1);
    CHECK(document.regions[0].at == Span{3, 9});
}

TEST_CASE("equal neighbours are joined, empty stretches ignored", "[view_builder]") {
    ViewBuilder build("a", Format::plain, "abcdef");
    build.lock(0);
    build.lock(1);
    build.lock(2);
    build.hide(2);
    build.hide(3);
    build.hide(4);
    build.begin_region(RegionKind::paragraph);
    build.show(5);
    build.show(6);
    build.end_region();
    const Document document = build.finish();
    CHECK(document.pieces.size() == 3);
    CHECK(document.view ==
          "\xEF\xBF\xBC"
          "ef");
}

TEST_CASE("an object replacement character of the source is locked", "[view_builder]") {
    ViewBuilder build("a", Format::plain,
                      "a\xEF\xBF\xBC"
                      "b");
    build.begin_region(RegionKind::paragraph);
    build.show(5);
    build.end_region();
    const Document document = build.finish();
    REQUIRE(document.pieces.size() == 3);
    CHECK(document.pieces[1].kind == PieceKind::locked);
    CHECK(document.view == document.bytes);
}

TEST_CASE("regions without text are dropped", "[view_builder]") {
    ViewBuilder build("a", Format::plain, "ab");
    build.begin_region(RegionKind::heading);
    build.hide(1);
    build.end_region();
    build.begin_region(RegionKind::paragraph);
    build.show(2);
    build.end_region();
    const Document document = build.finish();
    REQUIRE(document.regions.size() == 1);
    CHECK(document.regions[0].ordinal == 0);
    CHECK(document.regions[0].kind == RegionKind::paragraph);
}

TEST_CASE("the next character can be guarded", "[view_builder]") {
    ViewBuilder build("a", Format::plain, "x*甲y&z");
    build.begin_region(RegionKind::paragraph);
    build.show(1);
    build.lock_next_character();
    build.hide(2);
    build.show(6);
    build.lock_next_character();
    build.lock(7);  // a locked stretch needs no guard
    build.show(8);
    build.end_region();
    const Document document = build.finish();
    REQUIRE(document.locks.size() == 1);
    CHECK(slice(document.view, document.locks[0]) == "甲");
}

TEST_CASE("coded text is written as it was while it is untouched", "[view_builder]") {
    ViewBuilder build("a", Format::plain, "甲\\u4e59丙");
    build.document().encode = [](std::string_view text) { return "<" + std::string(text) + ">"; };
    build.begin_region(RegionKind::paragraph);
    build.show(3);
    build.code(9, "乙");
    build.show(12);
    build.end_region();
    const Document document = build.finish();
    CHECK(document.view == "甲乙丙");
    const auto anchors = anchors_of(document);
    CHECK(Weaver(document, document.view, anchors).whole() == document.bytes);
    CHECK(Weaver(document, "甲丁丙", anchors).whole() == "甲<丁>丙");
}
