// learn: what the proofread pages of a project know, for the stages that go by sound. Tested by tests/cli/learn.md.
#include "pipeline/learn/from_archive.hpp"

#include <optional>

#include <algorithm>

#include "pipeline/cli/commands/commands.hpp"
#include "pipeline/cli/commands/learn.hpp"
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
    input.pinyin = project.sound().pinyin();
    input.jobs = context.jobs;
    input.read = [](const std::string& file) { return read_input(file); };
    input.parse = [&](const std::string& file, std::string bytes) {
        return read_document(file, std::move(bytes), effective(project.config(), path_in_root(project.root(), file)));
    };
    const Workspace workspace(project.root());
    std::string path = context.args.get("output");
    const bool own = path.empty();
    if (own) path = (workspace.folder() / "lexicon").string();
    const Result<ArchiveFile> present = ArchiveFile::open(path);
    if (present) input.present = &*present;
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
    if (learned->unchanged) {
        if (!context.args.has("quiet")) {
            context.out.stream() << context.say("没有变化（", "Nothing has changed (") +
                                        counted(context, learned->pages, " 页", " page") +
                                        context.say("）。\n", ").\n");
        }
        return learned->problems.empty() ? kDone : kFailed;
    }
    if (const Result<void> made = own ? workspace.create() : Result<void>(); !made) {
        context.complain(made.error());
        return kFailed;
    }
    if (const Result<void> done = put_file(path, learned->bytes); !done) {
        context.complain(done.error());
        return kFailed;
    }
    if (!context.args.has("quiet")) {
        std::string out = context.say("学了 ", "Learned from ") + counted(context, learned->pages, " 页", " page");
        if (learned->with_notice > 0)
            out += context.say("，略过未校对的 ", "; not proofread yet, left out: ") +
                   std::to_string(learned->with_notice) + context.say(" 页", "");
        if (learned->doubled > 0)
            out += context.say("，相同的 ", "; same as another: ") + std::to_string(learned->doubled) +
                   context.say(" 页", "");
        out += context.say("：", ": ") + std::to_string((learned->bytes.size() + 50000) / 100000 / 10) + '.' +
               std::to_string((learned->bytes.size() + 50000) / 100000 % 10) +
               context.say(" MB，写入 ", " MB, written to ") + printable(path) + '\n';
        context.out.stream() << out;
    }
    return learned->problems.empty() ? kDone : kFailed;
}

int run(Context& context) {
    const std::unique_ptr<Project> project = Project::open(context);
    if (!project) return kFailed;
    std::size_t asked = 0;
    for (const char* option : {"from-git", "pair", "from-frontmatter", "apply"})
        asked += context.args.has(option) ? 1 : 0;
    if (asked > 1) {
        context.complain({ErrorCode::invalid_value,
                          {"--from-git、--pair、--from-frontmatter、--apply 只能有一个",
                           "only one of --from-git, --pair, --from-frontmatter and --apply"},
                          {},
                          {}});
        return kFailed;
    }
    if (context.args.has("apply")) return apply_answers(context, *project);
    return asked == 1 ? propose_entries(context, *project) : learn_pages(context, *project);
}

}  // namespace

Command learn_command() {
    return {
        "learn",
        "[PATH…] | --from-git [A..B] [PATH…] | --pair OLD NEW | --from-frontmatter [PATH…]",
        {"从已校对的文稿学习用字和词语", "learn words and usage from proofread pages"},
        "jiaodui learn --from-git --write proposals.yaml",
        {{"output", 'o', "FILE", {"写到这个文件，而不是 .jiaodui/lexicon", "write here instead of .jiaodui/lexicon"}},
         {"exclude", 0, "PATTERN", {"不学这些文件，可重复", "do not learn from these files; repeatable"}, true},
         {"files-from",
          0,
          "FILE",
          {"要学的文件，一行一个；- 为标准输入", "the files, one a line; - is standard input"}},
         {"from-git",
          0,
          "",
          {"从提交历史里的改正提议词条；PATH 是已校的页面",
           "propose entries from the corrections in git's history; PATH: proofread pages"}},
         {"pair", 0, "", {"从一篇的旧稿和新稿提议词条", "propose entries from an old and a new text"}},
         {"from-frontmatter",
          0,
          "",
          {"从页首和标题与正文的出入提议词条",
           "propose entries where a body differs from its front matter and headings"}},
         {"min-count", 0, "N", {"至少见过几次才提", "propose what was seen so often"}},
         {"write", 0, "FILE", {"把提议写入文件，供人审阅", "write the proposals to a file, for a person to judge"}},
         {"apply", 0, "FILE", {"按审阅过的文件采用或回绝", "take over what was answered in such a file"}},
         {"file", 0, "FILE", {"--apply：写入哪个术语表", "--apply: the glossary to add to"}}},
        run};
}

}  // namespace jiaodui::cli
