// undo: put back what the last writing run replaced. Tested by tests/cli/fix.md.
#include "pipeline/review/undo.hpp"

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

int run(Context& context) {
    const Result<UndoReport> report = undo_last_run(find_root("."));
    if (!report) {
        context.complain(report.error());
        return kFailed;
    }
    std::ostream& out = context.out.stream();
    for (const std::string& path : report->restored) {
        out << context.say("已恢复 ", "restored ") << printable(path) << '\n';
    }
    for (const Error& problem : report->refused) context.complain(problem);
    if (!context.args.has("quiet")) {
        const std::string n = std::to_string(report->restored.size());
        out << context.say("恢复了 " + n + " 个文件。\n",
                           "Restored " + n + (n == "1" ? " file.\n" : " files.\n"));
    }
    return report->refused.empty() ? kDone : kFailed;
}

}  // namespace

Command undo_command() {
    return {"undo",         "", {"撤销上一次改动", "put the last run's files back"},
            "jiaodui undo", {}, run};
}

}  // namespace jiaodui::cli
