// config: what is configured, and whether it makes sense. Tested by tests/cli/config.md.
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/stage/catalog.hpp"

namespace jiaodui::cli {
namespace {

// Quoted as JSON, which is YAML too.
std::string quoted(std::string_view text) {
    std::string out;
    json::append_string(out, text);
    return out;
}

std::string list(const auto& items) {
    std::string out = "[";
    for (const auto& item : items) {
        if (out.size() > 1) out += ", ";
        out += quoted(item);
    }
    return out + ']';
}

std::string setting_text(const RuleSetting& rule) {
    std::string out = "{";
    const auto add = [&](std::string_view key, const std::string& value) {
        if (out.size() > 1) out += ", ";
        out += std::string(key) + ": " + value;
    };
    // A tier turns a rule on, so that need not be said again.
    if (rule.on && (!*rule.on || !rule.tier)) add("on", *rule.on ? "true" : "false");
    if (rule.tier) add("tier", std::string(name_of(*rule.tier)));
    if (rule.block) add("block", *rule.block ? "true" : "false");
    for (const auto& [key, values] : rule.params) add(key, list(values));
    if (out == "{" || out == "{on: true") return "on";
    return out == "{on: false" ? "off" : out + '}';
}

// The settings of a file as a configuration that would give them.
std::string text_of(const Settings& s) {
    std::string number;
    json::append_number(number, s.min_confidence);
    std::string out = "profile: " + s.profile + "\nlang: " + (s.lang.empty() ? "auto" : s.lang) +
                      "\nstyle: {cjk_latin_space: " + s.space_style + ", quotes: " + s.quote_style + "}\n";
    out += "pipeline: " + (s.stages.empty() ? list(stage_names()) : list(s.stages)) + '\n';
    out += "fail_on: " + (s.fail_never ? std::string("none") : std::string(name_of(s.fail_on))) + '\n';
    std::string keys;
    for (const auto& [key, stands_for] : s.review_keys)
        keys += (keys.empty() ? "" : ", ") + quoted(key) + ": " + quoted(stands_for);
    out += "review: {min_confidence: " + number + (keys.empty() ? "" : ", keys: {" + keys + "}") + "}\n";
    out += "frontmatter: {check: " + list(s.front_matter) + "}\n";
    out += "transcript_notice: " + list(s.transcript_notice) + '\n';
    if (s.shipped_glossaries) out += "shipped_glossaries: " + list(*s.shipped_glossaries) + '\n';
    if (!s.glossaries.empty()) out += "glossary: " + list(s.glossaries) + '\n';
    if (!s.protect.empty()) out += "protect: {extra: " + list(s.protect) + "}\n";
    if (!s.rules.empty()) out += "rules:\n";
    for (const RuleSetting& rule : s.rules) out += "  " + quoted(rule.name) + ": " + setting_text(rule) + '\n';
    return out;
}

int show(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    std::ostream& out = context.out.stream();
    out << "# " << context.say("项目目录：", "project root: ") << project->root() << '\n';
    out << "# " << context.say("配置文件：", "configuration file: ")
        << (project->config().file.empty() ? context.say("无", "none") : project->config().file) << '\n';
    std::string path;
    if (context.args.words.size() > 1) path = path_in_root(project->root(), context.args.words[1]);
    out << text_of(effective(project->config(), path));
    return kDone;
}

int check(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    // Problems have been told; that they were found is what was asked for.
    if (!project ||
        project->plan_for(context.args.words.size() > 1 ? context.args.words[1] : "-", context) == nullptr) {
        return kFindings;
    }
    context.out.stream() << context.say("配置没有问题。\n", "The configuration is in order.\n");
    return kDone;
}

int run(Context& context) {
    const std::string what = context.args.words.empty() ? "" : context.args.words.front();
    if (what == "show") return show(context);
    if (what == "check") return check(context);
    constexpr std::array<std::string_view, 2> kWords{"show", "check"};
    context.complain({ErrorCode::unknown_name,
                      {"请说 config show 或 config check", "say config show or config check"},
                      advice_for(what, kWords),
                      {}});
    return kFailed;
}

}  // namespace

Command config_command() {
    return {"config",
            "show|check [FILE]",
            {"显示或检查配置", "show or check the configuration"},
            "jiaodui config show reference/501-600/514.md",
            {},
            run};
}

}  // namespace jiaodui::cli
