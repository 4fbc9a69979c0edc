#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "pipeline/emit/changes.hpp"

using namespace jiaodui;

namespace {

Changes changes(std::string_view before, std::vector<SourceEdit> edits) {
    return {"a.md", "a.md", before, std::move(edits)};
}

}  // namespace

TEST_CASE("a unified diff has three lines of context and numbers its lines") {
    const std::string text = "1\n2\n3\n4\n剑源\n6\n7\n8\n9\n";
    CHECK(unified_diff(changes(text, {{SourceSpan(8, 14), "箭元"}}), {}) ==
          "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-剑源\n+箭元\n 6\n 7\n 8\n");
}

TEST_CASE("a missing line feed at the end is noted") {
    CHECK(unified_diff(changes("甲", {{SourceSpan(0, 3), "乙"}}), {}) ==
          "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-甲\n\\ No newline at end of file\n+乙\n\\ No "
          "newline at end of file\n");
    CHECK(unified_diff(changes("甲", {{SourceSpan(3, 3), "\n"}}), {}) ==
          "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-甲\n\\ No newline at end of file\n+甲\n");
}

TEST_CASE("names are quoted where git quotes them") {
    Changes c = changes("甲\n", {{SourceSpan(0, 3), "乙"}});
    c.old_name = c.new_name = "a \"b\"\n.md";
    CHECK(unified_diff(c, {}).starts_with("--- \"a/a \\\"b\\\"\\012.md\"\n"));
    c.old_name = c.new_name = "睡前 1.md";
    CHECK(unified_diff(c, {}).starts_with("--- a/睡前 1.md\t\n"));
}

TEST_CASE("words marks the places, side puts both texts next to each other") {
    const std::string text = "头\n说剑源科技\n尾\n";
    const Changes c = changes(text, {{SourceSpan(7, 13), "箭元"}});
    CHECK(word_diff(c, {}) == "a.md:2  说[-剑源-]{+箭元+}科技\n");
    EmitOptions narrow;
    narrow.columns = 49;
    CHECK(side_by_side(c, narrow) == "a.md\n    2 说[-剑源-]科技       │ 说{+箭元+}科技\n");
}

TEST_CASE("git applies what we print, whatever the edits", "[git]") {
    namespace fs = std::filesystem;
    if (std::system("git --version >/dev/null 2>&1") != 0) return;
    const fs::path folder = fs::temp_directory_path() / ("jiaodui-diff-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    std::mt19937 generator(11);
    const auto random = [&](std::uint32_t n) { return static_cast<std::uint32_t>(generator() % n); };
    const std::vector<std::string> bits{"甲", "a", "\n", "\r\n", "乙丙", "\n\n", " "};
    for (int round = 0; round < 60; ++round) {
        std::string before;
        for (std::uint32_t i = random(60) + 1; i > 0; --i) before += bits[random(7)];
        std::vector<SourceEdit> edits;
        std::uint32_t at = random(8);
        while (at < before.size()) {
            const std::uint32_t end =
                std::min<std::uint32_t>(at + random(4), static_cast<std::uint32_t>(before.size()));
            edits.push_back({SourceSpan(at, end), random(3) == 0 ? "" : bits[random(7)]});
            at = end + 1 + random(20);
        }
        const std::string after = splice(before, edits);
        if (after == before || after.empty()) continue;
        const std::string patch = unified_diff(changes(before, edits), {});
        std::ofstream(folder / "a.md", std::ios::binary) << before;
        std::ofstream(folder / "p.diff", std::ios::binary) << patch;
        const std::string command = "cd '" + folder.string() + "' && git apply --whitespace=nowarn p.diff 2>err";
        INFO(patch);
        REQUIRE(std::system(command.c_str()) == 0);
        std::ifstream in(folder / "a.md", std::ios::binary);
        const std::string got((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        REQUIRE(got == after);
        REQUIRE(splice(before, changes_between("a", before, "b", after).edits) == after);
    }
    fs::remove_all(folder);
}
