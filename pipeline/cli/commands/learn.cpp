// learn: what the proofread pages of a project know, for the stages that go by sound. Tested by tests/cli/learn.md.
#include "pipeline/learn/from_archive.hpp"

#include <optional>

#include <algorithm>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/glob.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

// The files to learn from: those of the words, or of --files-from, less those that --exclude matches. Nothing after a
// complaint.
std::optional<std::vector<std::string>> files_to_learn(const Context& context, const Project& project) {
    std::vector<std::string> files;
    const std::string list = context.args.get("files-from");
    if (list.empty()) {
        const Inputs inputs = find_inputs(context, project);
        if (inputs.failed > 0) return std::nullopt;
        for (const Input& input : inputs.files) files.push_back(input.path);
    } else {
        const Result<std::string> text = read_input(list);
        if (!text) {
            context.complain(text.error());
            return std::nullopt;
        }
        for (std::size_t at = 0; at < text->size();) {
            const std::size_t end = std::min(text->find('\n', at), text->size());
            if (end > at) files.push_back(text->substr(at, end - at));
            at = end + 1;
        }
    }
    GlobList excluded;
    for (const std::string& pattern : context.args.all("exclude")) {
        if (const auto added = excluded.add(pattern); !added) {
            context.complain(added.error());
            return std::nullopt;
        }
    }
    std::erase_if(files, [&](const std::string& file) { return excluded.covers(path_in_root(project.root(), file)); });
    return files;
}

std::string counted(const Context& context, std::size_t n, const char* zh, const char* en) {
    return std::to_string(n) + context.say(zh, n == 1 ? std::string_view(en) : std::string(en) + "s");
}

int learn_pages(Context& context, const Project& project) {
    const auto files = files_to_learn(context, project);
    if (!files) return kFailed;
    LearnInput input;
    input.files = *files;
    input.notices = effective(project.config(), "").transcript_notice;
    input.words = project.words();
    input.jobs = context.jobs;
    input.read = [](const std::string& file) { return read_input(file); };
    input.parse = [&](const std::string& file, std::string bytes) {
        return read_document(file, std::move(bytes), effective(project.config(), path_in_root(project.root(), file)));
    };
    const Result<LearnedArchive> learned = learn_archive(input);
    if (!learned) {
        context.complain(learned.error());
        return kFailed;
    }
    for (const Error& problem : learned->problems) context.complain(problem);
    if (learned->pages == 0) {
        context.complain({ErrorCode::unavailable,
                          {"没有可学的页面", "there are no pages to learn from"},
                          {"请给出已校对的文稿所在的目录", "name the folder of proofread pages"},
                          {}});
        return kFailed;
    }
    const Workspace workspace(project.root());
    std::string path = context.args.get("output");
    if (path.empty()) {
        if (const Result<void> made = workspace.create(); !made) {
            context.complain(made.error());
            return kFailed;
        }
        path = (workspace.folder() / "lexicon").string();
    }
    if (const Result<void> done = put_file(path, learned->bytes); !done) {
        context.complain(done.error());
        return kFailed;
    }
    if (!context.args.has("quiet")) {
        std::string out = context.say("学了 ", "Learned from ") + counted(context, learned->pages, " 页", " page");
        if (learned->with_notice > 0)
            out += context.say("，略过未校对的 ", "; not proofread yet, left out: ") + std::to_string(learned->with_notice) + context.say(" 页", "");
        if (learned->doubled > 0)
            out += context.say("，相同的 ", "; same as another: ") + std::to_string(learned->doubled) + context.say(" 页", "");
        out += context.say("：", ": ") + std::to_string((learned->bytes.size() + 50000) / 100000 / 10) + '.' +
               std::to_string((learned->bytes.size() + 50000) / 100000 % 10) + context.say(" MB，写入 ", " MB, written to ") + printable(path) + '\n';
        context.out.stream() << out;
    }
    return learned->problems.empty() ? kDone : kFailed;
}

int run(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    return project ? learn_pages(context, *project) : kFailed;
}

}  // namespace

Command learn_command() {
    return {"learn",
            "[PATH…]",
            {"从已校对的文稿学习用字和词语", "learn words and usage from proofread pages"},
            "jiaodui learn reference main",
            {{"output", 'o', "FILE", {"写到这个文件，而不是 .jiaodui/lexicon", "write here instead of .jiaodui/lexicon"}},
             {"exclude", 0, "PATTERN", {"不学这些文件，可重复", "do not learn from these files; repeatable"}, true},
             {"files-from", 0, "FILE", {"要学的文件，一行一个；- 为标准输入", "the files, one a line; - is standard input"}}},
            run};
}

}  // namespace jiaodui::cli
