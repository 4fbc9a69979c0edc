#include "pipeline/text/merge.hpp"

#include <catch2/catch.hpp>

using jiaodui::merge_lines;

TEST_CASE("a correction reaches a text that was changed elsewhere") {
    CHECK(merge_lines("零\n一\n二\n", "一\n二\n", "一！\n二\n") == "零\n一！\n二\n");
    CHECK(merge_lines("一\n二\n", "一\n二\n", "一\n二！\n") == "一\n二！\n");
    CHECK(merge_lines("二\n", "一\n二\n", "一\n二！\n") == "二！\n");
    CHECK(merge_lines("一\n二\n", "一\n二\n", "一\n二\n") == "一\n二\n");
}

TEST_CASE("lines right beside a correction are no conflict") {
    CHECK(merge_lines("一\n二\n三\n", "一\n二\n", "一\n二！\n") == "一\n二！\n三\n");
    CHECK(merge_lines("一\n新\n二\n", "一\n二\n", "一！\n二！\n") == std::nullopt);  // theirs is one change, now parted
    CHECK(merge_lines("甲\n二\n", "一\n二\n", "一\n二！\n") == "甲\n二！\n");
}

TEST_CASE("a line that both changed is a conflict") {
    CHECK(merge_lines("甲\n", "一\n", "一！\n") == std::nullopt);
    CHECK(merge_lines("", "一\n", "一！\n") == std::nullopt);
    CHECK(merge_lines("一\n甲\n", "一\n", "一\n乙\n") == std::nullopt);
}

TEST_CASE("the last line may lack its line feed") {
    CHECK(merge_lines("零\n一", "一", "一！") == "零\n一！");
    CHECK(merge_lines("一\r\n二\r\n三", "一\r\n二\r\n", "一\r\n二！\r\n") == "一\r\n二！\r\n三");
}
