// explain: one rule, its page and how to set it. Tested by tests/cli/rules.md.
#include "pipeline/base/did_you_mean.hpp"
#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

std::string heading(const Rule& rule, const Context& context) {
    std::string out;
    paint(out, rule.id, Ink::bold, context.colour);
    if (!rule.alias.empty()) out += context.say("（", " (") + printable(rule.alias) + context.say("）", ")");
    out += "  " + (rule.on ? label_of(rule.tier).in(context.lang) : context.say("关", "off")) + '\n';
    const Message message = fill(rule.message, context.say("旧", "old"), context.say("新", "new"));
    out += printable(message.in(context.lang)) + '\n';
    const std::string word = rule.on ? std::string(name_of(rule.tier)) : "off";
    out += context.say("配置：rules: {", "to set: rules: {") + rule.id + ": " + word + "}   ";
    out += context.say("停用一行：", "to silence a line: ") + "<!-- jiaodui-disable-line " + rule.id + " -->\n";
    return out;
}

// The page of the rule lies beside its file.
std::string page_of(const Rule& rule, const Resources& resources) {
    const Result<std::string> text = resources.read_text("rules/" + rule.id + ".md");
    return text ? *text : std::string();
}

int run(Context& context) {
    if (context.args.words.size() != 1) {
        context.complain({ErrorCode::invalid_value,
                          {"请给出一条规则", "name one rule"},
                          {"jiaodui rules 列出全部", "jiaodui rules lists them"},
                          {}});
        return kFailed;
    }
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const std::string& name = context.args.words.front();
    const Rule* rule = project->rules().find(name);
    if (rule == nullptr) {
        std::vector<std::string> names;
        for (const Rule& one : project->rules().rules) {
            names.push_back(one.id);
            if (!one.alias.empty()) names.push_back(one.alias);
        }
        context.complain(
            {ErrorCode::unknown_name, {"没有这条规则：" + name, "no such rule: " + name}, advice_for(name, names), {}});
        return kFailed;
    }
    if (!context.args.has("no-pager")) context.out.page();
    context.out.stream() << heading(*rule, context);
    const std::string page = page_of(*rule, project->resources());
    if (!page.empty()) context.out.stream() << '\n' << page;
    return kDone;
}

}  // namespace

Command explain_command() {
    return {"explain", "RULE", {"说明一条规则", "explain a rule"}, "jiaodui explain punct/halfwidth", {}, run};
}

}  // namespace jiaodui::cli
