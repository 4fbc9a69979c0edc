// diff: what fix would do, or what lies between two files. Tested by tests/cli/diff.md.
#include <array>
#include <filesystem>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/emit/changes.hpp"
#include "pipeline/text/utf8.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 3> kStyles{"words", "unified", "side"};

std::string rendered(const std::string& style, const Changes& changes, const EmitOptions& options) {
    if (style == "unified") return unified_diff(changes, options);
    return style == "side" ? side_by_side(changes, options) : word_diff(changes, options);
}

bool is_file(const std::string& path) {
    std::error_code failed;
    return path == "-" || std::filesystem::is_regular_file(path, failed);
}

int compare(Context& context, const std::string& style) {
    std::array<std::string, 2> texts;
    for (std::size_t i = 0; i < 2; ++i) {
        Result<std::string> bytes = read_input(context.args.words[i]);
        if (!bytes) {
            context.complain(bytes.error());
            return kFailed;
        }
        if (utf8::first_invalid(*bytes)) {
            context.complain({ErrorCode::encoding, {"不是 UTF-8", "not UTF-8"}, {}, {context.args.words[i]}});
            return kFailed;
        }
        texts[i] = std::move(*bytes);
    }
    const Changes changes = changes_between(context.args.words[0], texts[0], context.args.words[1], texts[1]);
    if (!context.args.has("no-pager")) context.out.page();
    context.out.stream() << rendered(style, changes, emit_options(context));
    return changes.edits.empty() ? kDone : kFindings;
}

int run(Context& context) {
    const std::string style = context.args.get("style", "words");
    if (!one_of(context, "style", style, kStyles)) return kFailed;
    const std::vector<std::string>& words = context.args.words;
    if (words.size() == 2 && is_file(words[0]) && is_file(words[1])) return compare(context, style);

    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    if (!context.args.has("no-pager")) context.out.page();
    const Inputs inputs = find_inputs(context, *project);
    bool different = false;
    const EmitOptions options = emit_options(context);
    const auto done = [&](const Input&, const Settings&, Outcome outcome) {
        if (!outcome.changed()) return;
        different = true;
        context.out.stream() << rendered(style, changes_of(outcome), options);
    };
    const std::size_t failed = inputs.failed + proofread_files(context, *project, inputs.files, Policy{}, done);
    if (failed > 0) return kFailed;
    return different ? kFindings : kDone;
}

}  // namespace

Command diff_command() {
    return {"diff",
            "[PATH…] | OLD NEW",
            {"fix 会改什么；给出两个文件则逐字比较", "what fix would do; two files are compared with each other"},
            "jiaodui diff --style unified opinion/13.md | git apply",
            {{"style", 0, "S", {"words（默认）、unified、side", "words (default), unified, side"}}},
            run};
}

}  // namespace jiaodui::cli
