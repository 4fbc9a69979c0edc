// Every shipped rule is whole: it loads, and its page names it and shows a hit and a case that is left alone.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "pipeline/base/file.hpp"
#include "pipeline/rule/compiled.hpp"
#include "pipeline/rule/load.hpp"

using namespace jiaodui;

namespace {

const std::string kRules = std::string(JIAODUI_SOURCE_DIR) + "/rules";

// What a page lacks.
std::vector<std::string> lacks(const std::string& id, std::string_view page) {
    std::set<std::string_view> fences;
    bool heading = false;
    while (!page.empty()) {
        const std::size_t end = page.find('\n');
        std::string_view line = page.substr(0, end);
        page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
        const std::string title = "# " + id;
        heading = heading || line == title || line.starts_with(title + " ");
        if (!line.starts_with("```")) continue;
        line.remove_prefix(std::min(line.find_first_not_of('`'), line.size()));
        if (!line.empty()) fences.insert(line);
    }
    std::vector<std::string> out;
    if (!heading) out.push_back("the heading # " + id);
    // What a rule says of paths, or of several pages, no single text can show: a run of the program does.
    const bool hit = fences.contains("console") ||
                     (fences.contains("text before") && (fences.contains("text after") || fences.contains("findings")));
    if (!hit) out.emplace_back("a hit: ```text before with ```text after or ```findings, or a ```console");
    if (!fences.contains("text unchanged")) out.emplace_back("a case left alone: ```text unchanged");
    return out;
}

}  // namespace

TEST_CASE("what a page needs is noticed") {
    CHECK(
        lacks("a/b", "# a/b 名\n\n```text before\nx\n```\n```text after\ny\n```\n```text unchanged\nz\n```\n").empty());
    CHECK(lacks("a/b", "# a/b\n```text before\n```\n").size() == 2);
    CHECK(lacks("a/b", "").size() == 3);
}

TEST_CASE("every rule loads and has its page") {
    Problems problems;
    const RuleBook book = load_rules(kRules, problems);
    for (const Error& problem : problems) FAIL_CHECK(describe(problem, Lang::en));
    for (const Rule& rule : book.rules) {
        const std::string path = kRules + "/" + rule.id + ".md";
        const auto page = read_file(path);
        if (!page) {
            FAIL_CHECK(path + ": missing");
            continue;
        }
        for (const std::string& lack : lacks(rule.id, *page)) FAIL_CHECK(path + ": lacks " + lack);
    }
}

TEST_CASE("no page without a rule") {
    const RuleBook book = *load_rules(kRules);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRules)) {
        if (entry.path().extension() != ".md" || entry.path().filename() == "README.md") continue;
        const auto id = entry.path().lexically_relative(kRules).replace_extension().generic_string();
        INFO(id);
        CHECK(book.find(id) != nullptr);
    }
}

TEST_CASE("the compiled rules are those that are written") {
    const auto shipped = load_shipped_rules(Resources::at(std::string(JIAODUI_BINARY_DIR) + "/share/jiaodui"));
    REQUIRE(shipped);
    CHECK(compile_rules(*shipped) == compile_rules(*load_rules(kRules)));
}
