// Encodings: what is detected and what is not, offsets to and fro, and that only corrected stretches are written anew.
#include <catch2/catch.hpp>

#include <array>

#include "pipeline/text/encoding.hpp"
#include "pipeline/text/utf8.hpp"

using namespace jiaodui;

namespace {

// 120 different common characters of either script: sure enough for the detector.
constexpr std::string_view kSimplified =
    "这是一段用来识别编码的文字，里面都是常见的汉字。我们今天讨论的是怎样把一篇很长的转写稿校对得又快又好，同时不改动不"
    "该改的地方。"
    "如果一个文件不是统一码，程序先要弄清楚它是什么编码，然后再读。写回去的时候，没有改过的字节必须原样保留。";
constexpr std::string_view kTraditional =
    "這是一段用來識別編碼的文字，裡面都是常見的漢字。我們今天討論的是怎樣把一篇很長的轉寫稿校對得又快又好，同時不改動不"
    "該改的地方。"
    "如果一個檔案不是統一碼，程式先要弄清楚它是什麼編碼，然後再讀。寫回去的時候，沒有改過的位元組必須原樣保留。";

// UTF-16 by hand, so that the test does not rest on the converter.
std::string utf16le(std::string_view text) {
    std::string out = "\xFF\xFE";
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded c = utf8::decode(text, at);
        const auto unit = [&](char32_t value) {
            (out += static_cast<char>(value & 0xFF)) += static_cast<char>(value >> 8);
        };
        if (c.ch >= 0x10000) {
            unit(0xD800 + ((c.ch - 0x10000) >> 10));
            unit(0xDC00 + ((c.ch - 0x10000) & 0x3FF));
        } else {
            unit(c.ch);
        }
        at += c.length;
    }
    return out;
}

// The bytes of a text in an encoding: an empty file with the text written into it.
std::string encoded(std::string_view text, Encoding encoding) {
    const auto empty = FileCoding::decode("", encoding);
    REQUIRE(empty);
    const FileCoding::Replacement all{{0, 0}, text};
    const auto out = empty->coding->written("", {&all, 1});
    REQUIRE(out);
    return *out;
}

}  // namespace

TEST_CASE("encodings are known by their names", "[encoding]") {
    CHECK(*encoding_named("GBK") == Encoding::gb18030);
    CHECK(*encoding_named("Big5-HKSCS") == Encoding::big5);
    CHECK(*encoding_named("UTF-16LE") == Encoding::utf16le);
    CHECK_FALSE(encoding_named("shift_jis"));
    for (const Encoding one :
         {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::gb18030, Encoding::big5}) {
        CHECK(*encoding_named(name_of(one)) == one);
    }
}

TEST_CASE("bytes that are known from other programs", "[encoding]") {
    CHECK(encoded("校对", Encoding::gb18030) == "\xD0\xA3\xB6\xD4");
    CHECK(encoded("校對", Encoding::big5) == "\xAE\xD5\xB9\xEF");
    CHECK(encoded("😀", Encoding::gb18030) == "\x94\x39\xFC\x36");
}

TEST_CASE("an encoding is named only when it is sure", "[encoding]") {
    CHECK(*detect_encoding(kSimplified) == Encoding::utf8);
    CHECK(*detect_encoding(utf16le("甲")) == Encoding::utf16le);
    CHECK(*detect_encoding(encoded(kSimplified, Encoding::gb18030)) == Encoding::gb18030);
    CHECK(*detect_encoding(encoded(kTraditional, Encoding::big5)) == Encoding::big5);
    CHECK(*detect_encoding(utf16le(std::string(kSimplified) + "\n").substr(2)) == Encoding::utf16le);
    CHECK_FALSE(detect_encoding(encoded("今天天气不错", Encoding::gb18030)));
    CHECK_FALSE(detect_encoding(encoded("今天天氣不錯", Encoding::big5)));
    CHECK_FALSE(detect_encoding(std::string("\xFF\xFE\0\0a\0\0\0", 8)));
    // Hiragana and kanji of Shift-JIS.
    std::string japanese;
    for (int i = 0; i < 60; ++i) japanese += "\x82\xB1\x82\xEA\x82\xCD\x93\xFA\x96\x7B\x8C\xEA\x82\xC5\x82\xB7\x81\x42";
    const auto refused = detect_encoding(japanese);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.en.find("Shift_JIS") != std::string::npos);
}

TEST_CASE("offsets of the text are offsets of the file", "[encoding]") {
    for (const Encoding encoding : {Encoding::gb18030, Encoding::utf16le, Encoding::utf16be}) {
        std::string text;
        while (text.size() < 20000) text += "校对a😀\n，";
        const std::string disk = encoded(text, encoding);
        const auto file = FileCoding::decode(disk, encoding);
        REQUIRE(file);
        CHECK(file->text == text);
        for (std::uint32_t at = 0; at < text.size();) {
            // What lies before the place, encoded, is as long as the place is far.
            if (at % 97 == 0 || at < 40)
                CHECK(file->coding->on_disk(text, at) ==
                      encoded(std::string_view(text).substr(0, at), encoding).size());
            at += utf8::decode(text, at).length;
        }
        CHECK(file->coding->on_disk(text, static_cast<std::uint32_t>(text.size())) == disk.size());
    }
}

TEST_CASE("what is not corrected is written back as it was", "[encoding]") {
    // Big5 has two codes for 十 (A451 and A2CC): the second one stays where it is.
    const std::string disk = "\xA2\xCC\xA4\x51\xAE\xD5";
    const auto file = FileCoding::decode(disk, Encoding::big5);
    REQUIRE(file);
    CHECK(file->text == "十十校");
    const FileCoding::Replacement last{{6, 9}, "對"};
    CHECK(*file->coding->written(file->text, {&last, 1}) == "\xA2\xCC\xA4\x51\xB9\xEF");
    CHECK(*file->coding->written(file->text, {}) == disk);
}

TEST_CASE("what an encoding cannot hold, and what it cannot be, is told", "[encoding]") {
    const auto file = FileCoding::decode("\xAE\xD5", Encoding::big5);
    REQUIRE(file);
    const FileCoding::Replacement one{{0, 3}, "龟😀"};
    const auto refused = file->coding->written(file->text, {&one, 1});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().advice.en.find("--output-encoding") != std::string::npos);
    const auto broken = FileCoding::decode("\xD0\xA3\xFF\xFF", Encoding::gb18030);
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message.en == "not valid gb18030 (at byte 2)");
    CHECK_FALSE(FileCoding::decode("\xD0", Encoding::gb18030));
    CHECK_FALSE(FileCoding::decode("abc", Encoding::utf16le));
}
