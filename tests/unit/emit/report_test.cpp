// Reports for build servers and reviewers' tools. What they want of columns differs, and shows only on text with
// characters of three and four bytes before the finding.
#include <catch2/catch.hpp>
#include <sstream>

#include "pipeline/emit/emitter.hpp"
#include "pipeline/emit/uri.hpp"
#include "tests/unit/emit/outcomes.hpp"

using namespace jiaodui;
using jiaodui::test::OutcomeMaker;

namespace {

std::string emitted(std::string_view format, const std::vector<Outcome>& outcomes, std::ostream* summary = nullptr) {
    std::ostringstream out;
    EmitOptions options;
    options.summary = summary;
    const auto emitter = make_emitter(format, out, options);
    Tally tally;
    emitter->begin({"1.0", {{"words.bin", "abc"}}, {{"term/glossary", "术语/术语表"}}});
    for (const Outcome& outcome : outcomes) {
        emitter->file(outcome);
        tally.add(outcome);
    }
    emitter->end(tally);
    return out.str();
}

// 𠮷 takes four bytes of UTF-8 and two units of UTF-16; the finding is the fourth character of the second line.
Outcome sample() {
    return OutcomeMaker("节目/第 1 期.md", "头\n𠮷🎙说剑源科技\n")
        .add("term/glossary", Tier::suggest, "剑源", {"箭元", "剑元"}, 0.92f)
        .make();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("SARIF counts UTF-16 units and says so") {
    const std::string text = emitted("sarif", {sample()});
    CHECK(has(text, R"("columnKind":"utf16CodeUnits")"));
    CHECK(has(text, R"("startLine":2,"startColumn":6,"endLine":2,"endColumn":8,"byteOffset":15,"byteLength":6)"));
    CHECK(has(text, R"("uri":"%E8%8A%82%E7%9B%AE/%E7%AC%AC%201%20%E6%9C%9F.md","uriBaseId":"%SRCROOT%")"));
    CHECK(has(text, R"("level":"warning")"));
    CHECK(has(text, R"("insertedContent":{"text":"剑元"})"));
    CHECK(has(text, R"("partialFingerprints":{"jiaoduiId/v1":"jd-1"})"));
    CHECK(has(text, R"("rules":[{"id":"term/glossary","shortDescription":{"text":"术语/术语表"}}])"));
    CHECK(has(text, R"("words.bin":"abc")"));
}

TEST_CASE("RDJSON counts bytes, on code points") {
    const std::string text = emitted("rdjson", {sample()});
    CHECK(has(text, R"("range":{"start":{"line":2,"column":12},"end":{"line":2,"column":18}})"));
    CHECK(has(text, R"("severity":"WARNING","code":{"value":"term/glossary"})"));
    CHECK(has(text, R"("text":"箭元")"));
    const std::string lines = emitted("rdjsonl", {sample(), sample()});
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
    CHECK(emitted("rdjson", {}) == "{\"source\":{\"name\":\"jiaodui\"},\"diagnostics\":[]}\n");
}

TEST_CASE("a byte order mark is a column only where columns are bytes") {
    const Outcome marked = OutcomeMaker("a.md", "\xEF\xBB\xBF一甲").add("a/a", Tier::safe, "甲", {"乙"}).make();
    CHECK(has(emitted("rdjson", {marked}), R"("start":{"line":1,"column":7})"));
    CHECK(has(emitted("sarif", {marked}), R"("startLine":1,"startColumn":2)"));
}

TEST_CASE("GitHub gets ten annotations of a kind, its summary all") {
    OutcomeMaker maker("a,b:c.md", std::string("甲%\n甲甲甲甲甲甲甲甲甲甲甲\n"));
    for (std::size_t i = 0; i < 12; ++i)
        maker.add("a/a", Tier::suggest, "甲", {"100%|乙"}, 0.9f, Fate::awaits_review, i);
    std::ostringstream summary;
    const std::string text = emitted("github", {maker.make()}, &summary);
    CHECK(std::count(text.begin(), text.end(), '\n') == 10);
    CHECK(text.starts_with("::warning file=a%2Cb%3Ac.md,line=1,col=1,endColumn=2,title=a/a::甲→100%25|乙"));
    const std::string table = summary.str();
    CHECK(std::count(table.begin(), table.end(), '\n') == 4 + 12);
    CHECK(has(table, "100%&#124;乙"));
}

TEST_CASE("GitHub is told the lines alone of what spans several") {
    const Outcome outcome = OutcomeMaker("a.md", "甲\n乙丙").add("a/a", Tier::safe, "甲\n乙", {"丁"}).make();
    CHECK(has(emitted("github", {outcome}), "::error file=a.md,line=1,endLine=2,title=a/a::甲⏎乙→丁"));
}

TEST_CASE("GitLab's fingerprints tell files apart") {
    Outcome other = sample();
    auto document = std::make_shared<Document>(*other.document);
    document->name = "b.md";
    other.document = document;
    const std::string text = emitted("gitlab", {sample(), other});
    const std::size_t first = text.find("\"fingerprint\":\"");
    const std::size_t second = text.find("\"fingerprint\":\"", first + 1);
    REQUIRE(second != std::string::npos);
    CHECK(text.substr(first, 31) != text.substr(second, 31));
    CHECK(has(text, R"("severity":"minor","location":{"path":"b.md","lines":{"begin":2,"end":2}})"));
    CHECK(emitted("gitlab", {}) == "[]\n");
}

TEST_CASE("JUnit fails what fails check, and holds any text") {
    const Outcome outcome = OutcomeMaker("a&\"<\x01.md", "甲乙")
                                .add("a/a", Tier::safe, "甲", {"<b>"}, 1.0f, Fate::applied)
                                .add("b/b", Tier::suggest, "乙", {"丁"}, 0.9f)
                                .make();
    const Outcome clean = OutcomeMaker("clean.md", "好").make();
    const std::string text = emitted("junit", {outcome, clean});
    CHECK(has(text, R"(<testsuite name="a&amp;&quot;&lt;�.md" tests="2" failures="1" errors="0" skipped="1")"));
    CHECK(has(text, R"(<failure type="a/a" message="甲→&lt;b&gt;  消息">)"));
    CHECK(has(text, R"(<testcase classname="clean.md" name="jiaodui" time="0"/>)"));
}

TEST_CASE("paths become URIs byte by byte") {
    CHECK(uri_of_path("a b/~x_1.md") == "a%20b/~x_1.md");
    CHECK(uri_of_path("/tmp/一") == "file:///tmp/%E4%B8%80");
}
