// review: a person decides. Tested by tests/cli/review.md and tests/measure/review_session.py.
#include <algorithm>
#include <array>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/git_inputs.hpp"
#include "pipeline/cli/reviewer.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/web_review.hpp"
#include "pipeline/conf/walk.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 3> kTiers{"safe", "suggest", "hint"};
constexpr std::array<std::string_view, 2> kOrders{"group", "doc"};

// Whether a page gives anything to decide about or to write.
bool has_work(const Outcome& outcome, const std::string& file, const Decisions& decisions, Tier tier) {
    for (const Entry& entry : outcome.entries) {
        if (entry.fate == Fate::awaits_review && (entry.tier >= tier || outcome.speaker(entry).finding.block))
            return true;
    }
    const std::vector<Decision> said = decisions.of_file(file);
    return std::any_of(said.begin(), said.end(), [](const Decision& d) { return d.open(); });
}

int run(Context& context) {
    bool ok = one_of(context, "tier", context.args.get("tier", "suggest"), kTiers);
    ok &= one_of(context, "order", context.args.get("order", "group"), kOrders);
    if (!ok) return kFailed;
    const bool staged = context.args.has("staged");
    if (staged && (context.args.has("html") || context.args.has("web"))) {
        context.complain(
            {ErrorCode::invalid_value,
             {"--staged 只在终端里审", "--staged is reviewed at the terminal"},
             {"去掉 --html、--web；或先不暂存，审工作区", "without --html and --web; or review the work tree instead"},
             {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const Tier tier = *tier_named(context.args.get("tier", "suggest"));
    if (context.args.has("html")) return write_review_page(context, *project, context.args.get("html"), tier);
    if (context.args.has("web")) return review_in_browser(context, *project, tier);
    const Inputs inputs = find_inputs(context, *project);
    if (std::any_of(inputs.files.begin(), inputs.files.end(), [](const Input& input) { return input.path == "-"; })) {
        context.complain({ErrorCode::invalid_value, {"标准输入不能审", "standard input cannot be reviewed"}, {}, {}});
        return kFailed;
    }
    SessionOptions options;
    options.tier = *tier_named(context.args.get("tier", "suggest"));
    options.order = context.args.get("order") == "doc" ? Order::document : Order::group;
    options.by = reviewer();
    options.at = today();
    Session session(project->root(), options);
    const bool reading = context.args.has("read");
    std::size_t certain = 0;
    std::vector<std::shared_ptr<const ChangedFile>> index;
    const auto done = [&](const Input& input, const Settings&, Outcome outcome) {
        certain += outcome.hunks.size();
        const std::string file = path_in_root(project->root(), input.name);
        if (reading || has_work(outcome, file, project->decisions(), options.tier)) {
            session.add(input.path, file, std::move(outcome), project->decisions());
            if (input.staged) index.push_back(input.staged);
        }
    };
    const std::size_t failed = inputs.failed + proofread_files(context, *project, inputs.files, Policy{}, done);
    session.start();
    if (certain > 0 && !context.args.has("quiet")) {
        const std::string n = std::to_string(certain);
        context.out.stream() << context.say(
            "另有 " + n + " 处确定的修改不必审：" + mending_command(context) + "\n",
            n + (certain == 1 ? " certain correction needs" : " certain corrections need") +
                " no review: " + mending_command(context) + "\n");
    }
    if (session.pages().empty()) {
        context.out.stream() << context.say("没有待定的建议。\n", "Nothing is waiting to be decided.\n");
        return failed > 0 ? kFailed : kDone;
    }
    Reviewer reviewer(context, *project, session);
    reviewer.write_to_index(std::move(index));
    const int status = reviewer.run(reading);
    return failed > 0 ? kFailed : status;
}

}  // namespace

Command review_command() {
    Command out{
        "review",
        "[PATH…]",
        {"逐条决定建议，记下来，写回去", "decide suggestions one by one, keep the answers, write them"},
        "jiaodui review reference/201-300/267.md",
        {{"tier", 0, "T", {"问这一级及以上：suggest hint", "ask from this tier on: suggest hint"}},
         {"order", 0, "O", {"group：同类先问；doc：按文中次序", "group: pairs that repeat first; doc: as they stand"}},
         {"read", 0, "", {"逐句通读全文", "read the whole text, sentence by sentence"}},
         {"html",
          0,
          "FILE",
          {"写成一个网页文件，在浏览器里审，导出后 jiaodui apply",
           "write one page for a browser; what it exports goes to jiaodui apply"}},
         {"web",
          0,
          "",
          {"在本机浏览器里审，答一处存一处；不给路径则粘贴文字",
           "review in this machine's browser, kept as you answer; without a path, paste text"}},
         {"media",
          0,
          "FILE",
          {"旁边放的录音或录像：终端里 p 听这一句，--web 里有播放器",
           "sound or video beside the text: p plays a cue at the terminal, --web has a player"}},
         {"min-confidence", 0, "N", {"建议的阈值，0 到 1", "threshold of suggestions, 0 to 1"}},
         {"select", 0, "R", {"只用这些规则，可重复，可用逗号", "only these rules; repeatable, commas allowed"}, true},
         {"ignore", 0, "R", {"不用这些规则", "without these rules"}, true}},
        run};
    for (const OptionSpec& option : git_options()) out.options.push_back(option);
    return out;
}

}  // namespace jiaodui::cli
