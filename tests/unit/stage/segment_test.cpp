#include "pipeline/stage/segment.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/line_end_model.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/stage/line_end_cues.hpp"
#include "pipeline/stage/page_lines.hpp"
#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

std::string shape(const std::string& text) { return std::string(name_of(shape_of(*read("page.md", text)))); }

std::string repeated(const std::string& line, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += line;
    return out;
}

}  // namespace

TEST_CASE("the shape of a page", "[shape]") {
    CHECK(shape(repeated("水价就会上涨\n", 10)) == "captions");
    CHECK(shape(repeated("水价就会上涨\n管网也要换，\n", 3) + repeated("水价就会上涨\n", 3)) == "captions");
    CHECK(shape(repeated("水价就会上涨，\n管网也要换。\n", 5)) == "wrapped");
    CHECK(shape(repeated("水价就会上涨，管网也要换。\n", 10)) == "paragraphs");  // a paragraph a line
    CHECK(shape(repeated("水价就会上涨，管网也要换。\n\n", 10)) == "paragraphs");
    CHECK(shape("白日依山尽\n黄河入海流\n") == "paragraphs");        // too little to tell
    CHECK(shape(repeated("- 水价就会上涨\n", 10)) == "paragraphs");  // a list is none
    CHECK(shape("") == "paragraphs");
}

TEST_CASE("text does not run through what is no paragraph", "[shape]") {
    const auto ends = [](const char* text) {
        std::string out;
        const auto document = read("page.md", text);
        for (const LineSymbol& symbol : page_lines(*document).symbols) {
            if (symbol.gap.barrier) out += '|';
            if (symbol.gap.paragraph) out += 'P';
            if (symbol.gap.line) out += '/';
        }
        return out;
    };
    CHECK(ends("甲\n\n乙") == "P|");
    CHECK(ends("甲\n乙") == "/|");
    CHECK(ends("甲\n\n# 乙\n\n丙") == "||");
    CHECK(ends("甲\n\n![](a.png)\n\n丙") == "||");
    CHECK(ends("甲\n\n- 乙\n\n丙") == "||");
    CHECK(ends("甲\n\n---\n\n丙") == "||");
}

TEST_CASE("line ends may change, nothing else", "[structure]") {
    const auto same = [](const char* before, const char* after) {
        return same_but_line_ends(*read("page.md", before), after);
    };
    CHECK(same("甲\n乙\n", "甲，乙\n"));
    CHECK(same("甲\n乙\n丙", "甲。\n\n乙？丙"));
    CHECK(same("甲，\n\n乙", "甲，乙"));
    CHECK(same("甲**乙**\n丙", "甲**乙**。丙"));
    CHECK_FALSE(same("甲\n乙", "甲，丙"));
    CHECK_FALSE(same("甲\n2. 乙", "甲。\n\n2. 乙"));
    CHECK_FALSE(same("甲\n- 乙", "甲，- 乙"));
    CHECK_FALSE(same("甲\n\n# 乙", "甲，# 乙"));
    CHECK_FALSE(same("> 甲\n{.is-warning}\n\n乙", "> 甲\n\n{.is-warning}\n\n乙"));
    CHECK_FALSE(same("甲\n乙", "甲；乙"));
    CHECK_FALSE(same("甲 b", "甲 c"));
}

TEST_CASE("a table of cues that is wrong is told of", "[segment]") {
    Problems problems;
    CHECK_FALSE(load_line_end_cues(Resources::at("/nonexistent"), problems));
    const auto shipped = Resources::find();
    REQUIRE(shipped);
    const auto bytes = load_line_end_cues(*shipped, problems);
    CHECK(problems.empty());
    REQUIRE(bytes);
    CHECK(LineEndModel::view(*bytes, "cues"));
}
