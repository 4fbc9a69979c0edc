// init: a configuration from what the repository looks like. Tested by tests/cli/init.md.
#include <filesystem>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/git/repository.hpp"
#include "pipeline/learn/survey.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIgnore = "# jiaodui 不看的路径，写法同 .gitignore；点名的文件也不看。\n";

constexpr std::string_view kHook =
    "#!/bin/sh\n"
    "# jiaodui 校对：暂存区里改过的行有确定的错误时不许提交。由 jiaodui init --hook 写入。\n"
    "command -v jiaodui >/dev/null || { echo '找不到 jiaodui，请安装软件包 jiaodui / jiaodui is not on the PATH, "
    "install the package jiaodui' >&2; exit 2; }\n"
    "# 听错的词（homophone/word）只是建议，又比别的都慢，留给 jiaodui review 和编辑器。\n"
    "exec jiaodui check --staged --changed-only --fail-on safe --no-pager --ignore homophone/word,homophone/estimate\n";

Survey survey_of(const Context& context, const Project& project) {
    Survey out;
    for (const Input& input : find_walked_inputs(context, project).files) {
        const Settings settings = effective(project.config(), path_in_root(project.root(), input.name));
        Result<std::string> bytes = read_input(input.path);
        if (!bytes) continue;
        Result<Document> document = read_document(input.name, std::move(*bytes), settings);
        if (!document) continue;  // `check` will say why
        set_page_script(*document, settings);
        out.add(*document);
    }
    return out;
}

// Folders whose pages are patterns for others.
std::string ignored_folders(const std::string& root) {
    std::string out(kIgnore);
    for (const char* name : {"template", "templates", "temp"}) {
        std::error_code none;
        if (fs::is_directory(root + '/' + name, none)) out += std::string(name) + "/\n";
    }
    return out;
}

class Files {
  public:
    Files(const Context& context, const std::string& root, bool dry) : context_(context), root_(root), dry_(dry) {}

    // Writes what is not there; what is there stays.
    void put(const std::string& path, std::string_view text, unsigned mode = 0644) {
        std::error_code none;
        const std::string shown = printable(fs::path(path).lexically_relative(root_).generic_string());
        std::ostream& out = context_.out.stream();
        if (fs::exists(fs::symlink_status(path, none))) {
            out << context_.say("已有，不动：", "is there, left alone: ") << shown << '\n';
        } else if (dry_) {
            out << context_.say("将写入 ", "would write ") << shown << context_.say("：\n", ":\n") << text;
        } else if (const Result<void> done = put_file(path, text, mode); !done) {
            context_.complain(done.error());
            failed = true;
        } else {
            out << context_.say("写入 ", "wrote ") << shown << '\n';
        }
    }

    bool failed = false;

  private:
    const Context& context_;
    const std::string& root_;
    bool dry_;
};

bool put_hook(const Context& context, Files& files) {
    const Result<Repository> repository = Repository::here();
    if (!repository) {
        context.complain(repository.error());
        return false;
    }
    const Result<std::string> path = repository->git({"rev-parse", "--git-path", "hooks/pre-commit"});
    if (!path) {
        context.complain(path.error());
        return false;
    }
    std::error_code none;
    files.put(fs::absolute(path->substr(0, path->find('\n')), none).lexically_normal().string(), kHook, 0755);
    return true;
}

int run(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const bool dry = context.args.has("dry-run");
    Files files(context, project->root(), dry);
    const Survey survey = survey_of(context, *project);
    files.put(project->root() + "/.jiaodui.yaml", configuration_of(survey));
    files.put(project->root() + "/.jiaoduiignore", ignored_folders(project->root()));
    if (context.args.has("hook") && !put_hook(context, files)) return kFailed;
    return files.failed ? kFailed : kDone;
}

}  // namespace

Command init_command() {
    return {"init",
            "[PATH…]",
            {"按现有页面的写法写出配置，从不覆盖",
             "write a configuration after the pages that are there; never overwrites"},
            "jiaodui init --hook",
            {{"dry-run", 'n', "", {"只显示会写什么", "only show what would be written"}},
             {"hook", 0, "", {"连同 git 的 pre-commit 钩子", "also a pre-commit hook for git"}}},
            run};
}

}  // namespace jiaodui::cli
