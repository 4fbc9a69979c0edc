// segment: what should stand at the line ends of captions; shown, or written where it is sure enough. The stage of the
// same name does the work (stage/segment.hpp); here its suggestions become edits of the file, whose letters and
// structure are compared before anything is written. Tested by tests/spec/segment.md.
#include <algorithm>
#include <map>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/line_ends.hpp"
#include "pipeline/cli/reviewer.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/web_review.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/review/undo.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr float kShown = 0.5f;        // what is shown when no threshold is given
constexpr std::size_t kContext = 10;  // characters on either side of a place

struct Counts {
    std::map<std::string_view, std::size_t> by_rule;
    std::size_t taken = 0;
    std::size_t left = 0;
    std::size_t files = 0;
    std::size_t failed = 0;
};

// A place as one line: what stands before and after it, the change between.
std::string around(std::string_view source, const Entry& entry, bool colour) {
    const auto visible = [](std::string_view text) {
        std::string out;
        for (const char byte : text) {
            if (byte == '\n') out += "⏎";
            else if (byte != '\r') out += byte;
        }
        return out;
    };
    std::size_t begin = entry.at.begin, end = entry.at.end;
    for (std::size_t n = 0; n < kContext && begin > 0 && source[begin - 1] != '\n'; ++n)
        begin -= utf8::decode_before(source, begin).length;
    for (std::size_t n = 0; n < kContext && end < source.size() && source[end] != '\n'; ++n)
        end += utf8::decode(source, end).length;
    std::string out(source.substr(begin, entry.at.begin - begin));
    const std::string old_text = visible(entry.old_text), new_text = visible(entry.new_texts.front());
    if (!old_text.empty()) paint(out, colour ? old_text : "[-" + old_text + "-]", Ink::removed, colour);
    if (!new_text.empty()) paint(out, colour ? new_text : "{+" + new_text + "+}", Ink::added, colour);
    out += source.substr(entry.at.end, end - entry.at.end);
    return out;
}

void show(const Context& context, const Outcome& outcome, const std::vector<const Entry*>& entries) {
    std::ostream& out = context.out.stream();
    const std::string_view source = outcome.document->bytes;
    std::size_t line = 1, counted = 0;
    for (const Entry* entry : entries) {
        line += static_cast<std::size_t>(
            std::count(source.begin() + static_cast<std::ptrdiff_t>(counted), source.begin() + entry->at.begin, '\n'));
        counted = entry->at.begin;
        const int per_cent = static_cast<int>(entry->confidence * 100);
        out << outcome.document->name << ':' << line << "  " << (per_cent < 10 ? " " : "") << per_cent << "%  "
            << around(source, *entry, context.colour) << '\n';
    }
}

void summarise(const Context& context, const Counts& counts, bool writes) {
    if (context.args.has("quiet")) return;
    std::ostream& out = context.out.stream();
    if (counts.taken + counts.left == 0) {
        out << context.say("没有要断句的地方。\n", "No line ends to decide.\n");
        return;
    }
    const std::string taken = std::to_string(counts.taken), left = std::to_string(counts.left),
                      files = std::to_string(counts.files);
    if (writes) {
        out << context.say(
            "已写 " + taken + " 处（" + files + " 个文件），另 " + left + " 处照旧。撤销：jiaodui undo\n",
            "Wrote " + taken + " places (" + files + " files), left " + left +
                " as they were. To undo: jiaodui undo\n");
    } else {
        out << context.say("建议 " + taken + " 处，另 " + left + " 处没有把握。写入：--accept-above 0.8\n",
                           taken + " suggestions, " + left + " more are unsure. To write: --accept-above 0.8\n");
    }
    std::string_view separator = context.lang == Lang::zh ? "其中：" : "of these: ";
    for (const auto& [rule, count] : counts.by_rule) {
        out << separator << rule << ' ' << count;
        separator = context.lang == Lang::zh ? "，" : ", ";
    }
    if (!counts.by_rule.empty()) out << '\n';
}

// --times: of the one page that is named.
bool add_times_of(const Context& context, Project& project, Inputs& inputs) {
    if (inputs.files.size() != 1) {
        context.complain({ErrorCode::invalid_value, {"--times 只能配一页", "--times goes with one page"}, {}, {}});
        return false;
    }
    const std::string path = context.args.get("times");
    const Project::Plan* plan = project.plan_for(path, context);
    if (plan == nullptr) return false;
    Result<std::vector<TimedText>> heard = read_times(path, plan->settings);
    if (!heard) {
        context.complain(heard.error());
        return false;
    }
    inputs.files.front().times = std::make_shared<const std::vector<TimedText>>(std::move(*heard));
    return true;
}

