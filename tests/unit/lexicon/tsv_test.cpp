#include <catch2/catch.hpp>

#include "pipeline/lexicon/tsv.hpp"

using namespace jiaodui;

TEST_CASE("rows are views that know their line; comments and empty lines are skipped") {
    const std::string text = "\xEF\xBB\xBF# 注释\n\n 俄游 \t俄油\r\n智普\t智谱\t\t备注";
    Problems problems;
    const TsvTable table(text, "a.tsv", 2, 4, problems);
    REQUIRE(problems.empty());
    REQUIRE(table.size() == 2);
    CHECK(table.row(0).line == 3);
    CHECK(table.row(0).cell(0) == "俄游");
    CHECK(table.row(0).cell(1) == "俄油");
    CHECK(table.row(0).cell(2).empty());
    CHECK(table.row(1).line == 4);
    CHECK(table.row(1).cell(2).empty());
    CHECK(table.row(1).cell(3) == "备注");
    CHECK(table.row(0).cell(0).data() > text.data());
    CHECK(table.row(0).cell(0).data() < text.data() + text.size());
}

TEST_CASE("every bad row is located and left out") {
    Problems problems;
    const TsvTable table("甲\n乙\t丙\n\t丁\n戊\t\xFF\n己\t庚\t辛", "b.tsv", 2, 2, problems);
    CHECK(table.size() == 1);
    REQUIRE(problems.size() == 4);
    CHECK(problems[0].where.line == 1);
    CHECK(problems[1].where.line == 3);
    CHECK(problems[2].where.line == 4);
    CHECK(problems[2].where.column == 3);
    CHECK(problems[3].where.line == 5);
    CHECK(problems[3].where.file == "b.tsv");
}

TEST_CASE("bars divide a cell") {
    CHECK(split_bars(" 甲 | 乙||丙") == std::vector<std::string_view>{"甲", "乙", "丙"});
    CHECK(split_bars("").empty());
}
