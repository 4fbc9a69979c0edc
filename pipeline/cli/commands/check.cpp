// check: report, never write. Tested by tests/cli/check.md.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/git_inputs.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 4> kLevels{"safe", "suggest", "hint", "none"};
constexpr std::array<std::string_view, 2> kShow{"all", "hidden"};

// Where the report goes: standard output, or the file of --output.
class Target {
  public:
    bool open(const Context& context) {
        const std::string path = context.args.get("output");
        if (path.empty() || path == "-") return true;
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (fd < 0) {
            const std::string why = std::strerror(errno);
            context.complain({ErrorCode::io, {"无法写入：" + why, "cannot write: " + why}, {}, {path}});
            return false;
        }
        file_ = std::make_unique<Output>(fd);
        return true;
    }
    Output& output(const Context& context) { return file_ ? *file_ : context.out; }
    [[nodiscard]] bool is_file() const { return file_ != nullptr; }

  private:
    std::unique_ptr<Output> file_;
};

// How often each rule spoke, most often first.
std::string statistics(const Context& context, const Tally& tally) {
    std::vector<std::pair<std::string, RuleCount>> rows(tally.rules.begin(), tally.rules.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second.findings > b.second.findings; });
    std::string out;
    for (const auto& [rule, count] : rows) {
        const std::string number = std::to_string(count.findings);
        out.append(7 - std::min<std::size_t>(number.size(), 7), ' ');
        out += number + "  " + rule + "  (" + std::to_string(count.files);
        out += context.say(" 个文件", count.files == 1 ? " file" : " files");
        out += ")\n";
    }
    return out;
}

bool valid(const Context& context) {
    bool ok = one_of(context, "format", context.args.get("format", "full"), format_names());
    ok &= one_of(context, "tier", context.args.get("tier", "hint"), std::span(kLevels).first(3));
    if (context.args.has("fail-on")) ok &= one_of(context, "fail-on", context.args.get("fail-on"), kLevels);
    if (context.args.has("show")) ok &= one_of(context, "show", context.args.get("show"), kShow);
    return ok;
}

int run(Context& context) {
    if (!valid(context)) return kFailed;
    const std::unique_ptr<Project> project = Project::open(context);
    Target target;
    if (!project || !target.open(context)) return kFailed;
    const std::string format = context.args.get("format", "full");
    const bool statistics_only = context.args.has("statistics");
    if (!target.is_file() && !context.args.has("no-pager") && format_for_people(format)) context.out.page();

    EmitOptions options = emit_options(context);
    options.shown.tier = *tier_named(context.args.get("tier", "hint"));
    options.shown.unfolded = context.args.get("show") == "all";
    options.shown.hidden = context.args.get("show") == "hidden";
    if (target.is_file()) {
        options.colour = use_colour(context.args.get("color"), false);
        options.terminal = false;
    }
    std::ofstream summary;
    if (const char* path = std::getenv("GITHUB_STEP_SUMMARY"); format == "github" && path != nullptr && *path != '\0') {
        summary.open(path, std::ios::app);
        options.summary = &summary;
    }
    std::ostream& out = target.output(context).stream();
    const std::unique_ptr<Emitter> emitter = make_emitter(format, out, options);

    const Inputs inputs = find_inputs(context, *project);
    Tally tally;
    bool found = false;
    if (!statistics_only) emitter->begin(run_info(*project, format == "json" || format == "sarif"));
    const auto done = [&](const Input&, const Settings& settings, Outcome outcome) {
        Tally of_file;
        of_file.add(outcome);
        found |= !settings.fail_never && of_file.reaches(settings.fail_on);
        tally.add(outcome);
        if (!statistics_only) emitter->file(outcome);
    };
    tally.failed = inputs.failed + proofread_files(context, *project, inputs.files, Policy{}, done);
    if (const auto missed = project->sound().missed()) context.complain(*missed);
    if (statistics_only) {
        out << statistics(context, tally);
    } else {
        emitter->end(tally);
    }
    // Of standard output main() speaks.
    if (const int failure = target.is_file() ? target.output(context).finish() : 0; failure != 0) {
        const std::string why = std::strerror(failure);
        context.complain({ErrorCode::io, {"报告没有写完：" + why, "the report could not be written: " + why}, {}, {}});
        return kFailed;
    }
    if (tally.failed > 0) return kFailed;
    return found && !context.args.has("exit-zero") ? kFindings : kDone;
}

}  // namespace

Command check_command() {
    Command out{
        "check",
        "[PATH…]",
        {"报告问题，从不改动文件", "report findings; never writes"},
        "jiaodui check --format concise main/901-1000",
        {{"format",
          0,
          "F",
          {"full concise words side diff json jsonl html critic tsv sarif rdjson rdjsonl github gitlab junit",
           "full concise words side diff json jsonl html critic tsv sarif rdjson rdjsonl github gitlab junit"}},
         {"output", 'o', "FILE", {"报告写入文件", "write the report to a file"}},
         {"tier", 0, "T", {"只显示这一级及以上：safe suggest hint", "show this tier and above: safe suggest hint"}},
         {"fail-on",
          0,
          "T",
          {"到这一级时退出码为 1：safe suggest hint none", "exit 1 from this tier on: safe suggest hint none"}},
         {"min-confidence", 0, "N", {"建议的显示阈值，0 到 1", "display threshold of suggestions, 0 to 1"}},
         {"select", 0, "R", {"只用这些规则，可重复，可用逗号", "only these rules; repeatable, commas allowed"}, true},
         {"ignore", 0, "R", {"不用这些规则", "without these rules"}, true},
         {"statistics", 0, "", {"只数每条规则的次数", "only count how often each rule spoke"}},
         {"show",
          0,
          "all|hidden",
          {"all：展开同组；hidden：连同未报告的", "all: unfold groups; hidden: also what is not reported"}},
         {"exit-zero", 0, "", {"有发现时也退出 0", "exit 0 in spite of findings"}}},
        run};
    for (const OptionSpec& option : git_options()) out.options.push_back(option);
    return out;
}

}  // namespace jiaodui::cli
