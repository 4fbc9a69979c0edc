// undo: put back what the last writing run replaced. Tested by tests/cli/fix.md.
#include "pipeline/review/undo.hpp"

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

// What had been accepted in these pages waits again, now that it is no longer written there.
void reopen_decisions(const Context& context, const std::string& root, const std::vector<std::string>& paths) {
    const DecisionStore store(root);
    for (const std::string& path : paths) {
        Result<std::string> bytes = read_whole(root + '/' + path);
        if (!bytes) continue;
        const Result<Document> document = read(path, std::move(*bytes));
        if (!document) continue;
        if (const Result<bool> done = reopen(store, path, *document); !done) context.complain(done.error());
    }
}

int run(Context& context) {
    const std::string root = find_root(".");
    const Result<UndoReport> report = undo_last_run(root);
    if (!report) {
        context.complain(report.error());
        return kFailed;
    }
    reopen_decisions(context, root, report->restored);
    std::ostream& out = context.out.stream();
    for (const std::string& path : report->restored) {
        out << context.say("已恢复 ", "restored ") << printable(path) << '\n';
    }
    for (const Error& problem : report->refused) context.complain(problem);
    if (!context.args.has("quiet")) {
        const std::string n = std::to_string(report->restored.size());
        out << context.say("恢复了 " + n + " 个文件。\n", "Restored " + n + (n == "1" ? " file.\n" : " files.\n"));
    }
    return report->refused.empty() ? kDone : kFailed;
}

}  // namespace

Command undo_command() {
    return {"undo", "", {"撤销上一次改动", "put the last run's files back"}, "jiaodui undo", {}, run};
}

}  // namespace jiaodui::cli
