#include "pipeline/read/reader.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("the format follows the extension", "[reader]") {
    CHECK(format_of_file("a/b.md") == Format::wikijs);
    CHECK(format_of_file("a/B.MarkDown") == Format::wikijs);
    CHECK(format_of_file("a.md/b") == Format::plain);
    CHECK(format_of_file("a.txt") == Format::plain);
    CHECK(format_of_file("-") == Format::plain);
    CHECK(read("a.txt", "**甲**", Format::wikijs)->format == Format::wikijs);
    CHECK(read("a.md", "甲")->name == "a.md");
    CHECK(read("a.md", "甲")->facts.name == "a.md");
}

TEST_CASE("formats have names", "[reader]") {
    CHECK(*format_named("wikijs") == Format::wikijs);
    CHECK(*format_named("markdown") == Format::markdown);
    CHECK(*format_named("plain") == Format::plain);
    const auto none = format_named("word");
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::unknown_name);
    CHECK(none.error().advice.en.find("plain") != std::string::npos);
}

TEST_CASE("bytes that are not text are refused", "[reader]") {
    const auto binary = read("a.md", std::string("a\0b", 3));
    REQUIRE_FALSE(binary);
    CHECK(binary.error().code == ErrorCode::encoding);
    CHECK(binary.error().message.en == "binary file (NUL at byte 1)");

    const auto broken = read("a.md", "甲\n乙\xC4\xE3");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == ErrorCode::encoding);
    CHECK(broken.error().where.line == 2);
    CHECK(broken.error().where.column == 2);
    CHECK(broken.error().message.en == "not valid UTF-8 (at byte 7)");
    CHECK(broken.error().advice.en.find("UTF-8") != std::string::npos);

    const auto wide = read("a.txt", std::string("\xFF\xFE-N\0\0", 6));
    REQUIRE_FALSE(wide);
    CHECK(wide.error().message.en == "binary file (NUL at byte 4)");
}

TEST_CASE("other encodings are read as their text", "[reader]") {
    const auto wide = read("a.txt", std::string("\xFF\xFE-N\xFD\x56", 6));
    REQUIRE(wide);
    CHECK(wide->view == "中国");
    CHECK(wide->coding != nullptr);
    ReadAs as;
    as.encoding = "gbk";
    CHECK(read("a.txt", "\xD0\xA3\xB6\xD4", as)->view == "校对");
    CHECK_FALSE(read("a.txt", "\xD0\xA3\xB6\xD4"));  // too short to be sure
}
