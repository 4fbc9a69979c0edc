// work: everything that is done to a page from raw to proofread, one step after the other. Each step is a command of
// its own, run here on the one page; what is new is the order, what each has left to do, and where one stopped.
//
// What a step has left is counted on the page as it is now. Steps that leave no trace in the page (the cast list,
// reading through, looking at the checks) and those that were skipped are noted in `.jiaodui/work`, a line
// `STEP<TAB>PAGE` each, and
// `<TAB>skipped` after it.
// Tested by tests/spec/work.md.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/keyboard.hpp"
#include "pipeline/cli/line_ends.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/page_state.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/session.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

using Flags = std::vector<std::pair<std::string_view, std::string_view>>;

struct Step {
    std::string_view name;
    Message title;
    std::string_view command;
    Flags flags;
    bool counted;  // over when nothing is left in the page; the others when they were done once
};

std::vector<Step> steps() {
    return {
        {"fix", {"确定的修改", "certain corrections"}, "fix", {}, true},
        {"cast", {"本页的人名地名", "names of the page"}, "terms", {}, false},
        {"pairs", {"反复出现的", "what recurs"}, "review", {{"order", "group"}}, true},
        {"layout", {"断句分段", "line ends"}, "segment", {{"review", ""}}, true},
        {"read", {"通读全文", "reading through"}, "review", {{"read", ""}}, false},
        {"checks",
         {"页面检查", "checks of the page"},
         "check",
         {{"select", "page/*,md/*,title/*,date/*,meta/*"}, {"show", "all"}, {"fail-on", "none"}, {"no-pager", ""}},
         false},
        {"done", {"去掉转录提示", "the notice goes"}, "done", {}, true},
    };
}

const Command* command_of(const Step& step, const std::vector<Command>& all) {
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const Command& command) { return command.name == step.command; });
    return it == all.end() ? nullptr : &*it;
}

// The command on this page, with the global options of this one.
int run_step(const Context& context, const Command& command, const Step& step, const std::string& page) {
    Context inner = context;
    inner.args.words = {page};
    for (const auto& [flag, value] : step.flags) inner.args.values_[std::string(flag)] = {std::string(value)};
    return command.run(inner);
}

// What was done and cannot be seen, and what was skipped.
class Notes {
  public:
    Notes(std::filesystem::path root, std::string file) : workspace_(std::move(root)), file_(std::move(file)) {
        const Result<std::string> text = read_whole(path());
        std::size_t at = 0;
        while (text && at < text->size()) {
            const std::size_t end = std::min(text->find('\n', at), text->size());
            lines_.insert(text->substr(at, end - at));
            at = end + 1;
        }
    }
    [[nodiscard]] bool has(const Step& step) const { return lines_.contains(line(step)) || skipped(step); }
    [[nodiscard]] bool skipped(const Step& step) const { return lines_.contains(line(step) + kSkipped); }
    [[nodiscard]] Result<void> add(const Step& step, bool skipped) {
        erase(step);
        lines_.insert(skipped ? line(step) + kSkipped : line(step));
        return save();
    }
    [[nodiscard]] Result<void> forget() {
        for (const Step& step : steps()) erase(step);
        return save();
    }

  private:
    static constexpr const char* kSkipped = "\tskipped";

    void erase(const Step& step) {
        lines_.erase(line(step));
        lines_.erase(line(step) + kSkipped);
    }
    [[nodiscard]] std::filesystem::path path() const { return workspace_.folder() / "work"; }
    [[nodiscard]] std::string line(const Step& step) const { return std::string(step.name) + '\t' + file_; }
    [[nodiscard]] Result<void> save() const {
        if (Result<void> made = workspace_.create(); !made) return made;
        std::string text;
        for (const std::string& one : lines_) text += one + '\n';
        return put_file(path(), text);
    }

    Workspace workspace_;
    std::string file_;
    std::set<std::string> lines_;
};

// What is left on the page, by step.
struct Left {
    std::size_t safe = 0, groups = 0, in_groups = 0, line_ends = 0, accepted = 0, edited = 0;
    bool notice = false;

    [[nodiscard]] std::size_t of(std::string_view step) const {
        return step == "fix"      ? safe
               : step == "pairs"  ? in_groups
               : step == "layout" ? line_ends
               : step == "done"   ? (notice ? 1 : 0)
                                  : 0;
    }
};

// Suggestions that read the same and stand in several places.
void count_groups(const Outcome& outcome, Left& left) {
    std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> groups;
    for (const Entry& entry : outcome.entries) {
        if (entry.fate == Fate::awaits_review && entry.tier >= Tier::suggest && !entry.edits.empty())
            ++groups[{entry.old_text, entry.new_texts}];
    }
    for (const auto& [key, count] : groups) {
        if (count < 2) continue;
        ++left.groups;
        left.in_groups += count;
    }
}

