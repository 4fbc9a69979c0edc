// rules: every rule, one line each. Tested by tests/cli/rules.md.
#include <algorithm>
#include <map>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/emit/json_text.hpp"
#include "pipeline/emit/paint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

void append_json(std::string& out, const Rule& rule, Lang lang) {
    const auto field = [&](std::string_view key, std::string_view value) {
        json::append_key(out, key);
        json::append_string(out, value);
    };
    out += '{';
    field("rule", rule.id);
    field("alias", rule.alias);
    field("stage", rule.stage);
    field("tier", rule.on ? name_of(rule.tier) : "off");
    json::append_key(out, "confidence");
    json::append_number(out, rule.confidence);
    json::append_key(out, "block");
    out += rule.block ? "true" : "false";
    field("message", rule.message.in(lang));
    out += "}\n";
}

std::string table(const RuleBook& book, const Context& context) {
    std::size_t widest = 0;
    for (const Rule& rule : book.rules) widest = std::max(widest, rule.id.size());
    std::string out;
    for (const Rule& rule : book.rules) {
        const std::string label = rule.on ? label_of(rule.tier).in(context.lang) : context.say("关", "off");
        paint(out, label, rule.on ? ink_of(rule.tier) : Ink::dim, context.colour);
        pad_to(out, label, context.lang == Lang::zh ? 5 : 8, context.ambiguous_width);
        out += rule.id;
        out.append(widest - rule.id.size() + 2, ' ');
        const std::string& words = rule.message.in(context.lang);
        out += printable(rule.alias.empty() || context.lang == Lang::en ? words : rule.alias);
        out += '\n';
    }
    return out;
}

int run(Context& context) {
    const std::string format = context.args.get("format", "full");
    constexpr std::array<std::string_view, 2> kFormats{"full", "jsonl"};
    if (!one_of(context, "format", format, kFormats)) return kFailed;
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    std::string out;
    if (format == "jsonl") {
        for (const Rule& rule : project->rules().rules) append_json(out, rule, context.lang);
    } else {
        if (!context.args.has("no-pager")) context.out.page();
        out = table(project->rules(), context);
    }
    context.out.stream() << out;
    return kDone;
}

}  // namespace

Command rules_command() {
    return {"rules",
            "",
            {"列出所有规则", "list all rules"},
            "jiaodui rules | grep 标点",
            {{"format", 0, "F", {"full 或 jsonl", "full or jsonl"}}},
            run};
}

}  // namespace jiaodui::cli
