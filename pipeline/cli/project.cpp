// Tested by tests/cli/config.md and the other pages there.
#include "pipeline/cli/project.hpp"

#include "pipeline/cli/run.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/text/encoding.hpp"

namespace jiaodui::cli {
namespace {

Complain complaining(const Context& context) {
    return [&context](const Error& error) { context.complain(error); };
}

// Every name must stand for some rule.
bool check_rules(const Context& context, const RuleBook& rules, const std::vector<std::string>& names) {
    Problems problems;
    for (const std::string& name : names) (void)rules_named(rules, name, {}, problems);
    complain_all(complaining(context), problems);
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
    ProjectOptions options;
    options.config = context.args.get("config");
    options.isolated = context.args.has("isolated");
    options.adjust = [&](const RuleBook& rules, Config& config) { return add_flags(context, rules, config); };
    std::optional<jiaodui::Project> opened = jiaodui::Project::open(options, complaining(context));
    return opened ? std::unique_ptr<Project>(new Project(std::move(*opened))) : nullptr;
}

const Project::Plan* Project::plan_for(const std::string& file, const Context& context) {
    return jiaodui::Project::plan_for(file, complaining(context));
}

const ArchiveLexicon* Project::archive(const Context& context) {
    return jiaodui::Project::archive(complaining(context));
}

}  // namespace jiaodui::cli
