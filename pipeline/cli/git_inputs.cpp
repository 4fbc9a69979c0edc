// Tested by tests/cli/git_test.sh.
#include "pipeline/cli/git_inputs.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "pipeline/conf/walk.hpp"
#include "pipeline/git/repository.hpp"

namespace jiaodui::cli {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// A hook of `git commit`, or pre-commit by hand: what is looked at is what the index holds. `git commit -a` and `git
// commit PATH` give their hooks an index of their own (…/index.lock, …/next-index-1.lock), which is gone once the hook
// says no.
bool commits_the_index() {
    const std::string index = variable("GIT_INDEX_FILE");
    if (index.empty()) return !variable("PRE_COMMIT").empty();
    return !index.ends_with(".lock");
}

class Finder {
  public:
    Finder(const Context& context, const Project& project, const Repository& repository)
        : context_(context), project_(project), repository_(repository) {}

    Inputs staged() {
        Result<std::vector<ChangedFile>> found = repository_.staged();
        if (!found) return failed(found.error());
        std::vector<ChangedFile> files = wanted(std::move(*found));
        std::vector<std::string> blobs;
        for (const ChangedFile& file : files) blobs.push_back(file.blob);
        Result<std::vector<std::string>> contents = repository_.contents(blobs);
        if (!contents) return failed(contents.error());
        Inputs out;
        for (std::size_t i = 0; i < files.size(); ++i) {
            out.files.push_back(input_of(files[i]));
            out.files.back().bytes = std::make_shared<const std::string>(std::move((*contents)[i]));
            out.files.back().staged = std::make_shared<const ChangedFile>(std::move(files[i]));
        }
        return out;
    }

    Inputs since(const std::string& ref) {
        Result<std::vector<ChangedFile>> found = repository_.since(ref);
        if (!found) return failed(found.error());
        Inputs out;
        for (const ChangedFile& file : wanted(std::move(*found))) out.files.push_back(input_of(file));
        return out;
    }

    // Of the files that the command line names, those with changed lines.
    Inputs changed(Inputs inputs) {
        const std::string from = variable("PRE_COMMIT_FROM_REF");
        const std::string to = variable("PRE_COMMIT_TO_REF");
        Result<std::vector<ChangedFile>> found =
            from.empty() || to.empty() ? repository_.since_last_commit() : repository_.between(from, to);
        if (!found) return failed(found.error());
        const Result<std::vector<std::string>> untracked = repository_.untracked();
        if (!untracked) return failed(untracked.error());
        std::unordered_map<std::string, const LineRanges*> lines;
        for (const ChangedFile& file : *found) lines.emplace(file.in_tree, &file.lines);
        const std::unordered_set<std::string> fresh(untracked->begin(), untracked->end());
        Inputs out;
        out.failed = inputs.failed;
        for (Input& input : inputs.files) {
            const std::string in_tree = path_in_root(repository_.top(), input.name);
            const auto it = lines.find(in_tree);
            if (it != lines.end()) input.lines = *it->second;
            else if (fresh.count(in_tree) == 0 && input.path != "-") continue;  // nothing changed in it
            out.files.push_back(std::move(input));
        }
        return out;
    }

  private:
    Inputs failed(const Error& error) const {
        context_.complain(error);
        Inputs out;
        out.failed = 1;
        return out;
    }

    std::vector<ChangedFile> wanted(std::vector<ChangedFile> files) const {
        std::vector<std::string> names;
        for (const ChangedFile& file : files) names.push_back(file.name);
        std::vector<std::string> arguments = context_.args.words;
        if (arguments.empty()) arguments.push_back(repository_.top());
        const std::vector<bool> taken = walk_would_take(names, arguments, project_.config(), !project_.isolated());
        std::vector<ChangedFile> out;
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (taken[i]) out.push_back(std::move(files[i]));
        }
        return out;
    }

    Input input_of(const ChangedFile& file) const {
        Input out{file.name, file.name};
        if (context_.args.has("changed-only")) out.lines = file.lines;
        return out;
    }

    const Context& context_;
    const Project& project_;
    const Repository& repository_;
};

}  // namespace

std::vector<OptionSpec> git_options() {
    return {
        {"staged", 0, "", {"看暂存区里的内容，不看工作区", "look at the index, not at the work tree"}},
        {"since", 0, "REF", {"只看自与 REF 分叉以来改过的文件", "only files changed since the work parted from REF"}},
        {"changed-only", 0, "", {"只报告新增或改过的行", "only report lines that were added or touched"}}};
}

bool asks_git(const Context& context) {
    return context.args.has("staged") || context.args.has("since") || context.args.has("changed-only");
}

Inputs find_git_inputs(const Context& context, const Project& project) {
    Inputs out;
    if (context.args.has("staged") && context.args.has("since")) {
        context.complain({ErrorCode::invalid_value,
                          {"--staged 与 --since 不能同时用", "--staged and --since do not go together"},
                          {},
                          {}});
        out.failed = 1;
        return out;
    }
    const Result<Repository> repository = Repository::here();
    if (!repository) {
        context.complain(repository.error());
        out.failed = 1;
        return out;
    }
    Finder finder(context, project, *repository);
    if (context.args.has("staged")) return finder.staged();
    if (context.args.has("since")) return finder.since(context.args.get("since"));
    return finder.changed(find_walked_inputs(context, project));
}

std::string mending_command(const Context& context) {
    if (!asks_git(context)) return "jiaodui fix";
    const std::string lines = context.args.has("changed-only") ? " --changed-only" : "";
    if (context.args.has("since")) return "jiaodui fix --since " + context.args.get("since") + lines;
    if (context.args.has("staged")) return "jiaodui fix --staged" + lines;
    if (const std::string from = variable("PRE_COMMIT_FROM_REF"); !from.empty())
        return "jiaodui fix --since " + from + lines;
    return commits_the_index() ? "jiaodui fix --staged" + lines : "jiaodui fix" + lines;
}

}  // namespace jiaodui::cli
