// The page is proofread twice for it: as the project has it, and for its line ends alone.
// Tested by tests/spec/work.md and tests/browser/web_test.py.
#include "pipeline/cli/work_steps.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>

#include "pipeline/cli/line_ends.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/cli/shell_quote.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/document/notice.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"

namespace jiaodui::cli {
namespace {

constexpr const char* kSkipped = "\tskipped";

// Suggestions that read the same and stand in several places.
void count_groups(const Outcome& outcome, WorkLeft& left) {
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

}  // namespace

std::vector<WorkStep> work_steps() {
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

WorkNotes::WorkNotes(std::filesystem::path root, std::string file) : root_(std::move(root)), file_(std::move(file)) {
    const Result<std::string> text = read_whole(path());
    std::size_t at = 0;
    while (text && at < text->size()) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        lines_.insert(text->substr(at, end - at));
        at = end + 1;
    }
}

bool WorkNotes::skipped(const WorkStep& step) const { return lines_.contains(line(step) + kSkipped); }

Result<void> WorkNotes::add(const WorkStep& step, bool skipped) {
    erase(step);
    lines_.insert(skipped ? line(step) + kSkipped : line(step));
    return save();
}

Result<void> WorkNotes::forget() {
    for (const WorkStep& step : work_steps()) erase(step);
    return save();
}

void WorkNotes::erase(const WorkStep& step) {
    lines_.erase(line(step));
    lines_.erase(line(step) + kSkipped);
}

std::filesystem::path WorkNotes::path() const { return Workspace(root_).folder() / "work"; }

Result<void> WorkNotes::save() const {
    if (Result<void> made = Workspace(root_).create(); !made) return made;
    std::string text;
    for (const std::string& one : lines_) text += one + '\n';
    return put_file(path(), text);
}

std::size_t WorkLeft::of(std::string_view step) const {
    return step == "fix"      ? safe
           : step == "pairs"  ? in_groups
           : step == "layout" ? line_ends
           : step == "done"   ? (notice ? 1 : 0)
                              : 0;
}

std::optional<WorkLeft> look_at_work(const Context& context, const std::string& page) {
    WorkLeft left;
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

bool is_over(const WorkStep& step, const WorkLeft& left, const WorkNotes& notes) {
    return notes.has(step) || (step.counted && left.of(step.name) == 0);
}

std::string state_of(const Context& context, const WorkStep& step, const WorkLeft& left, const WorkNotes& notes) {
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

namespace {

// A word as a shell reads it back.
std::string shell_word(std::string_view word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x7F || std::isalnum(byte) != 0 ||
               std::string_view("/._-,=@%+").find(c) != std::string_view::npos;
    });
    return plain ? std::string(word) : shell_quoted(word);
}

std::string command_line(const WorkStep& step, const std::string& page) {
    std::string out = "jiaodui " + std::string(step.command);
    for (const auto& [flag, value] : step.flags) {
        out += " --" + std::string(flag);
        if (!value.empty()) out += ' ' + shell_word(value);
    }
    return out + ' ' + shell_word(page);
}

}  // namespace

Result<std::string> work_steps_json(const Context& context, const std::string& page, const WorkNotes& notes) {
    Context plain = context;  // what was asked of the review does not count
    const auto global = global_options();
    std::erase_if(plain.args.values_, [&](const auto& given) {
        return std::none_of(global.begin(), global.end(),
                            [&](const OptionSpec& option) { return option.name == given.first; });
    });
    const std::optional<WorkLeft> left = look_at_work(plain, page);
    if (!left) return Error{ErrorCode::unavailable, {"读不了，见终端", "cannot be read, see the terminal"}, {}, {page}};
    std::string out = "[";
    for (const WorkStep& step : work_steps()) {
        if (out.size() > 1) out += ',';
        out += "{\"name\":";
        json::append_string(out, step.name);
        for (const auto& [key, text] : {std::pair<std::string_view, std::string>{"title", step.title.in(context.lang)},
                                        {"state", state_of(context, step, *left, notes)},
                                        {"command", command_line(step, page)}}) {
            json::append_key(out, key);
            json::append_string(out, text);
        }
        json::append_key(out, "over");
        out += is_over(step, *left, notes) ? "true" : "false";
        json::append_key(out, "counted");
        out += step.counted ? "true}" : "false}";
    }
    return out + ']';
}

}  // namespace jiaodui::cli
