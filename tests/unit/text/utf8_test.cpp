#include <catch2/catch.hpp>

#include "pipeline/text/characters.hpp"
#include "pipeline/text/utf8.hpp"

using namespace jiaodui;

TEST_CASE("the first ill-formed sequence is found at its offset") {
    CHECK_FALSE(utf8::first_invalid("plain ASCII, 汉字, é, 😀").has_value());
    CHECK(utf8::first_invalid("12345678\xFF") == 8u);
    CHECK(utf8::first_invalid("汉\xE6\xB1") == 3u);
    CHECK(utf8::first_invalid("a\xC0\xAF") == 1u);          // overlong
    CHECK(utf8::first_invalid("a\xED\xA0\x80") == 1u);      // a surrogate
    CHECK(utf8::first_invalid("a\xF4\x90\x80\x80") == 1u);  // above U+10FFFF
}

TEST_CASE("code points are read forwards and backwards") {
    const std::string text = "a汉😀";
    CHECK(utf8::decode(text, 1).ch == U'汉');
    CHECK(utf8::decode(text, 4).length == 4);
    CHECK(utf8::decode(text, text.size()).length == 0);
    CHECK(utf8::decode_before(text, text.size()).ch == U'😀');
    CHECK(utf8::decode_before(text, 4).ch == U'汉');
    CHECK(utf8::decode_before(text, 0).length == 0);
    CHECK(utf8::count(text) == 3);
}

TEST_CASE("broken text neither stops nor overruns the readers") {
    const std::string text = "\x80\xE6\xB1";
    std::size_t at = 0;
    while (at < text.size()) {
        const auto step = utf8::decode(text, at).length;
        REQUIRE(step > 0);
        at += step;
    }
    CHECK(at == text.size());
}

TEST_CASE("a text is the same after having been characters") {
    const std::u32string characters = characters_of("a汉é😀\n");
    CHECK(characters == U"a汉é😀\n");
    CHECK(text_of(characters) == "a汉é😀\n");
    CHECK(text_of(std::u32string_view(characters).substr(1, 1)) == "汉");
    CHECK(characters_of("").empty());
    CHECK(characters_of("汉\xE6\xB1").size() == 2);  // cut off in the middle: neither endless nor beyond the end
}
