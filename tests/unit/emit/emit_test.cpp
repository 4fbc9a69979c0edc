#include <catch2/catch.hpp>
#include <sstream>

#include "pipeline/emit/emitter.hpp"
#include "pipeline/emit/json_text.hpp"
#include "tests/unit/emit/outcomes.hpp"

using namespace jiaodui;
using jiaodui::test::OutcomeMaker;

namespace {

std::string emitted(std::string_view format, const Outcome& outcome, EmitOptions options = {}) {
    std::ostringstream out;
    const auto emitter = make_emitter(format, out, options);
    Tally tally;
    emitter->begin({"1.0", {{"rules", "abc"}}});
    emitter->file(outcome);
    tally.add(outcome);
    emitter->end(tally);
    return out.str();
}

Outcome sample() {
    return OutcomeMaker("opinion/13.md", "头\n说公司剑源科技\n随后裁联社在内，剑源\n链接？\n")
        .add("term/frontmatter", Tier::suggest, "剑源", {"箭元"}, 0.92f)
        .add("term/glossary", Tier::suggest, "裁联社", {"财联社"}, 0.88f)
        .add("term/frontmatter", Tier::suggest, "剑源", {"箭元"}, 0.92f, Fate::awaits_review, 1)
        .add("md/url", Tier::safe, "？", {"?"}, 1.0f, Fate::applied)
        .make();
}

}  // namespace

TEST_CASE("full lines up its columns and folds repeated pairs") {
    CHECK(emitted("full", sample()) ==
          "opinion/13.md\n"
          "  2:4 建议 92  term/frontmatter  剑源→箭元  消息\n"
          "      说公司[-剑源-]{+箭元+}科技\n"
          "      （同组另 1 处略，--show all）\n"
          "  3:3 建议 88  term/glossary     裁联社→财联社  消息\n"
          "      随后[-裁联社-]{+财联社+}在内，剑源\n"
          "  4:3 确定     md/url            ？→?  消息\n"
          "      链接[-？-]{+?+}\n"
          "发现 4 处：确定 1、建议 3、提示 0。 `jiaodui fix` 修 1 处。\n");
    EmitOptions all;
    all.shown.unfolded = true;
    all.lang = Lang::en;
    const std::string text = emitted("full", sample(), all);
    CHECK(text.find("3:9 suggest 92  term/frontmatter") != std::string::npos);
    CHECK(text.find("4 findings: 1 safe, 3 suggested, 0 hints. `jiaodui fix` mends 1.") != std::string::npos);
}

TEST_CASE("concise is one line a finding") {
    EmitOptions english;
    english.lang = Lang::en;
    english.shown.tier = Tier::safe;
    CHECK(emitted("concise", sample(), english) == "opinion/13.md:4:3: safe md/url: ？ -> ? (message)\n");
}

TEST_CASE("jsonl has exactly the promised keys, in order") {
    EmitOptions safe;
    safe.shown.tier = Tier::safe;
    CHECK(emitted("jsonl", sample(), safe) ==
          R"({"file":"opinion/13.md","line":4,"column":3,"end_line":4,"end_column":4,"byte_start":63,"byte_end":66,)"
          R"("old":"？","new":["?"],"rule":"md/url","stage":"glossary","tier":"safe","confidence":1,)"
          R"("message":"消息","evidence":{},"id":"jd-1"})"
          "\n");
    CHECK(emitted("json", sample(), safe)
              .starts_with(R"({"format":1,"tool":"jiaodui","version":"1.0","data":{"rules":"abc"},"findings":[)"));
}

TEST_CASE("evidence and several edits are given in full") {
    Outcome outcome =
        OutcomeMaker("a.md", "他说「好”。").add("punct/pair", Tier::suggest, "「好”", {"“好”"}, 0.5f).make();
    outcome.records[0].finding.evidence = {"dictionaries/a.tsv", 3, "好", {{"count", "2"}}};
    outcome.entries[0].edits = {{SourceSpan(6, 9), "“"}, {SourceSpan(12, 15), "”"}};
    const std::string text = emitted("jsonl", outcome);
    CHECK(text.find(R"("evidence":{"file":"dictionaries/a.tsv","line":3,"key":"好","count":"2"})") !=
          std::string::npos);
    CHECK(
        text.find(R"("edits":[{"byte_start":6,"byte_end":9,"new":"“"},{"byte_start":12,"byte_end":15,"new":"”"}]})") !=
        std::string::npos);
}

TEST_CASE("a deletion is not the same as no proposal") {
    const Outcome outcome = OutcomeMaker("a.md", "政政府没错")
                                .add("repeat/character", Tier::suggest, "政", {""}, 0.9f)
                                .add("date/weekday", Tier::hint, "没错", {}, 0.9f)
                                .make();
    const std::string lines = emitted("jsonl", outcome);
    CHECK(lines.find(R"("new":[""])") != std::string::npos);
    CHECK(lines.find(R"("new":[])") != std::string::npos);
    CHECK(emitted("full", outcome).find("政→（删）") != std::string::npos);
}

TEST_CASE("JSON strings survive every character") {
    std::string out;
    json::append_string(out, "a\"\\\n\x01\u2028\u2029\u202E一\xFF");
    CHECK(out == "\"a\\\"\\\\\\n\\u0001\\u2028\\u2029\u202E一\uFFFD\"");
}

TEST_CASE("what nobody asked for is hidden, but can be shown") {
    const Outcome outcome = OutcomeMaker("a.md", "甲乙丙")
                                .add("a/a", Tier::suggest, "甲", {"子"}, 0.9f, Fate::shadowed)
                                .add("b/b", Tier::safe, "乙", {"丑"}, 0.9f, Fate::cuts_markup)
                                .make();
    const std::string usual = emitted("concise", outcome);
    CHECK(usual.find("a/a") == std::string::npos);
    CHECK(usual.find("建议 90 b/b") != std::string::npos);  // safe, but nobody may apply it
    EmitOptions hidden;
    hidden.shown.hidden = true;
    CHECK(emitted("concise", outcome, hidden).find("[shadowed] 甲 -> 子") != std::string::npos);
    CHECK(emitted("jsonl", outcome, hidden).find(R"("fate":"shadowed"})") != std::string::npos);
}

TEST_CASE("files cannot steer the terminal") {
    const Outcome outcome =
        OutcomeMaker("a\x1B.md", "甲\x1B[2J乙").add("a/a", Tier::suggest, "乙", {"\u202E"}, 1.0f).make();
    for (const std::string_view format : {"full", "concise"}) {
        CHECK(emitted(format, outcome).find('\x1B') == std::string::npos);
        CHECK(emitted(format, outcome).find("\u202E") == std::string::npos);
    }
}

TEST_CASE("an unknown format is no format") {
    std::ostringstream out;
    CHECK(make_emitter("xml", out, {}) == nullptr);
    for (const std::string_view name : format_names()) CHECK(make_emitter(name, out, {}) != nullptr);
}
