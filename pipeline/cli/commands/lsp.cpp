// lsp: the language server, on standard input and output. Tested by tests/cli/lsp_test.py.
#include "pipeline/serve/lsp.hpp"

#include <unistd.h>

#include "pipeline/api/version.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/rule/glossary_lint.hpp"

namespace jiaodui::cli {
namespace {

constexpr StageId kSlowStage = "homophone";

// The project twice: as it is, and without the stage that takes longer than all others together.
struct Projects {
    std::unique_ptr<Project> whole, quick;
};

Context without_slow_stage(const Context& context) {
    Context out = context;
    out.args.values_["ignore"].push_back(std::string(kSlowStage) + "/*");
    return out;
}

int run(Context& context) {
    const Context quick_context = without_slow_stage(context);
    const auto open = [&] { return Projects{Project::open(context), Project::open(quick_context)}; };
    Projects projects = open();
    if (!projects.whole || !projects.quick) return kFailed;
    LspHost host;
    host.lang = context.lang;
    host.version = kVersion;
    host.slow_stage = kSlowStage;
    host.check = [&](const std::string& path, const std::string& text, LspLook look) -> Result<Outcome> {
        Project& project = look == LspLook::quick ? *projects.quick : *projects.whole;
        const Project::Plan* plan = project.plan_for(path, look == LspLook::quick ? quick_context : context);
        if (plan == nullptr) {
            return Error{ErrorCode::syntax,
                         {"配置或术语表有误", "the configuration or a glossary is wrong"},
                         {"jiaodui config check 列出全部", "jiaodui config check lists all of it"},
                         {}};
        }
        Input input{path, path};
        input.bytes = std::make_shared<const std::string>(text);
        return proofread_input(input, project, *plan, Policy{}, false);
    };
    host.page = [&](std::string_view rule) {
        const Result<std::string> page = projects.whole->resources().read_text("rules/" + std::string(rule) + ".md");
        return page ? *page : std::string();
    };
    const auto change = [&](const GlossaryChange& how) -> Result<void> {
        const Result<bool> done = change_glossary(glossary_to_change(*projects.whole), how);
        if (!done) return done.error();
        return {};
    };
    host.add_term = [&](const std::string& wrong, const std::string& term) {
        return change(
            [&](const std::string& text, const std::string& path) { return glossary_add(text, path, wrong, term); });
    };
    host.keep_word = [&](const std::string& word) {
        return change(
            [&](const std::string& text, const std::string& path) { return glossary_add_keep(text, path, word); });
    };
    host.reload = [&]() -> Result<void> {
        Projects fresh = open();
        if (!fresh.whole || !fresh.quick) {
            return Error{ErrorCode::syntax,
                         {"配置有误，仍用原来的配置", "the configuration is wrong; the former one stays in use"},
                         {"jiaodui config check 列出全部", "jiaodui config check lists all of it"},
                         {}};
        }
        projects = std::move(fresh);
        return {};
    };
    return serve_lsp(STDIN_FILENO, STDOUT_FILENO, host);
}

}  // namespace

Command lsp_command() {
    return {
        "lsp",
        "",
        {"供编辑器使用的语言服务器（标准输入输出）", "the language server for editors, on standard input and output"},
        "jiaodui lsp",
        {},
        run};
}

}  // namespace jiaodui::cli
