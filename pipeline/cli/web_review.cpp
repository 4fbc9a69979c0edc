// The desk of the review server: it proofreads a page whenever it is asked for, with the decisions as they then lie on
// disk, so that nothing it tells is older than the files. Tested by tests/browser/web_test.py and
// tests/browser/server_test.py.
#include "pipeline/cli/web_review.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "pipeline/cli/glossary_file.hpp"
#include "pipeline/cli/work_steps.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/review_page.hpp"
#include "pipeline/engine/proofread.hpp"
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/placed.hpp"
#include "pipeline/review/session.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/serve/review_server.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

volatile sig_atomic_t g_interrupted = 0;

// What tells one state of a file from another, short of reading it.
struct Stamp {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = -1;
    timespec changed{};
    friend bool operator==(const Stamp& a, const Stamp& b) {
        return a.device == b.device && a.inode == b.inode && a.size == b.size && a.changed.tv_sec == b.changed.tv_sec &&
               a.changed.tv_nsec == b.changed.tv_nsec;
    }
};

Stamp stamp_of(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) return {};
    return {about.st_dev, about.st_ino, about.st_size, about.st_mtim};
}

class Desk : public ReviewDesk {
  public:
    // With a maker, which tells of the one page that is given, nothing is proofread.
    Desk(const Context& context, Project& project, std::vector<Input> inputs, Tier tier, OutcomeMaker maker = nullptr)
        : context_(context),
          project_(project),
          store_(project.root()),
          inputs_(std::move(inputs)),
          maker_(std::move(maker)) {
        shown_.tier = tier;
    }

    std::vector<std::string> files() const override {
        std::vector<std::string> out;
        for (const Input& input : inputs_) out.push_back(path_in_root(project_.root(), input.name));
        return out;
    }

    Result<std::string> page(const std::string& file) override {
        const Input* input = input_of(file);
        if (input == nullptr) return no_such(file);
        Result<Decisions> decisions = load();
        if (!decisions) return decisions.error();
        Result<Outcome> outcome = proofread_page(*input, file, *decisions);
        if (!outcome) return outcome.error();
        return json_of(file, *outcome, *decisions);
    }

