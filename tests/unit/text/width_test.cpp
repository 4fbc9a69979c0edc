#include "pipeline/text/width.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("widths follow East Asian Width") {
    CHECK(width_of("剑源", 1) == 4);
    CHECK(width_of("abc", 1) == 3);
    CHECK(width_of("，", 1) == 2);
    CHECK(width_of("“…”", 1) == 3);
    CHECK(width_of("“…”", 2) == 6);
    CHECK(width_of("e\u0301", 1) == 1);
}

TEST_CASE("text is cut at whole characters") {
    CHECK(head_of_width("剑源科技", 5, 1) == "剑源");
    CHECK(tail_of_width("剑源科技", 5, 1) == "科技");
    CHECK(head_of_width("ab", 5, 1) == "ab");
}

TEST_CASE("nothing from a file can steer a terminal") {
    CHECK(printable("a\x1B[31mb") == "a␛[31mb");
    CHECK(printable("\u202E反") == "<U+202E>反");
    CHECK(printable("零\u200B宽") == "零<U+200B>宽");
    CHECK(printable("一\n二\t\x7F") == "一⏎二␉␡");
    CHECK(printable("\xC2\x9B") == "<U+009B>");
    CHECK(printable("坏\xFF\xE4\xBD") == "坏<0xFF><0xE4><0xBD>");
}
