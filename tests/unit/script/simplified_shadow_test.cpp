#include "pipeline/lexicon/simplified_shadow.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("the shadow is simplified, character by character, and as long as the text") {
    const SimplifiedShadow shadow;
    for (const char* text : {"經濟學家說：「後來的頭髮，GPT-4」\n", "乾隆皇帝的𠀀與㓥", "", "简体与繁體"}) {
        CHECK(shadow.of(text).size() == std::string(text).size());
    }
    CHECK(shadow.of("經濟學家說：「後來的頭髮，GPT-4」\n") == "经济学家说：「后来的头发，GPT-4」\n");
    CHECK(shadow.of("简体字") == "简体字");
}
