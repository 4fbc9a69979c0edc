#include "pipeline/lexicon/archive_symbols.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace jiaodui;

namespace {

// One sign a symbol: Han as they are, classes by a letter.
std::string read_as(std::string_view text) {
    std::string out;
    std::uint32_t done = 0;
    for_archive_symbols(text, {0, static_cast<std::uint32_t>(text.size())}, [&](char32_t code, Span at) {
        REQUIRE(done <= at.begin);
        REQUIRE(at.begin < at.end);
        done = at.end;
        if (code >= archive_symbol::kFirstHan) utf8::append(out, code);
        else out += "eumldo"[code];
    });
    return out;
}

}  // namespace

TEST_CASE("Han are themselves, all else is its class") {
    CHECK(read_as("今年，增长了３.5%。") == "今年m增长了dm");
    CHECK(read_as("用GPT-4和Open AI的App。") == "用l和l的lm");
    CHECK(read_as("2024年Q3，iPhone15") == "d年lml");
    CHECK(read_as("12:30到3,500米") == "d到d米");
    CHECK(read_as("《三体》…“好”") == "m三体m好m");
    CHECK(read_as("かな和\uFFFC𠮷") == "o和o𠮷");
}

TEST_CASE("a space between Han is a mark, any other is nothing") {
    CHECK(read_as("今天 我们 说 ChatGPT 的事") == "今天m我们m说l的事");
    CHECK(read_as("好 ， 行") == "好m行");
    CHECK(read_as(" 好 ") == "好");
    CHECK(read_as("第3 位") == "第d位");
    CHECK(read_as("") == "");
}
