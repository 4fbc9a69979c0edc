// baseline: old debt, that is not told again. Tested by tests/cli/baseline.md.
#include <algorithm>
#include <array>

#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/review_view.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 3> kActions{"write", "prune", "show"};

void say_count(const Context& context, std::size_t count, const char* zh, const char* en) {
    const std::string n = std::to_string(count);
    context.out.stream() << context.say(std::string(zh) + n + " 处。\n", std::string(en) + n + ".\n");
}

int show(Context& context, const DecisionStore& store) {
    const Result<DecisionFile> file = store.read();
    if (!file) {
        context.complain(file.error());
        return kFailed;
    }
    for (const Error& problem : file->problems) context.complain(problem);
    for (const Decision& d : file->decisions) {
        context.out.stream() << printable(d.file) << "  " << d.rule << "  " << change_text(d.from, d.to, context.lang)
                             << '\n';
    }
    say_count(context, file->decisions.size(), "基线中 ", "in the baseline: ");
    return kDone;
}

// What every finding of these pages is, as debt.
int write(Context& context, Project& project, const DecisionStore& store, const Inputs& inputs) {
    std::vector<Decision> debt;
    const auto done = [&](const Input& input, const Settings&, const Outcome& outcome) {
        const std::string file = path_in_root(project.root(), input.name);
        const std::vector<EntryKey> keys = keys_of(outcome);
        for (const EntryKey& key : keys) debt.push_back(decision_about(key, file, Answer::known));
    };
    if (inputs.failed + proofread_files(context, project, inputs.files, Policy{}, done) > 0) return kFailed;
    const Result<void> changed = store.change([&](DecisionFile& file) {
        for (const Decision& d : debt) file.put(d);
    });
    if (!changed) {
        context.complain(changed.error());
        return kFailed;
    }
    say_count(context, debt.size(), "记入基线 ", "added to the baseline: ");
    return kDone;
}

// Debt that is no longer found goes.
int prune(Context& context, Project& project, const DecisionStore& store, const Inputs& inputs) {
    std::vector<std::pair<std::string, std::vector<EntryKey>>> pages;
    const auto done = [&](const Input& input, const Settings&, const Outcome& outcome) {
        pages.emplace_back(path_in_root(project.root(), input.name), keys_of(outcome));
    };
    // Found without the baseline in force.
    project.forget_decisions();
    if (inputs.failed + proofread_files(context, project, inputs.files, Policy{}, done) > 0) return kFailed;
    std::size_t gone = 0;
    const Result<void> changed = store.change([&](DecisionFile& file) {
        std::vector<Decision> dropped;
        for (const auto& [name, keys] : pages) {
            for (const Decision& d : file.decisions) {
                if (d.file != name || d.answer != Answer::known) continue;
                const bool found = std::any_of(keys.begin(), keys.end(), [&](const EntryKey& key) {
                    return key.from == d.from &&
                           (key.context.left == d.source.left || key.context.right == d.source.right);
                });
                if (!found) dropped.push_back(d);
            }
        }
        for (const Decision& d : dropped) file.erase(d);
        gone = dropped.size();
    });
    if (!changed) {
        context.complain(changed.error());
        return kFailed;
    }
    say_count(context, gone, "移出基线 ", "removed from the baseline: ");
    return kDone;
}

int run(Context& context) {
    std::vector<std::string>& words = context.args.words;
    const std::string action = words.empty() ? std::string() : words.front();
    if (std::find(kActions.begin(), kActions.end(), action) == kActions.end()) {
        context.complain({ErrorCode::invalid_value,
                          {"请说 baseline write、prune 或 show", "say baseline write, prune or show"},
                          advice_for(action, kActions),
                          {}});
        return kFailed;
    }
    words.erase(words.begin());
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const DecisionStore store(project->root(), kBaselineName);
    if (action == "show") return show(context, store);
    const Inputs inputs = find_inputs(context, *project);
    return action == "write" ? write(context, *project, store, inputs) : prune(context, *project, store, inputs);
}

}  // namespace

Command baseline_command() {
    return {"baseline",
            "write|prune|show [PATH…]",
            {"旧账：记下现有的发现，以后不再报告", "old debt: keep what is found now, so that it is not told again"},
            "jiaodui baseline write reference",
            {},
            run};
}

}  // namespace jiaodui::cli
