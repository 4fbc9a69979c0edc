#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/text/han.hpp"
#include "pipeline/text/sign_index.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;

TEST_CASE("signs are everything but Han, ASCII letters and digits, and line feeds") {
    SignIndex index;
    index.build("他说，GPT-4o！\n“好”①〇é");
    std::u32string signs;
    for (const Sign sign : index.signs) signs += sign.ch;
    CHECK(signs == U"，-！“”①é");
    REQUIRE(index.runs.size() == 2);
    CHECK(index.runs[0].begin == 9);
    CHECK(index.runs[0].end == 12);
    CHECK(index.within(6, 13).size() == 2);
    CHECK(index.runs_within(10, 40).size() == 1);
}

TEST_CASE("an index that is revised is the one that is built anew") {
    jiaodui::testing::Random random(7);
    const std::vector<std::string> tokens = {"甲", "乙", "，", "“", "a", "bc", "1", " ", "\n", "é", "𠀀", "\"", "豈"};
    const auto some = [&](std::uint32_t most) {
        std::string out;
        for (std::uint32_t left = random.below(most + 1); left > 0; --left)
            out += tokens[random.below(static_cast<std::uint32_t>(tokens.size()))];
        return out;
    };
    for (int round = 0; round < 20000; ++round) {
        std::string before;
        std::string after;
        OffsetMap map;
        for (std::uint32_t part = random.below(6); part > 0; --part) {
            const std::string kept = some(4);
            before += kept;
            after += kept;
            const std::string gone = some(2);
            const std::string come = some(2);
            if (gone.empty() && (come.empty() || kept.empty())) continue;
            const auto end_of = [](const std::string& text) { return static_cast<std::uint32_t>(text.size()); };
            map.add({end_of(before), end_of(before + gone)}, {end_of(after), end_of(after + come)});
            before += gone;
            after += come;
        }
        const std::string kept = some(4);
        before += kept;
        after += kept;
        SignIndex revised;
        revised.build(before);
        revised.revise(after, map);
        SignIndex built;
        built.build(after);
        const auto same_sign = [](const Sign& a, const Sign& b) { return a.at == b.at && a.ch == b.ch; };
        const auto same_run = [](const LatinRun& a, const LatinRun& b) { return a.begin == b.begin && a.end == b.end; };
        INFO(before << " → " << after);
        REQUIRE(
            std::equal(revised.signs.begin(), revised.signs.end(), built.signs.begin(), built.signs.end(), same_sign));
        REQUIRE(std::equal(revised.runs.begin(), revised.runs.end(), built.runs.begin(), built.runs.end(), same_run));
    }
}

TEST_CASE("the table of lead bytes agrees with the definition") {
    jiaodui::testing::Random random(3);
    const char32_t firsts[] = {0x20,   0x2E80, 0x3000, 0x33F0, 0x4DB0,  0x4DF0,
                               0x9FF0, 0xA000, 0xFE30, 0xFF00, 0x1F600, 0x20000};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        std::vector<char32_t> expected;
        for (int i = 0; i < 20; ++i) {
            const char32_t ch = firsts[random.below(12)] + random.below(32);
            utf8::append(text, ch);
            const bool seen = is_han(ch) && !(ch >= 0xF900 && ch <= 0xFAFF);
            if (!seen && !is_alnum(ch)) expected.push_back(ch);
        }
        SignIndex index;
        index.build(text);
        REQUIRE(index.signs.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(index.signs[i].ch == expected[i]);
    }
}