    Result<void> decide(std::string_view lines, bool take_back) override {
        std::vector<Decision> said;
        const std::vector<std::string> known = files();
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find('\n'), lines.size());
            const std::string_view line = lines.substr(0, end);
            lines.remove_prefix(std::min(end + 1, lines.size()));
            if (line.empty()) continue;
            Result<Decision> decision = decision_of(line);
            if (!decision) return decision.error();
            const bool of_file = decision->scope == Scope::here || decision->scope == Scope::file;
            if (of_file && std::find(known.begin(), known.end(), decision->file) == known.end())
                return no_such(decision->file);
            if (decision->answer == Answer::known)
                return Error{ErrorCode::invalid_value, {"不能这样回答", "no such answer"}, {}, {}};
            decision->by = reviewer();
            decision->at = today();
            decision->done = false;
            decision->hint.reset();
            said.push_back(std::move(*decision));
        }
        return store_.change([&](DecisionFile& file) {
            for (const Decision& decision : said) {
                if (take_back) {
                    file.erase(decision);
                } else {
                    file.put(decision);
                }
            }
        });
    }

    Result<std::string> write() override {
        WritingRun run(project_.root());
        std::size_t applied = 0, moved = 0, typed = 0;
        std::vector<std::string> stale, written;
        for (const Input& input : inputs_) {
            const std::string file = path_in_root(project_.root(), input.name);
            Result<Decisions> decisions = load();
            if (!decisions) return decisions.error();
            std::vector<Decision> open = decisions->of_file(file);
            std::erase_if(open, [](const Decision& d) { return d.scope != Scope::here || !d.open(); });
            if (open.empty()) continue;
            Result<Outcome> outcome = proofread_page(input, file, *decisions);
            if (!outcome) return outcome.error();
            const PagePlan plan = plan_page(*outcome, open);
            for (const Fitting& fitting : plan.fittings) {
                if (applies(fitting.fit)) {
                    ++(fitting.decision.answer == Answer::edit ? typed : applied);
                    moved += fitting.fit == Fit::moved ? 1 : 0;
                } else if (fitting.fit != Fit::already) {
                    stale.push_back(file + "：" + fitting.decision.from + "→" + fitting.decision.to.value_or("") +
                                    "（" + label_of(fitting.fit).in(context_.lang) + "）");
                }
            }
            if (plan.applied() == 0 && plan.count(Fit::already) == 0) continue;
            const Result<void> done = write_plan(run, store_, input.path, file, *outcome->document, plan);
            if (!done) return done.error();
            written.push_back(file);
        }
        return report(applied, typed, moved, stale, written);
    }

    Result<std::string> paste(std::string text) override {
        const Project::Plan* plan = project_.plan_for("-", context_);
        if (plan == nullptr)
            return Error{
                ErrorCode::unavailable, {"规则有问题，见终端", "the rules have problems, see the terminal"}, {}, {}};
        Result<Document> document = read_document("-", std::move(text), plan->settings);
        if (!document) return document.error();
        document->name = context_.say("粘贴的文字", "pasted text");
        const Outcome outcome = judge(std::move(*document), *plan, {}, "-");
        return page_json(outcome, shown_, context_.lang);
    }

    bool has_glossary() const override { return !glossary_to_change(project_).empty(); }

    Result<std::string> add_term(const std::string& wrong, const std::string& right) override {
        const auto fits = [](const std::string& word) {
            return utf8::count(word) >= 2 && utf8::count(word) <= 16 &&
                   word.find_first_of("\r\n\t") == std::string::npos;
        };
        if (!fits(wrong) || !fits(right) || wrong == right)
            return Error{ErrorCode::invalid_value, {"不是一个词", "not a word"}, {}, {}};
        const std::string path = glossary_to_change(project_);
        const Result<bool> added = change_glossary(path, [&](const std::string& text, const std::string& name) {
            return glossary_add(text, name, wrong, right);
        });
        if (!added) return added.error();
        return *added ? context_.say("已写入术语表：", "added to the glossary: ") + wrong + "→" + right
                      : context_.say("术语表里已经有了", "the glossary has it already");
    }

    bool has_steps() const override { return !inputs_.empty() && !maker_; }

    Result<std::string> steps(const std::string& file) override {
        const Input* input = has_steps() ? input_of(file) : nullptr;
        if (input == nullptr) return no_such(file);
        return work_steps_json(context_, input->path, WorkNotes(project_.root(), file));
    }

    Result<void> note_step(const std::string& file, std::string_view name, bool skipped) override {
        const std::vector<WorkStep> all = work_steps();
        const auto step = std::find_if(all.begin(), all.end(), [&](const WorkStep& one) { return one.name == name; });
        // Of a step whose rest is counted nobody needs to say that it is done.
        if (!has_steps() || input_of(file) == nullptr || step == all.end() || (step->counted && !skipped))
            return no_such(file);
        return WorkNotes(project_.root(), file).add(*step, skipped);
    }

    std::vector<std::string> changed() override {
        std::vector<std::string> out;
        for (auto& [file, stamp] : seen_) {
            const Stamp now = stamp_of(input_of(file)->path);
            if (now == stamp || now.size < 0) continue;  // one that is gone for the moment comes back
            stamp = now;
            out.push_back(file);
        }
        return out;
    }

  private:
    [[nodiscard]] const Input* input_of(const std::string& file) const {
        const auto it = std::find_if(inputs_.begin(), inputs_.end(), [&](const Input& input) {
            return path_in_root(project_.root(), input.name) == file;
        });
        return it == inputs_.end() ? nullptr : &*it;
    }
    static Error no_such(const std::string& file) {
        return {ErrorCode::unknown_name, {"没有这一页", "no such page"}, {}, {file}};
    }

    Result<Decisions> load() const {
        Problems problems;
        return load_decisions(project_.root(), problems);  // its problems were told when the project was opened
    }

    Outcome judge(Document document, const Project::Plan& plan, const Decisions& decisions,
                  const std::string& file) const {
        set_page_script(document, plan.settings);
        ProofreadOptions options;
        options.check_always = true;
        options.same_structure = [](const Document& before, std::string_view after) {
            return same_structure(before, after);
        };
        if (!decisions.empty()) options.decide = [&](const Outcome& outcome) { return decisions.fates(outcome, file); };
        Outcome outcome = proofread(*plan.pipeline, std::make_shared<const Document>(std::move(document)), options);
        const Rule* regressed = plan.pipeline->rules->find("meta/regressed");
        decisions.mark(outcome, file, regressed == nullptr || regressed->on);
        return outcome;
    }

    Result<Outcome> proofread_page(const Input& input, const std::string& file, const Decisions& decisions) {
        if (maker_) {
            seen_[file] = stamp_of(input.path);
            std::optional<Outcome> outcome = maker_(decisions);
            if (outcome) return std::move(*outcome);
            return Error{ErrorCode::unavailable, {"读不了，见终端", "cannot be read, see the terminal"}, {}, {file}};
        }
        const Project::Plan* plan = project_.plan_for(input.name, context_);
        if (plan == nullptr)
            return Error{ErrorCode::unavailable,
                         {"规则有问题，见终端", "the rules have problems, see the terminal"},
                         {},
                         {file}};
        seen_[file] =
            stamp_of(input.path);  // before it is read: a change in between is told once too often, not missed
        Result<std::string> bytes = read_input(input.path);
        if (!bytes) return bytes.error();
        Result<Document> document = read_document(input.name, std::move(*bytes), plan->settings);
        if (!document) return document.error();
        if (const Result<void> timed = add_times(*document, input.path); !timed) return timed.error();
        return judge(std::move(*document), *plan, decisions, file);
    }

    std::string json_of(const std::string& file, const Outcome& outcome, const Decisions& decisions) const {
        PageAnswers answers;
        std::vector<const Decision*> of_entries;
        const std::vector<Decisions::Standing> standing = decisions.standing(outcome, file);
        for (std::size_t i = 0; i < standing.size(); ++i) {
            const Decision* said = standing[i].chosen != nullptr ? standing[i].chosen : standing[i].put_off;
            if (said == nullptr || said->done) continue;
            answers.entries[outcome.entries[i].id] = {name_of(said->answer), said->to.value_or("")};
            of_entries.push_back(said);
        }
        std::vector<Decision> typed;
        for (const Decision& decision : decisions.of_file(file)) {
            const bool of_entry =
                std::any_of(of_entries.begin(), of_entries.end(), [&](const Decision* d) { return *d == decision; });
            if (decision.scope == Scope::here && decision.open() && !of_entry) typed.push_back(decision);
        }
        for (const Placed& placed : place_all(*outcome.document, typed)) {
            if (placed.at) answers.typed.push_back({*placed.at, placed.decision.to.value_or("")});
        }
        std::sort(answers.typed.begin(), answers.typed.end(),
                  [](const SourceEdit& a, const SourceEdit& b) { return a.at < b.at; });
        return page_json(outcome, shown_, context_.lang, answers);
    }

    Result<std::string> report(std::size_t applied, std::size_t typed, std::size_t moved,
                               const std::vector<std::string>& stale, const std::vector<std::string>& written) {
        const std::string all = std::to_string(applied + typed), away = std::to_string(moved),
                          lost = std::to_string(stale.size());
        std::string out = "{\"message\":";
        json::append_string(out, context_.say("已应用 " + all + " 处（移动后重新定位 " + away + " 处）；失效 " + lost +
                                                  "。标记结构核对通过。撤销：jiaodui undo",
                                              "Applied " + all + " (" + away + " of them found again elsewhere); " +
                                                  lost + " stale. The structure is as it was. To undo: jiaodui undo"));
        out += ",\"stale\":[";
        for (const std::string& line : stale) {
            if (out.back() != '[') out += ',';
            json::append_string(out, line);
        }
        out += "],\"pages\":[";
        for (const std::string& file : written) {
            const Result<std::string> again = page(file);
            if (!again) return again.error();
            if (out.back() != '[') out += ',';
            out += *again;
        }
        out += ']';
        if (written.size() == 1) {
            json::append_key(out, "commit");
            json::append_string(out, Session::commit_message(written.front(), applied, typed, context_.lang));
        }
        return out + '}';
    }

    const Context& context_;
    Project& project_;
    DecisionStore store_;
    std::vector<Input> inputs_;
    OutcomeMaker maker_;
    Shown shown_;
    std::map<std::string, Stamp> seen_;
};

