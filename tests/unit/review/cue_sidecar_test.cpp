#include "pipeline/review/cue_sidecar.hpp"

#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

Document page_of(std::string text) { return std::move(*read("page.md", std::move(text))); }

// When the place with this text is spoken; -1 where nobody knows.
std::int64_t time_of(const Document& page, std::string_view text) {
    const Cue* cue = page.cue_at(static_cast<std::uint32_t>(page.bytes.find(text)));
    return cue == nullptr ? -1 : cue->begin_ms;
}

const std::vector<TimedText> kHeard = {{"水价就会上涨", 1000, 2000},
                                       {"管网也要换", 2000, 3000},
                                       {"这个钱谁来出", 4000, 5000},
                                       {"水价就会上涨", 60000, 61000}};

}  // namespace

TEST_CASE("what cues say, on one line each") {
    const auto heard = timed_texts(*read(
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n水价就会\n<i>上涨</i>\n\n2\n00:00:02,500 --> 00:00:03,000\nso they\nsay\n"));
    CHECK(heard == std::vector<TimedText>{{"水价就会上涨", 1000, 2000}, {"so they say", 2500, 3000}});
    const auto coded = timed_texts(
        *read("a.json", R"({"text":"\u6c34\u4ef7","segments":[{"start":1.5,"end":2,"text":"\u6c34\u4ef7"}]})"));
    CHECK(coded == std::vector<TimedText>{{"水价", 1500, 2000}});
}

TEST_CASE("a sidecar is read as it was written") {
    const std::vector<TimedText> cues = {{"他说“好”\\", 0, 5}, {"没有结束", 7, Cue::kNoTime}};
    const auto again = parse_sidecar(write_sidecar(cues), "a");
    REQUIRE(again);
    CHECK(*again == cues);
}

TEST_CASE("a line that is no cue is named") {
    for (const char* bad : {"{\"begin\":-1,\"text\":\"x\"}", "{\"text\":\"x\"}", "{\"begin\":1}", "x",
                            "{\"begin\":99999999999999,\"text\":\"\"}"}) {
        CAPTURE(bad);
        const auto parsed = parse_sidecar("{\"begin\":1,\"text\":\"x\"}\n\n" + std::string(bad) + "\n", "p.cues.jsonl");
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().where.line == 3);
    }
}

TEST_CASE("a place finds its time whatever was done around it") {
    Document page = page_of(
        "---\ntitle: 水价就会上涨\n---\n\n# "
        "新加的标题\n\n水价就会上涨，管网都要更换。\n\n新写的一段话在这里。\n\n这个钱谁来出？水价就会上涨！\n");
    attach_cues(page, kHeard);
    CHECK(time_of(page, "新加的标题") == -1);
    CHECK(time_of(page, "上涨，管网") == 1000);
    CHECK(time_of(page, "，管网") == 1000);  // the mark belongs to what stands before it
    CHECK(time_of(page, "管网都") == 2000);
    CHECK(time_of(page, "谁来出") == 4000);
    CHECK(time_of(page, "上涨！") == 60000);
}

TEST_CASE("a cue whose words were all replaced has no place, its neighbours keep theirs") {
    Document page = page_of("水价就会上涨，别的内容，这个钱谁来出？\n");
    attach_cues(page, kHeard);
    CHECK(time_of(page, "上涨") == 1000);
    CHECK(time_of(page, "谁来出") == 4000);
    attach_cues(page, {});
    CHECK(page.cues.empty());
}
