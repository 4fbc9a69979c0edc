// The shipped glossaries: readable, without contradictions, and every example comes out.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "pipeline/base/file.hpp"
#include "pipeline/rule/glossary_lint.hpp"

using namespace jiaodui;
namespace fs = std::filesystem;

TEST_CASE("the shipped glossaries are sound") {
    std::vector<GlossaryEntry> entries;
    Problems problems;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(std::string(JIAODUI_SOURCE_DIR) + "/dictionaries/glossary"))
        files.push_back(file.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const auto text = read_file(file.string());
        REQUIRE(text);
        for (GlossaryEntry& entry : glossary_load(*text, file.filename().string(), problems))
            entries.push_back(std::move(entry));
    }
    const auto words = Words::load(std::string(JIAODUI_BINARY_DIR) + "/share/jiaodui/words.bin");
    if (!words) WARN("no words.bin: the guard that knows words is not part of this test");
    Glossary glossary;
    REQUIRE(glossary.add(glossary_pack(entries, {})));
    for (const Error& error : glossary_lint(entries, words ? &*words : nullptr).problems) problems.push_back(error);
    for (const Error& error : problems) UNSCOPED_INFO(describe(error, Lang::en));
    CHECK(problems.empty());
    const auto report = glossary_test(entries, glossary, words ? &*words : nullptr);
    CHECK(report.run > 0);
    for (const ExampleFailure& failure : report.failures) {
        UNSCOPED_INFO(failure.file << ":" << failure.line << ": " << failure.text << " gives " << failure.got
                                   << ", not " << failure.want);
    }
    CHECK(report.failures.empty());
}
