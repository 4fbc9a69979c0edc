// script_of: one case a clause of its law.
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/lexicon/script_class.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace jiaodui;

namespace {
const std::string kSimplified = "这是一个简体中文的段落，里面没有别的字体，说的是经济问题。\n";
const std::string kTraditional = "這是一個繁體中文的段落，裡面沒有別的字體，說的是經濟問題。\n";
}  // namespace

TEST_CASE("evidence is what exists in one script only") {
    CHECK(script_of("") == PageScript::unknown);
    CHECK(script_of("hello") == PageScript::unknown);
    CHECK(script_of("中文文字") == PageScript::unknown);
    CHECK(script_of(kSimplified) == PageScript::simplified);
    CHECK(script_of(kTraditional) == PageScript::traditional);
}

TEST_CASE("whether a text holds a character of a class is what the table says of its characters") {
    for (const std::uint8_t flag : {script_class::kTraditionalOnly, script_class::kSimplifiedOnly,
                                    script_class::kFromTraditional, script_class::kSafeTraditional}) {
        const auto check = [&](char32_t ch) {
            std::string text = "a，";
            utf8::append(text, ch);
            const bool has = (script_class_of(ch) & flag) != 0;
            if (holds_script_character(text, flag) != has) FAIL("U+" << std::hex << static_cast<std::uint32_t>(ch));
            text += "一";
            if (holds_script_character(text, flag) != has) FAIL("U+" << std::hex << static_cast<std::uint32_t>(ch));
        };
        for (char32_t ch = 0x2E80; ch < 0xD800; ++ch) check(ch);
        for (char32_t ch = 0xF900; ch < 0xFFFF; ++ch) check(ch);
        for (char32_t ch = 0x20000; ch < 0x2FA20; ++ch) check(ch);
    }
}

TEST_CASE("text that t2s leaves as it is needs no dictionaries") {
    for (const char* text : {"", "abc", "什么都要，老么", "覆盖沈阳", "慰藉，瞭望", "俱乐部"})
        CHECK_FALSE(may_be_simplified(text));
    for (const char* text : {"後", "么麼", "么麽", "傢俱", "请答覆", "反覆", "覆信", "沈船", "一目瞭然"})
        CHECK(may_be_simplified(text));
    CHECK(may_be_simplified("覆盖之后答覆"));
    CHECK_FALSE(may_be_simplified("答，覆"));
}

TEST_CASE("a character or two make no traditional page") {
    CHECK(script_of("戒菸") == PageScript::unknown);
    CHECK(script_of("瀋阳") == PageScript::simplified);
}

TEST_CASE("leaks and a quoted passage leave the page what it is") {
    std::string simplified, traditional;
    for (int i = 0; i < 5; ++i) {
        simplified += kSimplified;
        traditional += kTraditional;
    }
    CHECK(script_of(simplified + kTraditional) == PageScript::simplified);
    CHECK(script_of(traditional + kSimplified) == PageScript::traditional);
}

TEST_CASE("paragraphs of both scripts make a mixed page") {
    CHECK(script_of(kSimplified + kTraditional) == PageScript::mixed);
}

TEST_CASE("bytes that are not UTF-8 do no harm") {
    CHECK(script_of("\xE6\xBC") == PageScript::unknown);
    CHECK(script_of(kSimplified + "\xFF\xE4\xF0") == PageScript::simplified);
}