bool no_stdin(const Context& context, const Inputs& inputs) {
    if (std::none_of(inputs.files.begin(), inputs.files.end(), [](const Input& input) { return input.path == "-"; }))
        return true;
    context.complain({ErrorCode::invalid_value, {"标准输入不能审", "standard input cannot be reviewed"}, {}, {}});
    return false;
}

// Until it is told to end.
int serve(Context& context, Desk& desk) {
    struct sigaction action {};
    action.sa_handler = [](int) { g_interrupted = 1; };
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ServeOptions options{context.lang, context.args.get("media")};
    const auto ready = [&](const std::string& address) {
        context.out.stream() << context.say("在浏览器里打开（只能用一次）：", "Open in a browser (works once): ")
                             << address << '\n'
                             << context.say(
                                    "回答随时保存。在页面里按“结束”，或在这里按 Ctrl-C。\n",
                                    "Answers are kept as they are made. End on the page, or press Ctrl-C here.\n");
        context.out.stream().flush();
    };
    const Result<void> served = serve_review(desk, options, ready, [] { return g_interrupted != 0; });
    if (!served) {
        context.complain(served.error());
        return kFailed;
    }
    return kDone;
}

}  // namespace

int write_review_page(Context& context, Project& project, const std::string& path, Tier tier) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        const std::string why = std::strerror(errno);
        context.complain({ErrorCode::io, {"无法写入：" + why, "cannot write: " + why}, {}, {path}});
        return kFailed;
    }
    Output file(fd);
    EmitOptions options = emit_options(context);
    options.terminal = options.colour = false;
    options.shown.tier = tier;
    const std::unique_ptr<Emitter> emitter = make_emitter("html", file.stream(), options);
    const Inputs inputs = find_inputs(context, project);
    emitter->begin(run_info(project, false));
    std::size_t suggestions = 0;
    const std::size_t failed =
        inputs.failed +
        proofread_files(context, project, inputs.files, Policy{}, [&](const Input&, const Settings&, Outcome outcome) {
            suggestions += shown_findings(outcome, options.shown).size();
            emitter->file(outcome);
        });
    emitter->end({});
    if (const int failure = file.finish(); failure != 0) {
        const std::string why = std::strerror(failure);
        context.complain({ErrorCode::io, {"没有写完：" + why, "could not be written: " + why}, {}, {path}});
        return kFailed;
    }
    if (!context.args.has("quiet")) {
        const std::string n = std::to_string(suggestions);
        context.out.stream() << context.say(
            "已写好 " + path + "（" + n + " 处）。用浏览器打开；决定导出之后：jiaodui apply decisions.jsonl\n",
            "Wrote " + path + " (" + n +
                " places). Open it in a browser; after the export: jiaodui apply decisions.jsonl\n");
    }
    return failed > 0 ? kFailed : kDone;
}

int review_in_browser(Context& context, Project& project, const Input& input, const OutcomeMaker& maker) {
    Desk desk(context, project, {input}, Tier::suggest, maker);
    return serve(context, desk);
}

int review_in_browser(Context& context, Project& project, Tier tier) {
    Inputs inputs;
    if (!context.args.words.empty()) inputs = find_inputs(context, project);
    if (!no_stdin(context, inputs)) return kFailed;
    if (!context.args.words.empty() && inputs.files.empty()) return inputs.failed > 0 ? kFailed : kDone;
    Desk desk(context, project, std::move(inputs.files), tier);
    return serve(context, desk);
}

}  // namespace jiaodui::cli
