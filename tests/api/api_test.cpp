// What other programs are promised (pipeline/api/jiaodui.hpp).
#include "pipeline/api/jiaodui.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/temp_folder.hpp"

using jiaodui::Proofreader;
using jiaodui::TextFinding;
using jiaodui::TextReport;

namespace {

constexpr std::string_view kTalk = "# 夜车\n\n𠮷😀大家好,欢迎收听。\n";

Proofreader opened(const jiaodui::ProofreaderOptions& options = {}) {
    std::string problems;
    auto proofreader = Proofreader::open(options, problems);
    REQUIRE(problems == "");
    REQUIRE(proofreader);
    return std::move(*proofreader);
}

}  // namespace

TEST_CASE("a text is checked and mended") {
    const Proofreader proofreader = opened({.english = true});
    const TextReport report = proofreader.check("talk.md", kTalk);
    CHECK(report.error == "");
    REQUIRE(report.findings.size() == 1);
    const TextFinding& comma = report.findings[0];
    CHECK(kTalk.substr(comma.byte_begin, comma.byte_end - comma.byte_begin) == ",");
    CHECK((comma.line == 3 && comma.column == 6));
    CHECK((comma.old_text == "," && comma.new_texts == std::vector<std::string>{"，"}));
    CHECK((comma.rule == "punct/halfwidth" && comma.tier == "safe" && !comma.id.empty()));
    CHECK(!comma.message.empty());
    CHECK(comma.message != opened().check("talk.md", kTalk).findings.at(0).message);  // the one is English
    CHECK(report.fixed == "# 夜车\n\n𠮷😀大家好，欢迎收听。\n");
    CHECK(proofreader.check("talk.md", report.fixed).findings.empty());
}

TEST_CASE("the name decides the format") {
    const Proofreader proofreader = opened();
    const TextReport report = proofreader.check("talk.srt", "1\n00:00:01,000 --> 00:00:02,000\n大家好,欢迎。\n");
    CHECK(report.fixed == "1\n00:00:01,000 --> 00:00:02,000\n大家好，欢迎。\n");
}

TEST_CASE("reports are those of the program") {
    const Proofreader proofreader = opened();
    std::string error;
    CHECK(proofreader.report("talk.md", kTalk, "rdjsonl", error).find(R"("column":18)") != std::string::npos);
    CHECK(error == "");
    CHECK(proofreader.report("talk.md", kTalk, "no such format", error) == "");
}

TEST_CASE("a project's settings are obeyed, and its mistakes told") {
    const jiaodui::testing::TempFolder folder;
    folder.write(".jiaodui.yaml", "version: 1\noverrides: [{files: 'raw/**', rules: {punct/halfwidth: off}}]\n");
    const Proofreader proofreader = opened({.folder = folder.path()});
    CHECK(proofreader.check("talk.md", kTalk).findings.size() == 1);
    CHECK(proofreader.check("raw/talk.md", kTalk).findings.empty());

    folder.write(".jiaodui.yaml", "version: 1\nrules: {punct/halfwith: off}\n");
    std::string problems;
    CHECK_FALSE(Proofreader::open({.folder = folder.path(), .english = true}, problems));
    CHECK(problems.find("punct/halfwidth") != std::string::npos);  // did you mean
}

TEST_CASE("several threads may use one proofreader") {
    const Proofreader proofreader = opened();
    std::vector<std::string> fixed(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < fixed.size(); ++i) {
        threads.emplace_back(
            [&, i] { fixed[i] = proofreader.check(i % 2 == 0 ? "a.md" : "b.txt", "大家好,欢迎。\n").fixed; });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(fixed == std::vector<std::string>(fixed.size(), "大家好，欢迎。\n"));
}
