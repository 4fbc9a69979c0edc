// status: how far the pages are. Tested by tests/cli/status.md.
#include <array>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/page_state.hpp"
#include "pipeline/stage/page_lines.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats{"full", "tsv"};

struct Sum {
    std::size_t pages[3] = {0, 0, 0};
    std::size_t pages_with_suggestions = 0;
    std::size_t shapes[3] = {0, 0, 0};
    PageStatus all;
};

Message label_of(PageShape shape) {
    switch (shape) {
        case PageShape::captions: return {"字幕行", "captions"};
        case PageShape::wrapped: return {"逐句换行", "wrapped"};
        case PageShape::paragraphs: return {"段落", "paragraphs"};
    }
    return {};
}

void add(Sum& sum, const PageStatus& one, PageShape shape) {
    ++sum.shapes[static_cast<std::size_t>(shape)];
    ++sum.pages[static_cast<std::size_t>(one.state)];
    sum.pages_with_suggestions += one.suggest > 0 ? 1 : 0;
    sum.all.safe += one.safe;
    sum.all.suggest += one.suggest;
    sum.all.hint += one.hint;
    sum.all.accepted += one.accepted;
    sum.all.rejected += one.rejected;
    sum.all.later += one.later;
    sum.all.unwritten += one.unwritten;
    sum.all.lost += one.lost;
}

std::string row(const std::string& file, const PageStatus& one, PageShape shape, Lang lang) {
    std::string out = printable(file) + '\t' + label_of(one.state).in(lang) + '\t' + (one.notice ? "1" : "0");
    for (const std::size_t n :
         {one.safe, one.suggest, one.hint, one.accepted, one.rejected, one.later, one.unwritten, one.lost}) {
        out += '\t' + std::to_string(n);
    }
    return out + '\t' + label_of(shape).in(lang) + '\n';
}

std::string summary(const Context& context, const Sum& sum) {
    const auto n = [](std::size_t x) { return std::to_string(x); };
    const PageStatus& all = sum.all;
    std::string out = context.say(
        "未校 " + n(sum.pages[0]) + " 页 | 待定 " + n(sum.pages[1]) + " 页 | 已校 " + n(sum.pages[2]) + " 页\n",
        n(sum.pages[0]) + " untouched | " + n(sum.pages[1]) + " pending | " + n(sum.pages[2]) + " done\n");
    out += context.say("待定：确定 " + n(all.safe) + " 处、建议 " + n(all.suggest) + " 处/" +
                           n(sum.pages_with_suggestions) + " 页、提示 " + n(all.hint) + " 处\n",
                       "open: " + n(all.safe) + " safe, " + n(all.suggest) + " suggested on " +
                           n(sum.pages_with_suggestions) + (sum.pages_with_suggestions == 1 ? " page, " : " pages, ") +
                           n(all.hint) + " hints\n");
    out += context.say("版式：字幕行 " + n(sum.shapes[0]) + " 页、逐句换行 " + n(sum.shapes[1]) + " 页、段落 " +
                           n(sum.shapes[2]) + " 页\n",
                       "shape: " + n(sum.shapes[0]) + " captions, " + n(sum.shapes[1]) + " wrapped, " +
                           n(sum.shapes[2]) + " paragraphs\n");
    const std::size_t decided = all.accepted + all.rejected;
    out += context.say(
        "已决 " + n(decided) + "（接受 " + n(all.accepted) + "、拒绝 " + n(all.rejected) + "），未写入 " +
            n(all.unwritten) + "，稍后 " + n(all.later) + "，失效锚点 " + n(all.lost) + "\n",
        "decided " + n(decided) + " (" + n(all.accepted) + " accepted, " + n(all.rejected) + " rejected), " +
            n(all.unwritten) + " unwritten, " + n(all.later) + " put off, " + n(all.lost) + " lost places\n");
    return out;
}

int run(Context& context) {
    const std::string format = context.args.get("format", "full");
    if (!one_of(context, "format", format, kFormats)) return kFailed;
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    const Inputs inputs = find_inputs(context, *project);
    Sum sum;
    std::ostream& out = context.out.stream();
    const bool tsv = format == "tsv";
    if (tsv) {
        out << context.say(
            "文件\t状态\t转录提示\t确定\t建议\t提示\t接受\t拒绝\t稍后\t未写入\t失效锚点\t版式\n",
            "file\tstate\tnotice\tsafe\tsuggest\thint\taccepted\trejected\tlater\tunwritten\tlost\tshape\n");
    }
    const auto done = [&](const Input& input, const Settings& settings, const Outcome& outcome) {
        const PageStatus one =
            status_of(outcome, project->decisions().of_file(path_in_root(project->root(), input.name)),
                      settings.transcript_notice);
        const PageShape shape = shape_of(*outcome.document);
        if (tsv) out << row(input.name, one, shape, context.lang);
        add(sum, one, shape);
    };
    const std::size_t failed = inputs.failed + proofread_files(context, *project, inputs.files, Policy{}, done);
    if (!tsv) out << summary(context, sum);
    return failed > 0 ? kFailed : kDone;
}

}  // namespace

Command status_command() {
    return {"status",
            "[PATH…]",
            {"各页校到哪里：未校、待定、已校", "how far the pages are: untouched, pending, done"},
            "jiaodui status --format tsv",
            {{"format", 0, "F", {"full tsv", "full tsv"}}},
            run};
}

}  // namespace jiaodui::cli