// --review: a person decides, a paragraph at a time.
int review(Context& context, Project& project, const Inputs& inputs) {
    SessionOptions options;
    options.order = Order::document;
    options.by = reviewer();
    options.at = today();
    Session session(project.root(), options);
    const auto done = [&](const Input& input, const Settings&, Outcome outcome) {
        if (outcome.entries.empty()) return;
        session.add(input.path, path_in_root(project.root(), input.name), std::move(outcome), project.decisions());
    };
    const std::size_t failed = inputs.failed + proofread_files(context, project, inputs.files, Policy{}, done);
    session.start();
    int status = kDone;
    if (session.queue().empty()) {
        context.out.stream() << context.say("没有要断句的地方。\n", "No line ends to decide.\n");
    } else {
        status = Reviewer(context, project, session).run_line_ends();
    }
    return failed > 0 ? kFailed : status;
}

int run(Context& context) {
    bool ok = true;
    const auto above = confidence_flag(context, "accept-above", ok);
    if (!ok) return kFailed;
    const bool writes = above.has_value() && !context.args.has("dry-run");
    ask_for_line_ends(context.args, context.args.has("join"));
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    Inputs inputs = find_inputs(context, *project);
    if (context.args.has("times") && !add_times_of(context, *project, inputs)) return kFailed;
    if (context.args.has("web")) return review_in_browser(context, *project, Tier::suggest);
    if (context.args.has("review")) return review(context, *project, inputs);
    if (!writes && !context.args.has("no-pager")) context.out.page();
    WritingRun writing(project->root());
    Counts counts;
    bool piped = false;
    const auto done = [&](const Input& input, const Settings&, Outcome outcome) {
        const LineEnds ends = line_ends_of(outcome, above.value_or(kShown));
        counts.left += ends.left;
        const bool to_stdout = writes && input.path == "-";
        const Result<std::string> bytes = writes ? with_line_ends(outcome, ends) : Result<std::string>(std::string());
        if (!bytes) {
            context.complain(bytes.error());
            ++counts.failed;
            return;
        }
        if (to_stdout) {
            context.out.stream() << *bytes;
            piped = true;
        }
        if (ends.taken.empty()) return;
        if (!writes) {
            show(context, outcome, ends.taken);
        } else if (!to_stdout) {
            if (const Result<void> result = writing.write(input.path, outcome.document->bytes, *bytes); !result) {
                context.complain(result.error());
                ++counts.failed;
                return;
            }
        }
        for (const Entry* entry : ends.taken) ++counts.by_rule[outcome.speaker(*entry).finding.rule];
        counts.taken += ends.taken.size();
        ++counts.files;
    };
    counts.failed += inputs.failed + proofread_files(context, *project, inputs.files, Policy{}, done, false);
    if (!piped) summarise(context, counts, writes);
    return counts.failed > 0 ? kFailed : kDone;
}

}  // namespace

Command segment_command() {
    return {"segment",
            "[PATH…]",
            {"字幕断句：行末该用什么标点、哪里分段", "what should stand at the line ends of captions"},
            "jiaodui segment --accept-above 0.8 opinion/32.md",
            {{"accept-above",
              0,
              "P",
              {"写入比 P 更有把握的，其余照旧", "write what is at least this sure, leave the rest"}},
             {"times",
              0,
              "FILE",
              {"字幕或识别结果，停顿帮着断句；默认用页面旁边的 .cues.jsonl",
               "subtitles or a recogniser's file whose pauses help; by default the .cues.jsonl beside the page"}},
             {"review",
              0,
              "",
              {"逐段决定：数字换记号，Enter 收一段",
               "decide a paragraph at a time: a digit changes a mark, Enter takes the paragraph"}},
             {"web", 0, "", {"在本机浏览器里逐段决定", "the same in this machine's browser"}},
             {"dry-run", 'n', "", {"只显示", "only show"}},
             {"join", 0, "", {"也接起多半不该有标点的行", "join lines that most likely have no mark between them"}}},
            run};
}

}  // namespace jiaodui::cli
