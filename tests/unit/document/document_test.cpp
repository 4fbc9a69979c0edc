#include <catch2/catch.hpp>

#include "pipeline/document/view_builder.hpp"

using namespace jiaodui;

namespace {

// source: ** ab ** cd <> e !      view: a b c d L e
//         0  2  4  6  8  10 11
Document sample() {
    ViewBuilder build("a", Format::plain, "**ab**cd<>e!");
    build.hide(2);
    build.begin_region(RegionKind::paragraph);
    build.show(4);
    build.hide(6);
    build.show(8);
    build.lock(10);
    build.show(11);
    build.end_region();
    build.hide(12);
    return build.finish();
}

}  // namespace

TEST_CASE("a span leaves the markup at its edges outside", "[document]") {
    const Document document = sample();
    CHECK(document.view ==
          "abcd\xEF\xBF\xBC"
          "e");
    CHECK(document.to_source({0, 2}) == SourceSpan{2, 4});
    CHECK(document.to_source({1, 3}) == SourceSpan{3, 7});
    CHECK(document.to_source({2, 4}) == SourceSpan{6, 8});
    CHECK(document.to_source({4, 7}) == SourceSpan{8, 10});
    CHECK(document.to_source({3, 8}) == SourceSpan{7, 11});
}

TEST_CASE("a place lies left of markup, right of a locked piece", "[document]") {
    const Document document = sample();
    CHECK(document.to_source({0, 0}) == SourceSpan{0, 0});  // before markup that opens the file, too
    CHECK(document.to_source({1, 1}) == SourceSpan{3, 3});
    CHECK(document.to_source({2, 2}) == SourceSpan{4, 4});
    CHECK(document.to_source({7, 7}) == SourceSpan{10, 10});
    CHECK(document.to_source({8, 8}) == SourceSpan{11, 11});
}

TEST_CASE("plain_in sees points inside and locked pieces", "[document]") {
    const Document document = sample();
    CHECK(document.plain_in({0, 2}));
    CHECK(document.plain_in({2, 4}));
    CHECK_FALSE(document.plain_in({1, 3}));
    CHECK_FALSE(document.plain_in({3, 5}));
    CHECK(document.plain_in({7, 8}));
}

TEST_CASE("an empty document has one place", "[document]") {
    const Document document = ViewBuilder("a", Format::plain, "").finish();
    CHECK(document.to_source({0, 0}) == SourceSpan{0, 0});
    CHECK(anchors_of(document).empty());
}

TEST_CASE("anchors are the pieces that are not verbatim", "[document]") {
    const Document document = sample();
    CHECK(anchors_of(document) == std::vector<Span>{{0, 0}, {2, 2}, {4, 7}, {8, 8}});
}
