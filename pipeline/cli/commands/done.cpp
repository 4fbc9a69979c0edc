// done: a page is proofread; its notice goes. Tested by tests/cli/status.md.
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/document/notice.hpp"
#include "pipeline/edit/on_disk.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/page_state.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

int run(Context& context) {
    if (context.args.words.empty()) {
        context.complain({ErrorCode::invalid_value, {"请给出页面", "name the pages"}, {}, {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const Inputs inputs = find_inputs(context, *project);
    WritingRun writing(project->root());
    const DecisionStore store(project->root());
    std::ostream& out = context.out.stream();
    int status = kDone;
    std::size_t failed = inputs.failed;
    const auto done = [&](const Input& input, const Settings& settings, const Outcome& outcome) {
        const std::string file = path_in_root(project->root(), input.name);
        const PageStatus page = status_of(outcome, project->decisions().of_file(file), settings.transcript_notice);
        const std::string name = printable(input.name);
        const std::size_t open = page.safe + page.suggest;
        if (open + page.unwritten > 0) {
            const std::string n = std::to_string(open);
            const std::string u = std::to_string(page.unwritten);
            out << context.say(name + "：还有 " + n + " 处待定、" + u + " 处未写入，提示没有去掉\n",
                               name + ": " + n + " open, " + u + " unwritten; the notice stays\n");
            status = kFindings;
            return;
        }
        const std::string& bytes = outcome.document->bytes;
        const auto notice = notice_in(bytes, settings.transcript_notice);
        if (!notice) {
            out << context.say(name + "：没有转录提示\n", name + ": carries no notice\n");
            return;
        }
        const std::string after = without_notice(bytes, *notice);
        const std::vector<SourceEdit> edits{
            {{notice->begin, static_cast<std::uint32_t>(notice->begin + bytes.size() - after.size())}, ""}};
        const Result<std::string> on_disk = written_on_disk(*outcome.document, edits);
        Result<void> written = on_disk ? writing.write(input.path, bytes_on_disk(*outcome.document), *on_disk)
                                       : Result<void>(on_disk.error());
        if (written) written = rekey_page(store, file, *outcome.document, edits, after, writing.holds_lock());
        if (!written) {
            context.complain(written.error());
            ++failed;
            return;
        }
        out << context.say(name + "：已去掉转录提示\n", name + ": the notice is gone\n");
    };
    failed += proofread_files(context, *project, inputs.files, Policy{}, done);
    return failed > 0 ? kFailed : status;
}

}  // namespace

Command done_command() {
    return {"done",
            "PAGE…",
            {"页面校完：没有待定时去掉转录提示", "a page is proofread: removes its notice when nothing is open"},
            "jiaodui done opinion/13.md",
            {},
            run};
}

}  // namespace jiaodui::cli