std::optional<Outcome> outcome_of(const Context& context, const std::string& page, Project& project,
                                  Settings& settings) {
    std::optional<Outcome> out;
    (void)proofread_files(context, project, {Input{page, page}}, Policy{},
                          [&](const Input&, const Settings& of_page, Outcome outcome) {
                              settings = of_page;
                              out = std::move(outcome);
                          });
    return out;
}

std::optional<Left> look(const Context& context, const std::string& page) {
    Left left;
    Settings settings;
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return std::nullopt;
    const auto outcome = outcome_of(context, page, *project, settings);
    if (!outcome) return std::nullopt;
    left.safe = outcome->hunks.size();
    count_groups(*outcome, left);
    left.notice = notice_in(outcome->document->bytes, settings.transcript_notice).has_value();
    for (const Decision& decision : project->decisions().of_file(path_in_root(project->root(), page))) {
        left.accepted += decision.done && decision.answer == Answer::accept ? 1 : 0;
        left.edited += decision.done && decision.answer == Answer::edit ? 1 : 0;
    }
    Context segmenting = context;
    ask_for_line_ends(segmenting.args, false);
    const std::unique_ptr<Project> for_line_ends = Project::open(segmenting);
    if (!for_line_ends) return std::nullopt;
    if (const auto line_ends = outcome_of(segmenting, page, *for_line_ends, settings))
        left.line_ends = line_ends_of(*line_ends, 0).taken.size();
    return left;
}

bool is_over(const Step& step, const Left& left, const Notes& notes) {
    return notes.has(step) || (step.counted && left.of(step.name) == 0);
}

std::string state_of(const Context& context, const Step& step, const Left& left, const Notes& notes) {
    const auto n = [](std::size_t x) { return std::to_string(x); };
    const std::size_t count = left.of(step.name);
    if (notes.has(step) && count > 0)
        return context.say("跳过，还有 " + n(count) + " 处", "skipped, " + n(count) + " left");
    if (notes.has(step)) return notes.skipped(step) ? context.say("跳过", "skipped") : context.say("做过", "done");
    if (!step.counted) return context.say("还没有做", "not yet");
    if (step.name == "done")
        return count == 0 ? context.say("没有转录提示", "no notice")
                          : context.say("还有转录提示", "the notice is there");
    if (count == 0) return context.say("没有了", "nothing left");
    if (step.name == "pairs")
        return context.say(n(left.groups) + " 组、" + n(count) + " 处",
                           n(left.groups) + " groups, " + n(count) + " places");
    return n(count) + context.say(" 处", " places");
}

void show(const Context& context, const std::string& page, const std::vector<Step>& all, const Left& left,
          const Notes& notes) {
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
std::string skipped_steps(const Context& context, const std::vector<Step>& all, const Left& left, const Notes& notes) {
    std::string out;
    for (const Step& step : all) {
        if (!notes.skipped(step)) continue;
        if (!out.empty()) out += context.say("、", ", ");
        out += step.title.in(context.lang);
        if (const std::size_t count = left.of(step.name); count > 0 && step.name != "done")
            out += context.say("（还有 ", " (") + std::to_string(count) + context.say(" 处）", " left)");
    }
    return out;
}

int finish(const Context& context, const std::string& file, const std::vector<Step>& all, const Left& left,
           const Notes& notes) {
    const std::string skipped = skipped_steps(context, all, left, notes);
    context.out.stream() << (skipped.empty() ? context.say("都做完了。", "All is done. ")
                                             : context.say("走到头了，跳过的有：", "At the end; skipped: ") + skipped +
                                                   context.say("。再做：jiaodui work --again\n",
                                                               ". To do them: jiaodui work --again\n"))
                         << context.say("提交说明：\n  ", "A commit message:\n  ")
                         << printable(Session::commit_message(file, left.accepted, left.edited, context.lang)) << '\n';
    return kDone;
}

int work_on(const Context& context, const std::string& page, const std::string& file, Notes& notes) {
    const std::vector<Command> commands = all_commands();
    std::vector<Step> all;
    for (const Step& step : steps()) {
        if (command_of(step, commands) != nullptr) all.push_back(step);
    }
    auto keys = std::make_unique<Keyboard>(context.out.terminal());
    for (;;) {
        const std::optional<Left> left = look(context, page);
        if (!left) return kFailed;
        show(context, page, all, *left, notes);
        const auto open =
            std::find_if(all.begin(), all.end(), [&](const Step& step) { return !is_over(step, *left, notes); });
        if (open == all.end()) return finish(context, file, all, *left, notes);
        if (context.args.has("status")) return kDone;
        const Wish wish = ask(context, *keys, static_cast<std::size_t>(open - all.begin()), all.size());
        if (!wish.step) return kDone;
        const Step& step = all[*wish.step];
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
    Notes notes(root, file);
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
