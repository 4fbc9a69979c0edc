// apply: write what has been decided. Tested by tests/cli/apply.md.
#include <algorithm>
#include <filesystem>
#include <map>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/review_view.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/apply_decisions.hpp"
#include "pipeline/review/decision_import.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

namespace fs = std::filesystem;

struct Counts {
    std::size_t applied = 0, moved = 0, already = 0, stale = 0, withheld = 0, kept = 0, files = 0;
    bool failed = false;
};

// The path of a page that decisions name; empty when it is not there or leads out of the project.
std::string page_path(const std::string& root, const std::string& file) {
    if (strays(file)) return {};
    std::error_code failed;
    const fs::path real_root = fs::canonical(root, failed);
    const fs::path real = fs::canonical(fs::path(root) / file, failed);
    if (failed) return {};
    const fs::path relative = real.lexically_relative(real_root);
    if (relative.empty() || *relative.begin() == ".." || *relative.begin() == ".jiaodui" || *relative.begin() == ".git")
        return {};
    // As a person would call it from here.
    const std::string shown = fs::path(root + '/' + file).lexically_relative(fs::current_path(failed)).generic_string();
    return failed || shown.empty() ? root + '/' + file : shown;
}

class Applier {
  public:
    Applier(Context& context, Project& project)
        : context_(context),
          project_(project),
          store_(project.root()),
          run_(project.root()),
          dry_(context.args.has("dry-run")) {}

    int run() {
        if (!gather()) return kFailed;
        for (const auto& [file, decisions] : pages_) page(file, decisions);
        keep_answers();
        summarise();
        if (counts_.failed) return kFailed;
        return counts_.stale + counts_.withheld > 0 || (dry_ && counts_.applied > 0) ? kFindings : kDone;
    }

  private:
    // From the files named, or what the project's own decisions leave to be written.
    bool gather() {
        bool fine = true;
        const auto take = [&](Decision d, bool if_suggested) {
            if (d.writes() && d.scope != Scope::repo) {
                pages_[d.file].push_back({std::move(d), if_suggested});
            } else {
                answers_.push_back(std::move(d));
            }
        };
        if (context_.args.words.empty()) {
            for (const Decision& d : project_.decisions().all()) {
                if (d.open() && !d.file.empty()) take(d, false);
            }
            return true;
        }
        for (const std::string& name : context_.args.words) {
            const Result<std::string> text = read_input(name);
            if (!text) {
                context_.complain(text.error());
                return false;
            }
            Imported imported = import_decisions(*text, name);
            for (const Error& problem : imported.problems) context_.complain(problem);
            fine = fine && (imported.problems.empty() || !imported.decisions.empty());
            counts_.failed = counts_.failed || !imported.problems.empty();
            for (ImportedDecision& one : imported.decisions) {
                Decision& d = one.decision;
                if (d.by.empty()) d.by = reviewer();
                if (d.at.empty()) d.at = today();
                if (!d.file.empty()) d.file = in_root(d.file);
                if (d.scope == Scope::repo) d.file.clear();
                d.done = false;
                take(std::move(d), one.if_suggested);
            }
        }
        return fine;
    }

    // A table names files as they were called when it was made.
    [[nodiscard]] std::string in_root(const std::string& file) const {
        std::error_code failed;
        if (strays(file) || fs::exists(fs::path(project_.root()) / file, failed) || !fs::exists(file, failed))
            return file;
        return path_in_root(project_.root(), file);
    }

