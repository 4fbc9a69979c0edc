#include "pipeline/learn/line_end_training.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "pipeline/learn/line_end_text.hpp"
#include "pipeline/lexicon/line_end_decoder.hpp"
#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

// What a page gives, with the ends of regions made visible.
std::string gathered(const char* text) {
    std::string out = gather_line_text(*read("page.md", text));
    for (char& byte : out) {
        if (byte == '\x1E') byte = 'P';
        if (byte == '\x0C') byte = '|';
    }
    return out;
}

std::string repeated(const std::string& line, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += line;
    return out;
}

}  // namespace

TEST_CASE("what is gathered of a page is its paragraphs") {
    CHECK(gathered("甲，乙。\n\n丙。\n\n# 丁\n\n戊。") == "甲，乙。P丙。|戊。|");
    CHECK(gathered("甲\n乙。") == "甲\n乙。|");
    CHECK(gathered(repeated("水价就会上涨\n", 10).c_str()).empty());  // captions teach nothing
    CHECK(gathered("# 丁").empty());
}

TEST_CASE("what was gathered reads back as it was") {
    const auto document = read("page.md", "甲“乙，丙。”\n\n丁3.5\n戊。\n\n- 己\n\n庚");
    const std::string text = gather_line_text(*document);
    const LineText back = read_line_text(text);
    std::string shown;
    for (const LineSymbol& symbol : back.symbols) {
        shown += symbol.symbol < 0x80 ? "#" : "字";
        if (symbol.gap.marked) shown += mark_of(symbol.gap.mark);
        if (symbol.gap.line) shown += '/';
        if (symbol.gap.paragraph) shown += 'P';
        if (symbol.gap.barrier) shown += '|';
    }
    CHECK(shown == "字字，字。P字#/字。|字|");
}

TEST_CASE("lines end at marks and never run on") {
    const std::string text = "水价就会上涨，管网也要换了，钱从哪里来。\x1E" + repeated("水", 40) + "。\x0C";
    const LineText lines = read_line_text(text);
    const auto ends = cut_into_lines(lines, word_ends(lines, text, nullptr));
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
        CHECK(end + 1 - begin <= 18);
        begin = end + 1;
    }
    CHECK(begin == lines.symbols.size());
    CHECK(ends.front() == 11);  // the first mark after eight characters
}

TEST_CASE("lines end as a speaker pauses: at most marks, seldom elsewhere, never after a word or two") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "管网也要一点一点换过来，水价、电价都上涨。你说怎么办呢？对，";
    text +=
        "完。\x1E"
        "水。\x0C";
    const LineText lines = read_line_text(text);
    const std::string packed = Words::pack({"管网", "也要", "一点一点", "换过来", "水价", "电价", "上涨", "怎么办"});
    const Words words = *Words::view(packed);
    const auto ends = cut_at_pauses(lines, word_ends(lines, text, &words), 1);
    CHECK(ends == cut_at_pauses(lines, word_ends(lines, text, &words), 1));
    CHECK(ends != cut_at_pauses(lines, word_ends(lines, text, &words), 2));
    std::size_t marks = 0, at_marks = 0, elsewhere = 0;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
        const bool over = lines.symbols[end].gap.paragraph || lines.symbols[end].gap.barrier;
        CHECK((over || end + 1 - begin >= 4));
        ++(lines.symbols[end].gap.marked ? at_marks : elsewhere);
        begin = end + 1;
    }
    for (const LineSymbol& symbol : lines.symbols) marks += symbol.gap.marked ? 1 : 0;
    CHECK(begin == lines.symbols.size());
    CHECK(at_marks * 10 > marks * 5);
    CHECK(at_marks < marks);
    CHECK((elsewhere > 0 && elsewhere * 3 < at_marks));
}

TEST_CASE("where no mark stands lines end between phrases: not before 的 or after 在, often before 并") {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "水厂管网工程师昨天在城东检查老化的阀门并更换了水表。";
    text += "\x0C";
    const std::string packed =
        Words::pack({"水厂", "管网", "工程师", "昨天", "城东", "检查", "老化", "阀门", "更换", "水表"});
    const Words words = *Words::view(packed);
    const LineText lines = read_line_text(text);
    std::map<char32_t, std::size_t> begins, ended;
    for (const std::uint32_t end : cut_at_pauses(lines, word_ends(lines, text, &words), 1)) {
        if (lines.symbols[end].gap.marked || end + 1 == lines.symbols.size()) continue;
        ++ended[lines.symbols[end].symbol];
        ++begins[lines.symbols[end + 1].symbol];
    }
    CHECK(begins[U'的'] + begins[U'了'] + ended[U'在'] == 0);
    CHECK(begins[U'检'] > 0);
    CHECK(begins[U'并'] > 2 * begins[U'检']);
}

TEST_CASE("a model learns what its pages do, the same twice") {
    std::string page;
    for (int i = 0; i < 40; ++i)
        page += "今天我们讲一讲自来水的价格吗？但是很多人没有注意到这件事情，管网也要一点一点换过来。\x1E";
    page += "完。\x0C";
    const std::vector<std::string_view> pages(8, page);
    const std::string bytes = train_line_ends(pages, nullptr);
    CHECK(bytes == train_line_ends(pages, nullptr));
    const Result<LineEndModel> model = LineEndModel::view(bytes, "m");
    REQUIRE(model);
    const std::string captions = "今天我们讲一讲自来水的价格吗但是很多人没有注意到这件事情管网也要一点一点换过来";
    LineText text;
    append_region(text, captions, {0, static_cast<std::uint32_t>(captions.size())}, {});
    const std::vector<OpenPlace> places = {{{13, 0, 27, 0}}, {{27, 14, 38, 0}}};
    const auto choices = decode_line_ends(*model, text, places);
    CHECK(choices[0].best == LineEnd::question);
    CHECK(choices[1].best == LineEnd::comma);
    CHECK(train_line_ends({}, nullptr).empty());
}
