#include "pipeline/read/fences.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

std::string fences(std::string_view text) {
    std::vector<Fence> found;
    find_fences(text, {0, static_cast<std::uint32_t>(text.size())}, static_cast<std::uint32_t>(text.size()), found);
    std::string out;
    for (const Fence& fence : found) {
        if (!out.empty()) out += '|';
        out += slice(text, fence.at);
    }
    return out;
}

}  // namespace

TEST_CASE("URLs end where prose goes on", "[fences]") {
    CHECK(fences("https://a.b") == "https://a.b");
    CHECK(fences("，https://a.b/c.") == "https://a.b/c");
    CHECK(fences("https://a.b/c!?，") == "https://a.b/c");
    CHECK(fences("https://") == "");
    CHECK(fences("file:///C:/a 3://5 1h://a/b") == "file:///C:/a");
    CHECK(fences("ftp://a/b<c") == "ftp://a/b");
    CHECK(fences("https://a/b、c=d") == "https://a/b、c=d");
    CHECK(fences("https://a/b、丙") == "https://a/b");
    CHECK(fences("https://a/b？？c=d") == "https://a/b");
    CHECK(fences("https://a/b?c＝d") == "https://a/b?c＝d");
    CHECK(fences("wwww.a.b www.a") == "www.a");
    CHECK(fences("//a 1//2 //a.b/c") == "//a.b/c");
}

TEST_CASE("attribute lists", "[fences]") {
    CHECK(fences("{.a}{#b}{c=d}") == "{.a}|{#b}|{c=d}");
    CHECK(fences("{.a .b c=\"d e\"}") == "{.a .b c=\"d e\"}");
    CHECK(fences("{a}{甲}{}{.}{a=\"b}") == "");
    CHECK(fences("[a]{.b} c]{.d}") == "[|]{.b}|]{.d}");
}

TEST_CASE("mail and strike-through", "[fences]") {
    CHECK(fences("a@b a@b.c. @b.c a@@b.c") == "a@b.c");
    CHECK(fences("~ ~~ ~~~") == "~~");
}