    // Whoever made these decisions did not know how the text around them reads once the others have been written: each
    // context is also taken with its neighbours' corrections made, where these are as long as what they replace.
    static void add_decided_contexts(std::vector<ImportedDecision>& decisions) {
        std::vector<ImportedDecision*> order;
        for (ImportedDecision& one : decisions) {
            if (one.decision.hint) order.push_back(&one);
        }
        std::sort(order.begin(), order.end(),
                  [](const auto* a, const auto* b) { return a->decision.hint->begin < b->decision.hint->begin; });
        constexpr std::size_t kNeighbours = 8;  // a context has no more characters
        const auto corrected = [](std::string& context, const Decision& by) {
            const std::size_t at =
                by.from.empty() || by.from.size() != by.to->size() ? std::string::npos : context.find(by.from);
            if (at != std::string::npos) context.replace(at, by.from.size(), *by.to);
        };
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t j = i > kNeighbours ? i - kNeighbours : 0; j < std::min(order.size(), i + kNeighbours + 1);
                 ++j) {
                if (j < i) corrected(order[i]->decision.decided.left, order[j]->decision);
                if (j > i) corrected(order[i]->decision.decided.right, order[j]->decision);
            }
        }
    }

    void page(const std::string& file, std::vector<ImportedDecision> decisions) {
        add_decided_contexts(decisions);
        const std::string path = page_path(project_.root(), file);
        if (path.empty()) {
            for (const ImportedDecision& one : decisions)
                stale(file, one.decision, {"项目里没有这个文件", "there is no such file in the project"});
            return;
        }
        const std::size_t failed = proofread_files(
            context_, project_, {{path, path}}, Policy{},
            [&](const Input&, const Settings&, Outcome outcome) { write(path, file, outcome, decisions); });
        counts_.failed = counts_.failed || failed > 0;
    }

    void write(const std::string& path, const std::string& file, const Outcome& outcome,
               const std::vector<ImportedDecision>& decisions) {
        std::vector<Decision> wanted;
        const std::vector<EntryKey> keys = keys_of(outcome);
        for (const ImportedDecision& one : decisions) {
            Decision d = one.decision;
            const auto offered = std::find_if(keys.begin(), keys.end(), [&](const EntryKey& key) {
                return key.from == d.from && key.context == d.source;
            });
            const bool there = offered != keys.end() &&
                               std::find(offered->texts.begin(), offered->texts.end(), *d.to) != offered->texts.end();
            if (one.if_suggested && !there) {
                stale(path, d, {"没有给出改成什么", "it does not say what to write"});
                continue;
            }
            if (offered != keys.end() && !there && d.answer == Answer::accept && d.also.empty()) {
                d.answer = Answer::edit;
                d.also = offered->texts;
            }
            wanted.push_back(std::move(d));
        }
        const PagePlan plan = plan_page(outcome, wanted);
        const LineIndex lines(outcome.document->bytes);
        for (const Fitting& one : plan.fittings) {
            switch (one.fit) {
                case Fit::fits: break;
                case Fit::moved:
                    say_of(path + ':' + std::to_string(lines.at(one.at.begin).line), one.decision, label_of(one.fit));
                    break;
                case Fit::already: ++counts_.already; break;
                case Fit::withheld:
                    ++counts_.withheld;
                    say_of(path + ':' + std::to_string(lines.at(one.at.begin).line), one.decision, label_of(one.fit));
                    break;
                default: stale(path, one.decision, label_of(one.fit));
            }
        }
        if (dry_) {
            for (const Fitting& one : plan.fittings) {
                if (one.fit == Fit::fits)
                    say_of(path + ':' + std::to_string(lines.at(one.at.begin).line), one.decision, label_of(one.fit));
            }
        } else if (const Result<void> done = write_plan(run_, store_, path, file, *outcome.document, plan); !done) {
            context_.complain(done.error());
            counts_.failed = true;
            return;
        }
        counts_.moved += plan.count(Fit::moved);
        counts_.applied += plan.applied();
        counts_.files += plan.applied() > 0 ? 1 : 0;
    }

    // Refusals and what was put off are only kept.
    void keep_answers() {
        counts_.kept = answers_.size();
        if (dry_ || answers_.empty()) return;
        const Result<void> done = store_.change(
            [&](DecisionFile& file) {
                for (Decision& d : answers_) {
                    d.hint.reset();
                    file.put(d);
                }
            },
            run_.holds_lock());
        if (done) return;
        context_.complain(done.error());
        counts_.failed = true;
    }

    void say_of(const std::string& place, const Decision& d, const Message& what) {
        context_.out.stream() << printable(place) << ' ' << change_text(d.from, d.to, context_.lang) << "  "
                              << what.in(context_.lang) << '\n';
    }

    void stale(const std::string& place, const Decision& d, const Message& why) {
        ++counts_.stale;
        say_of(place, d, {"失效：" + why.zh, "stale: " + why.en});
    }

    void summarise() {
        if (context_.args.has("quiet")) return;
        const auto n = [](std::size_t x) { return std::to_string(x); };
        std::string zh = (dry_ ? "将应用 " : "已应用 ") + n(counts_.applied) + " 处";
        std::string en = (dry_ ? "Would apply " : "Applied ") + n(counts_.applied);
        if (counts_.moved > 0) {
            zh += "（移动后重新定位 " + n(counts_.moved) + " 处）";
            en += " (" + n(counts_.moved) + " moved)";
        }
        const auto add = [&](std::size_t count, const char* in_zh, const char* in_en) {
            if (count == 0) return;
            zh += std::string("；") + in_zh + ' ' + n(count);
            en += "; " + n(count) + ' ' + in_en;
        };
        add(counts_.already, "已是这样", "already so");
        add(counts_.withheld, "会改动标记未写入", "withheld");
        add(counts_.stale, "失效", "stale");
        add(counts_.kept, "记下", "kept");
        zh += "。";
        en += '.';
        if (counts_.applied > 0 && !dry_) {
            zh += "撤销：jiaodui undo";
            en += " To undo: jiaodui undo";
        }
        context_.out.stream() << context_.say(zh, en) << '\n';
    }

    Context& context_;
    Project& project_;
    DecisionStore store_;
    WritingRun run_;
    bool dry_;
    std::map<std::string, std::vector<ImportedDecision>> pages_;
    std::vector<Decision> answers_;
    Counts counts_;
};

int run(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    return Applier(context, *project).run();
}

}  // namespace

Command apply_command() {
    return {"apply",
            "[FILE…]",
            {"写入已决定的改动", "write what has been decided"},
            "jiaodui apply decisions.jsonl",
            {{"dry-run", 'n', "", {"只说会怎样", "only tell what would happen"}}},
            run};
}

}  // namespace jiaodui::cli
