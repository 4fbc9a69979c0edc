// Rules, configuration and ignore files: arbitrary text gives a value or problems with a place, and what was accepted
// can be used. The first byte chooses; the rest is the text.
#include <algorithm>
#include <memory>

#include "pipeline/conf/config.hpp"
#include "pipeline/conf/glob.hpp"
#include "pipeline/conf/yaml_node.hpp"
#include "pipeline/rule/compiled.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/rule/load.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace jiaodui;

namespace {

void check_places(const Problems& problems, std::string_view text) {
    const auto lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 2;
    for (const Error& problem : problems) {
        fuzz::require(!problem.message.zh.empty() && !problem.message.en.empty(),
                      "a problem is said in both languages");
        fuzz::require(problem.where.line <= lines, "a problem lies in the file", problem.message.en);
        (void)describe(problem, Lang::en);
    }
    if (!problems.empty()) (void)fold(problems);
}

// A shipped rule with the text as its file, and the pipeline that is made of it.
void rule(std::string_view text) {
    Problems problems;
    const Rule parsed = parse_rule(text, "test/rule", "rules/test/rule.yaml", problems);
    check_places(problems, text);
    if (!problems.empty()) return;
    RuleBook book;
    book.rules.push_back(parsed);
    const std::string compiled = compile_rules(book);
    const auto again = read_compiled_rules(compiled, "rules.bin");
    fuzz::require(again.has_value() && compile_rules(*again) == compiled, "a rule survives compiling");
    Library library{fuzz::shipped().resources, std::make_shared<const RuleBook>(std::move(book)), nullptr, nullptr, nullptr};
    Settings settings;
    settings.shipped_glossaries.emplace();
    (void)assemble(
        library, settings, [](const std::string&) -> Result<std::string> { return Error{}; }, problems);
}

void config(std::string_view text) {
    Problems problems;
    auto parsed = parse_config(text, ".jiaodui.yaml", problems);
    check_places(problems, text);
    fuzz::require(parsed.has_value() == problems.empty(), "a configuration or problems");
    if (!parsed) return;
    check_rule_names(*parsed, *fuzz::shipped().rules, problems);
    for (const char* path : {"a.md", "main/901-1000/913.md", "../out.md", ""}) {
        const Settings settings = effective(*parsed, path);
        RuleBook book = *fuzz::shipped().rules;
        apply_settings(book, settings, problems);
    }
    check_places(problems, text);
}

void assignment(std::string_view text) {
    Config config;
    const auto before = effective(config, "a.md");
    if (!set_value(config, text))
        fuzz::require(effective(config, "a.md") == before, "a refused assignment changes nothing");
}

void globs(std::string_view text) {
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string_view pattern = text.substr(0, line), path = text.substr(std::min(line + 1, text.size()));
    if (const auto glob = Glob::parse(pattern)) {
        (void)glob->matches(path, false);
        (void)glob->matches(path, true);
    }
    fuzz::require(pattern.substr(0, fixed_part(pattern).size()) == fixed_part(pattern),
                  "the fixed part is the pattern's head");
    GlobList list;
    list.add_ignore_file(text);
    (void)list.covers(path);
    (void)list.covers(pattern, true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    if (size > 4096) return 0;  // limits on time are tested elsewhere
    switch (fuzz::choose(text, 4)) {
        case 0: rule(text); break;
        case 1: config(text); break;
        case 2: assignment(text); break;
        default: globs(text);
    }
    return 0;
}
