// Tested by tests/cli/config.md and the other pages there.
#include "pipeline/cli/project.hpp"

#include <algorithm>
#include <filesystem>

#include "pipeline/cli/run.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/stage/catalog.hpp"
#include "pipeline/text/encoding.hpp"

namespace jiaodui::cli {
namespace {

void complain_all(const Context& context, const Problems& problems) {
    for (const Error& problem : problems) context.complain(problem);
}

// The configuration as files have it; nothing, after complaints, when it has problems.
std::optional<Config> load(const Context& context, std::string& root) {
    const std::string given = context.args.get("config");
    root = find_root(".");
    if (context.args.has("isolated") && given.empty()) {
        std::error_code failed;
        root = std::filesystem::current_path(failed).string();
        Config config;
        config.root = root;
        return config;
    }
    std::optional<std::string> file;
    if (given.empty()) {
        file = find_config(".");
    } else {
        file = given;
    }
    if (!file) {
        Config config;
        config.root = root;
        return config;
    }
    Problems problems;
    std::optional<Config> config = load_config(*file, problems);
    complain_all(context, problems);
    return config;
}

// Every name must stand for some rule.
bool check_rules(const Context& context, const RuleBook& rules,
                 const std::vector<std::string>& names) {
    Problems problems;
    for (const std::string& name : names) (void)rules_named(rules, name, {}, problems);
    complain_all(context, problems);
    return problems.empty();
}

void switch_rules(std::vector<RuleSetting>& out, const std::vector<std::string>& names, bool on) {
    for (const std::string& name : names) {
        RuleSetting setting;
        setting.name = name;
        setting.on = on;
        out.push_back(std::move(setting));
    }
}

// A page's own list of names: `interview.terms.yaml` beside `interview.md`, ahead of the other glossaries.
void add_page_terms(const std::string& root, const std::string& page, Settings& settings) {
    const std::size_t slash = page.rfind('/') == std::string::npos ? 0 : page.rfind('/') + 1;
    const std::size_t dot = page.rfind('.');
    if (page.starts_with("/") || page.starts_with("..") || dot == std::string::npos || dot <= slash) return;
    const std::string terms = page.substr(0, dot) + ".terms.yaml";
    if (terms.find_first_of("*?[]{}!") != std::string::npos) return;  // it would be read as a pattern
    std::error_code failed;
    if (std::filesystem::is_regular_file(root + '/' + terms, failed)) settings.glossaries.insert(settings.glossaries.begin(), terms);
}

}  // namespace

bool add_flags(const Context& context, const RuleBook& rules, Config& config) {
    bool ok = true;
    for (const std::string& assignment : context.args.all("set")) {
        if (const Result<void> done = set_value(config, assignment); !done) {
            context.complain(done.error());
            ok = false;
        }
    }
    if (const std::string format = context.args.get("input-format"); !format.empty()) {
        const Result<Format> known = format_named(format);
        if (!known) context.complain(known.error());
        ok &= known.has_value();
        config.flags.input_format = format;
    }
    if (const std::string encoding = context.args.get("encoding"); !encoding.empty() && encoding != "auto") {
        const Result<Encoding> known = encoding_named(encoding);
        if (!known) context.complain(known.error());
        ok &= known.has_value();
        config.flags.encoding = encoding;
    }
    if (context.args.has("text-column")) config.flags.text_column = context.args.get("text-column");
    std::vector<std::string> selected = context.args.list("select");
    for (const std::string& name : context.args.list("only")) selected.push_back(name);
    const std::vector<std::string> ignored = context.args.list("ignore");
    ok &= check_rules(context, rules, selected);
    ok &= check_rules(context, rules, ignored);
    if (!selected.empty()) {
        switch_rules(config.flags.rules, {"*"}, false);
        switch_rules(config.flags.rules, selected, true);
    }
    switch_rules(config.flags.rules, ignored, false);
    if (const auto confidence = confidence_flag(context, "min-confidence", ok))
        config.flags.min_confidence = confidence;
    const std::string fail_on = context.args.get("fail-on");
    if (fail_on == "none") config.flags.fail_on = FailOn{Tier::safe, true};
    if (const auto tier = tier_named(fail_on)) config.flags.fail_on = FailOn{*tier, false};
    return ok;
}

std::unique_ptr<Project> Project::open(const Context& context) {
    std::string root;
    std::optional<Config> config = load(context, root);
    Result<Resources> resources = Resources::find();
    if (!resources) context.complain(resources.error());
    if (!config || !resources) return nullptr;
    Result<Library> library = Library::open(std::move(*resources));
    if (!library) {
        context.complain(library.error());
        return nullptr;
    }
    std::unique_ptr<Project> project(new Project(std::move(*library), std::move(*config),
                                                 std::move(root), context.args.has("isolated")));
    if (!add_flags(context, project->rules(), project->config_) || !project->check_names(context) ||
        !project->load_decided(context)) {
        return nullptr;
    }
    return project;
}

// Lines that cannot be read are complained of, and stop nothing.
bool Project::load_decided(const Context& context) {
    if (isolated_) return true;
    Problems problems;
    Result<Decisions> decisions = load_decisions(root_, problems);
    complain_all(context, problems);
    if (!decisions) {
        context.complain(decisions.error());
        return false;
    }
    decisions_ = std::move(*decisions);
    return true;
}

const Project::Plan* Project::plan_for(const std::string& file, const Context& context) {
    const std::string page = path_in_root(root_, file);
    Settings settings = effective(config_, page);
    if (!isolated_) add_page_terms(root_, page, settings);
    if (!left_out_.empty() && settings.stages.empty()) {
        for (const std::string_view stage : stage_names()) {
            if (stage != left_out_) settings.stages.emplace_back(stage);
        }
    }
    for (const auto& plan : plans_) {
        if (plan->settings == settings) return plan.get();
    }
    if (std::find(broken_.begin(), broken_.end(), settings) != broken_.end()) return nullptr;
    if (wants_archive(settings.stages)) open_archive(context);
    std::shared_ptr<const Pipeline> pipeline = make_pipeline(settings, context);
    if (!pipeline) {
        broken_.push_back(std::move(settings));
        return nullptr;
    }
    plans_.push_back(std::make_unique<Plan>(Plan{std::move(settings), std::move(pipeline)}));
    return plans_.back().get();
}

void Project::open_archive(const Context& context) {
    if (archive_opened_ || isolated_) return;
    archive_opened_ = true;
    Result<ArchiveLexicon> archive = ArchiveLexicon::open((Workspace(root_).folder() / "lexicon").string());
    if (archive) {
        library_.archive = std::make_shared<const ArchiveLexicon>(std::move(*archive));
    } else if (archive.error().code != ErrorCode::unavailable) {
        context.complain(archive.error());
    }
}

// The names that the configuration and the flags use, once they are all there.
bool Project::check_names(const Context& context) const {
    Problems problems;
    check_rule_names(config_, rules(), problems);
    check_stage_names(config_, stage_names(), problems);
    complain_all(context, problems);
    return problems.empty();
}

std::shared_ptr<const Pipeline> Project::make_pipeline(Settings settings,
                                                       const Context& context) const {
    Problems problems;
    settings.glossaries =
        glossary_files(root_, settings, problems);  // patterns unfolded, all inside the root
    const ProjectReader read = [this](const std::string& path) {
        return read_whole(root_ + '/' + path);
    };
    std::shared_ptr<const Pipeline> pipeline = assemble(library_, settings, read, problems);
    complain_all(context, problems);
    return problems.empty() ? pipeline : nullptr;
}

}  // namespace jiaodui::cli
