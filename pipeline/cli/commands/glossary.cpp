// glossary: list, lint, test and add to the project's own glossaries. Tested by
// tests/cli/glossary.md.
#include <algorithm>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/rule/glossary_cache.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

struct Loaded {
    std::vector<GlossaryFile> files;
    std::vector<GlossaryEntry> entries;
};

// The files named after the word, or those of the configuration. Problems are complained of;
// nothing then.
std::optional<Loaded> load(const Context& context, const Project& project) {
    Problems problems;
    std::vector<std::pair<std::string, std::string>> paths;  // name, path
    const auto& words = context.args.words;
    for (std::size_t i = 1; i < words.size(); ++i) paths.emplace_back(words[i], words[i]);
    if (paths.empty()) {
        for (const std::string& name : glossary_files(project.root(), effective(project.config(), ""), problems)) {
            paths.emplace_back(name, project.root() + '/' + name);
        }
    }
    Loaded out;
    for (const auto& [name, path] : paths) {
        Result<std::string> text = read_whole(path);
        if (!text) {
            problems.push_back(text.error());
            continue;
        }
        for (GlossaryEntry& entry : glossary_load(*text, name, problems)) out.entries.push_back(std::move(entry));
        out.files.push_back({name, std::move(*text)});
    }
    for (const Error& problem : problems) context.complain(problem);
    if (!problems.empty()) return std::nullopt;
    return out;
}

Words words_of(const Project& project) {
    Result<Words> words = Words::load(project.resources().path("words.bin"));
    return words ? std::move(*words) : Words();
}

int list(Context& context, const Project& project) {
    const auto loaded = load(context, project);
    if (!loaded) return kFindings;
    std::string out;
    for (const GlossaryEntry& entry : loaded->entries) {
        std::string line = entry.term;
        const auto add = [&](const char* sign, const std::string& text) { line += (line.empty() ? "" : sign) + text; };
        for (const WrongForm& wrong : entry.wrong) add(&wrong == &entry.wrong.front() ? "  ← " : "、", wrong.text);
        for (const std::string& alias : entry.alias) add("  = ", alias);
        for (const std::string& word : entry.keep) add("  ", context.say("保留 ", "keep ") + word);
        if (entry.tier) add("  ", label_of(*entry.tier).in(context.lang));
        out += printable(line) + "  " + printable(entry.file) + ':' + std::to_string(entry.line) + '\n';
    }
    context.out.stream() << out;
    return kDone;
}

int lint(Context& context, const Project& project) {
    const auto loaded = load(context, project);
    if (!loaded) return kFindings;
    const Words words = words_of(project);
    const GlossaryLint found = glossary_lint(loaded->entries, words.size() > 0 ? &words : nullptr);
    std::ostream& out = context.out.stream();
    for (const Error& problem : found.problems) out << printable(describe(problem, context.lang)) << '\n';
    for (const Error& hint : found.hints)
        out << context.say("提示：", "hint: ") << printable(describe(hint, context.lang)) << '\n';
    const std::string n = std::to_string(loaded->entries.size());
    if (found.problems.empty())
        out << context.say("术语表没有问题（" + n + " 条）。\n", "The glossaries are in order (entries: " + n + ").\n");
    return found.problems.empty() ? kDone : kFindings;
}

int test(Context& context, const Project& project) {
    const auto loaded = load(context, project);
    if (!loaded) return kFindings;
    const auto converter = ScriptConverter::load("s2t");
    ToTraditional to_traditional;
    if (converter) to_traditional = [&](std::string_view text) { return (*converter)->convert(text); };
    Glossary glossary;
    Problems problems;
    if (const Result<void> added = add_user_glossaries(glossary, loaded->files, to_traditional, "s2t", "", problems);
        !added) {
        context.complain(added.error());
        return kFindings;
    }
    const Words words = words_of(project);
    const ExampleReport report = glossary_test(loaded->entries, glossary, words.size() > 0 ? &words : nullptr);
    std::ostream& out = context.out.stream();
    for (const ExampleFailure& failure : report.failures) {
        out << printable(failure.file) << ':' << failure.line << ": " << printable(failure.text)
            << context.say("，应得 ", ", should be ") << printable(failure.want) << context.say("，实得 ", ", is ")
            << printable(failure.got) << '\n';
    }
    const std::string n = std::to_string(report.run);
    const std::string bad = std::to_string(report.failures.size());
    out << context.say("例句 " + n + " 条，不符 " + bad + " 条。\n", "Examples: " + n + ", failed: " + bad + ".\n");
    return report.failures.empty() ? kDone : kFindings;
}

int add(Context& context, const Project& project) {
    const auto& words = context.args.words;
    const bool keep = context.args.has("keep");
    if (words.size() < 2 || words.size() > (keep ? 2u : 3u)) {
        context.complain({ErrorCode::invalid_value,
                          {"请给出：glossary add [错词] 正词，或 glossary add --keep 词",
                           "say: glossary add [WRONG] TERM, or glossary add --keep WORD"},
                          {},
                          {}});
        return kFailed;
    }
    const std::string path = context.args.has("file") ? context.args.get("file") : glossary_to_change(project);
    const Result<bool> changed = change_glossary(path, [&](const std::string& text, const std::string& name) {
        return keep ? glossary_add_keep(text, name, words[1])
                    : glossary_add(text, name, words.size() == 3 ? words[1] : "", words.back());
    });
    if (!changed) {
        context.complain(changed.error());
        return kFailed;
    }
    if (!*changed) {
        context.out.stream() << context.say("已经有了。\n", "It is there already.\n");
        return kDone;
    }
    context.out.stream() << context.say("已写入 ", "added to ") << printable(path) << '\n';
    return kDone;
}

int run(Context& context) {
    constexpr std::array<std::string_view, 4> kWords{"list", "lint", "test", "add"};
    constexpr std::array<int (*)(Context&, const Project&), 4> kActions{list, lint, test, add};
    const std::string what = context.args.words.empty() ? "" : context.args.words.front();
    const auto it = std::find(kWords.begin(), kWords.end(), what);
    if (it == kWords.end()) {
        context.complain({ErrorCode::unknown_name,
                          {"请说 glossary list、lint、test 或 add", "say glossary list, lint, test or add"},
                          advice_for(what, kWords),
                          {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    return project ? kActions[static_cast<std::size_t>(it - kWords.begin())](context, *project) : kFailed;
}

}  // namespace

Command glossary_command() {
    return {"glossary",
            "list|lint|test [FILE…] | add [WRONG] TERM",
            {"列出、检查、测试术语表，添加词条", "list, check, test glossaries; add an entry"},
            "jiaodui glossary add --file glossary/people.yaml 马杜公 马督公",
            {{"file", 0, "FILE", {"写入哪个术语表", "the glossary to add to"}},
             {"keep", 0, "", {"add：这个词不许改动", "add: a word that nobody may change"}}},
            run};
}

}  // namespace jiaodui::cli
