// fix: apply the safe tier, or more when told to. Tested by tests/cli/fix.md.
#include <array>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/git_inputs.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/staged_fix.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/edit/on_disk.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/undo.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 2> kTiers{"safe", "suggest"};
constexpr std::array<std::string_view, 1> kOutputEncodings{"utf-8"};

bool make_policy(const Context& context, Policy& policy) {
    const std::string tier = context.args.get("tier", "safe");
    bool ok = one_of(context, "tier", tier, kTiers);
    const auto confidence = confidence_flag(context, "min-confidence", ok);
    if (ok && tier == "suggest" && !confidence) {
        context.complain({ErrorCode::invalid_value,
                          {"--tier suggest 须同时给出 --min-confidence", "--tier suggest needs --min-confidence"},
                          {"例如 --min-confidence 0.95", "for instance --min-confidence 0.95"},
                          {}});
        ok = false;
    }
    if (!ok) return false;
    policy.apply = *tier_named(tier);
    policy.apply_min_confidence = confidence.value_or(0.0f);
    return true;
}

// Findings at or above the tier that the run has not mended.
bool remains(const Outcome& outcome, const Settings& settings) {
    Outcome rest;
    rest.records = outcome.records;
    for (const Entry& entry : outcome.entries) {
        if (entry.fate != Fate::applied) rest.entries.push_back(entry);
    }
    Tally tally;
    tally.add(rest);
    return !settings.fail_never && tally.reaches(settings.fail_on);
}

std::string plural(std::size_t n, const char* one) { return std::to_string(n) + ' ' + one + (n == 1 ? "" : "s"); }

void summarise(const Context& context, std::size_t edits, std::size_t files, bool dry) {
    if (context.args.has("quiet")) return;
    std::ostream& out = context.out.stream();
    if (edits == 0) {
        out << context.say("没有可以确定修改的地方。\n", "Nothing to mend.\n");
    } else if (dry) {
        out << context.say("将改 " + std::to_string(edits) + " 处（" + std::to_string(files) + " 个文件）。\n",
                           "Would mend " + plural(edits, "place") + " in " + plural(files, "file") + ".\n");
    } else {
        out << context.say(
            "已改 " + std::to_string(edits) + " 处（" + std::to_string(files) + " 个文件）。撤销：jiaodui undo\n",
            "Mended " + plural(edits, "place") + " in " + plural(files, "file") + ". To undo: jiaodui undo\n");
    }
}

struct Counts {
    std::size_t edits = 0;
    std::size_t files = 0;
    std::size_t failed = 0;
    bool remaining = false;
};

// In the file's own encoding, or in UTF-8 where that was asked for.
Result<std::string> output_of(const Context& context, const Outcome& outcome) {
    if (context.args.has("output-encoding")) return outcome.bytes;
    return written_on_disk(outcome);
}

// Writes one outcome; false when it could not.
bool write_one(const Context& context, WritingRun& run, StagedFix& index, const Project& project, const Input& input,
               const Outcome& outcome) {
    if (input.path == "-") return true;
    const Result<std::string> bytes = output_of(context, outcome);
    if (!bytes) {
        context.complain(bytes.error());
        return false;
    }
    const std::string_view before = bytes_on_disk(*outcome.document);
    Result<void> done = input.staged ? index.add(*input.staged, before, *bytes) : run.write(input.path, before, *bytes);
    const std::string file = path_in_root(project.root(), input.name);
    if (done && !project.decisions().of_file(file).empty()) {
        // What was decided about the page stands in another text now.
        done = rekey_page(DecisionStore(project.root()), file, *outcome.document, edits_of(outcome.hunks),
                          outcome.bytes, run.holds_lock());
    }
    if (!done) context.complain(done.error());
    return done.has_value();
}

int run(Context& context) {
    Policy policy;
    if (!make_policy(context, policy)) return kFailed;
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    if (context.args.has("output-encoding") &&
        !one_of(context, "output-encoding", context.args.get("output-encoding"), kOutputEncodings))
        return kFailed;
    const bool dry = context.args.has("dry-run");
    if (dry && !context.args.has("no-pager")) context.out.page();
    const std::unique_ptr<Emitter> preview = make_emitter("words", context.out.stream(), emit_options(context));
    const Inputs inputs = find_inputs(context, *project);
    WritingRun writing(project->root());
    StagedFix index(writing);
    Counts counts;
    bool piped = false;
    const auto done = [&](const Input& input, const Settings& settings, Outcome outcome) {
        counts.remaining |= remains(outcome, settings);
        if (input.path == "-" && !dry) {
            piped = true;
            const Result<std::string> bytes = output_of(context, outcome);
            if (!bytes) {
                context.complain(bytes.error());
                ++counts.failed;
                return;
            }
            context.out.stream() << *bytes;
        }
        if (!outcome.changed()) return;
        if (dry) {
            preview->file(outcome);
        } else if (!write_one(context, writing, index, *project, input, outcome)) {
            ++counts.failed;
            return;
        }
        counts.edits += outcome.hunks.size();
        ++counts.files;
    };
    counts.failed += inputs.failed + proofread_files(context, *project, inputs.files, policy, done, true);
    if (const Result<void> staged = index.finish(); !staged) {
        context.complain(staged.error());
        ++counts.failed;
    }
    if (!piped) summarise(context, counts.edits, counts.files, dry);
    if (counts.failed > 0) return kFailed;
    if (dry) return counts.edits > 0 ? kFindings : kDone;
    if (counts.remaining || (counts.edits > 0 && context.args.has("exit-non-zero-on-fix"))) return kFindings;
    return kDone;
}

}  // namespace

Command fix_command() {
    Command out{
        "fix",
        "[PATH…]",
        {"改好确定的问题", "mend what is certain"},
        "jiaodui fix --dry-run reference/501-600/514.md",
        {{"dry-run",
          'n',
          "",
          {"只显示会改什么；会改则退出 1", "only show what would change; exit 1 if something would"}},
         {"tier",
          0,
          "T",
          {"suggest：连建议也改，须给 --min-confidence", "suggest: suggestions too; needs --min-confidence"}},
         {"min-confidence", 0, "N", {"至少这样可信的建议，0 到 1", "suggestions at least this sure, 0 to 1"}},
         {"only", 0, "R", {"只用这些规则，可重复，可用逗号", "only these rules; repeatable, commas allowed"}, true},
         {"ignore", 0, "R", {"不用这些规则", "without these rules"}, true},
         {"fail-on", 0, "T", {"仍有这一级的发现时退出 1", "exit 1 if findings of this tier remain"}},
         {"output-encoding",
          0,
          "E",
          {"utf-8：改动的文件存为 UTF-8，而不是原来的编码",
           "utf-8: save changed files as UTF-8 instead of their own encoding"}},
         {"exit-non-zero-on-fix", 0, "", {"改过就退出 1", "exit 1 if something was mended"}}},
        run};
    for (const OptionSpec& option : git_options()) out.options.push_back(option);
    return out;
}

}  // namespace jiaodui::cli
