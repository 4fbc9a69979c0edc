// work: everything that is done to a page from raw to proofread, one step after the other. The steps
// and what each has left are cli/work_steps.hpp's; here each is run on the one page, asked for, or skipped.
// Tested by tests/spec/work.md.
#include <algorithm>
#include <memory>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/keyboard.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/work_steps.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/session.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

const Command* command_of(const WorkStep& step, const std::vector<Command>& all) {
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const Command& command) { return command.name == step.command; });
    return it == all.end() ? nullptr : &*it;
}

// The command on this page, with the global options of this one.
int run_step(const Context& context, const Command& command, const WorkStep& step, const std::string& page) {
    Context inner = context;
    inner.args.words = {page};
    for (const auto& [flag, value] : step.flags) inner.args.values_[std::string(flag)] = {std::string(value)};
    return command.run(inner);
}

void show(const Context& context, const std::string& page, const std::vector<WorkStep>& all, const WorkLeft& left,
          const WorkNotes& notes) {
    std::ostream& out = context.out.stream();
    out << '\n' << printable(page) << '\n';
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string title = all[i].title.in(context.lang);
        const std::size_t width = width_of(title, context.ambiguous_width);
        out << (is_over(all[i], left, notes) ? "  ✓ " : "    ") << i + 1 << ' ' << title
            << std::string(width < 22 ? 22 - width : 1, ' ') << state_of(context, all[i], left, notes) << '\n';
    }
    out.flush();
}

// What a person wants next: a step to do, a step to skip, or nothing more.
struct Wish {
    std::optional<std::size_t> step;
    bool skip = false;
};

Wish ask(const Context& context, Keyboard& keys, std::size_t next, std::size_t count) {
    const std::string number = std::to_string(next + 1);
    context.out.stream() << context.say(
        "[Enter]做第 " + number + " 步 [s]跳过 [1-" + std::to_string(count) + "]做第几步 [q]以后再来 > ",
        "[Enter]step " + number + " [s]kip it [1-" + std::to_string(count) + "]another step [q]uit > ");
    context.out.stream().flush();
    Wish wish;
    while (!wish.step) {
        const Key key = keys.read();
        const char32_t ch = key.answer();
        if (key.kind == Key::Kind::finished || key.kind == Key::Kind::interrupt || ch == 'q') break;
        if (key.kind == Key::Kind::enter || ch == 's') wish = {next, ch == 's'};
        if (ch >= '1' && ch < '1' + count) wish = {ch - '1', false};
    }
    context.out.stream() << '\n';
    return wish;
}

// The steps that were skipped, with what each would have had to do.
std::string skipped_steps(const Context& context, const std::vector<WorkStep>& all, const WorkLeft& left,
                          const WorkNotes& notes) {
    std::string out;
    for (const WorkStep& step : all) {
        if (!notes.skipped(step)) continue;
        if (!out.empty()) out += context.say("、", ", ");
        out += step.title.in(context.lang);
        if (const std::size_t count = left.of(step.name); count > 0 && step.name != "done")
            out += context.say("（还有 ", " (") + std::to_string(count) + context.say(" 处）", " left)");
    }
    return out;
}

int finish(const Context& context, const std::string& file, const std::vector<WorkStep>& all, const WorkLeft& left,
           const WorkNotes& notes) {
    const std::string skipped = skipped_steps(context, all, left, notes);
    context.out.stream() << (skipped.empty() ? context.say("都做完了。", "All is done. ")
                                             : context.say("走到头了，跳过的有：", "At the end; skipped: ") + skipped +
                                                   context.say("。再做：jiaodui work --again\n",
                                                               ". To do them: jiaodui work --again\n"))
                         << context.say("提交说明：\n  ", "A commit message:\n  ")
                         << printable(Session::commit_message(file, left.accepted, left.edited, context.lang)) << '\n';
    return kDone;
}

int work_on(const Context& context, const std::string& page, const std::string& file, WorkNotes& notes) {
    const std::vector<Command> commands = all_commands();
    std::vector<WorkStep> all;
    for (const WorkStep& step : work_steps()) {
        if (command_of(step, commands) != nullptr) all.push_back(step);
    }
    auto keys = std::make_unique<Keyboard>(context.out.terminal());
    for (;;) {
        const std::optional<WorkLeft> left = look_at_work(context, page);
        if (!left) return kFailed;
        show(context, page, all, *left, notes);
        const auto open =
            std::find_if(all.begin(), all.end(), [&](const WorkStep& step) { return !is_over(step, *left, notes); });
        if (open == all.end()) return finish(context, file, all, *left, notes);
        if (context.args.has("status")) return kDone;
        const Wish wish = ask(context, *keys, static_cast<std::size_t>(open - all.begin()), all.size());
        if (!wish.step) return kDone;
        const WorkStep& step = all[*wish.step];
        if (!wish.skip && keys->single_keys()) keys.reset();  // the step asks its own questions
        const int status = wish.skip ? kDone : run_step(context, *command_of(step, commands), step, page);
        context.out.stream().flush();
        if (!keys) keys = std::make_unique<Keyboard>(context.out.terminal());
        if (status == kFailed) return kFailed;
        if (!wish.skip && step.counted) continue;
        if (const Result<void> noted = notes.add(step, wish.skip); !noted) {
            context.complain(noted.error());
            return kFailed;
        }
    }
}

int run(Context& context) {
    if (context.args.words.size() != 1) {
        context.complain({ErrorCode::invalid_value, {"请给出一页", "name one page"}, {}, {}});
        return kFailed;
    }
    const std::string page = context.args.words.front();
    std::string root;
    {
        const std::unique_ptr<Project> project = Project::open(context);
        if (!project) return kFailed;
        root = project->root();
    }
    const std::string file = path_in_root(root, page);
    WorkNotes notes(root, file);
    if (context.args.has("again")) {
        if (const Result<void> forgotten = notes.forget(); !forgotten) {
            context.complain(forgotten.error());
            return kFailed;
        }
    }
    return work_on(context, page, file, notes);
}

}  // namespace

Command work_command() {
    return {"work",
            "PAGE",
            {"一页从头做到尾：改、名、断句、通读、检查、完成", "a page from raw to done, step by step"},
            "jiaodui work opinion/13.md",
            {{"status", 0, "", {"只看各步还剩什么", "only tell what each step has left"}},
             {"again", 0, "", {"跳过的、做过的也从头来", "from the start, also what was skipped or done"}}},
            run};
}

}  // namespace jiaodui::cli
