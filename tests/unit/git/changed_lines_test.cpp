#include "pipeline/git/changed_lines.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("hunks are lines of the new side, patches are told apart by their heads") {
    const auto patches = parse_patches(
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n"
        "@@ -1 +1 @@\n-旧\n+新\n"
        "@@ -4,0 +5,2 @@ 某节\n+@@ -1 +1 @@\n+diff --git a/x b/x\n"
        "diff --git a/b.md b/c.md\nsimilarity index 100%\n"
        "diff --git a/d.md b/d.md\n@@ -3,2 +2,0 @@\n-一\n-二\n");
    REQUIRE(patches.size() == 3);
    CHECK(patches[0] == LineRanges{{1, 1}, {5, 6}});
    CHECK(patches[1].empty());
    CHECK(patches[2].empty());  // lines were only taken away
}

TEST_CASE("a finding is on a changed line when any of its lines is") {
    const LineRanges ranges{{2, 3}, {7, 7}};
    CHECK_FALSE(touches(ranges, 1, 1));
    CHECK(touches(ranges, 1, 2));
    CHECK(touches(ranges, 3, 5));
    CHECK_FALSE(touches(ranges, 4, 6));
    CHECK(touches(ranges, 4, 9));
    CHECK_FALSE(touches(ranges, 8, 99));
    CHECK_FALSE(touches({}, 1, 99));
}

TEST_CASE("nonsense is no patch") {
    CHECK(parse_patches("").empty());
    CHECK(parse_patches("@@ -1 +1 @@\n").empty());
    CHECK(parse_patches("diff --git a/a b/a\n@@ -1 +x @@\n@@ \n").front().empty());
}
