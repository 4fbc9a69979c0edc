#include <catch2/catch.hpp>

#include "pipeline/review/json_line.hpp"

using namespace jiaodui;
using json::Line;

TEST_CASE("a line of JSON gives its strings, lists, numbers and flags") {
    const auto line = Line::parse(
        R"( {"a":"甲\n\u4e59\ud83d\ude00\/","b":["x","y"],"n":12,"t":true,"f":false,"o":{"k":[1,"}"]},"z":1.5} )");
    REQUIRE(line);
    CHECK(line->text("a") == "甲\n乙😀/");
    REQUIRE(line->find("b", json::Member::Kind::strings) != nullptr);
    CHECK(line->find("b", json::Member::Kind::strings)->texts == std::vector<std::string>{"x", "y"});
    CHECK(line->number("n") == 12u);
    CHECK(line->flag("t"));
    CHECK_FALSE(line->flag("f"));
    CHECK(line->members()[5].raw == R"({"k":[1,"}"]})");
    CHECK(line->has("z"));
    CHECK_FALSE(line->number("z"));
    CHECK(Line::parse("{}"));
}

TEST_CASE("what is not one object on a line is refused") {
    for (const char* bad : {"", "[]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":\"x}", "{\"a\":1} x", "{\"a\":\"\\ud800\"}",
                            "{\"a\":\"\\udc00\\ud800\"}", "{\"a\":\"\\q\"}", "{\"a\":\"\x01\"}", "{\"a\":[1,2}",
                            "{\"a\":\"\xff\"}", "{\"a\":1,}", "{\"a\":\"\\u12\"}"}) {
        CAPTURE(bad);
        CHECK_FALSE(Line::parse(bad));
    }
    CHECK(Line::parse("{\"甲\":x").error().where.column > 0);
}

TEST_CASE("deep nesting costs no stack") {
    const std::string deep = "{\"a\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
    CHECK(Line::parse(deep));
}
