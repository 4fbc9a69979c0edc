// learn --from-git, --pair, --from-frontmatter, --apply: glossary entries proposed for a person to judge. Tested by
// tests/cli/learn_proposals.md.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "pipeline/cli/commands/learn.hpp"
#include "pipeline/cli/run.hpp"
#include "pipeline/conf/project.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/document/notice.hpp"
#include "pipeline/learn/from_front_matter.hpp"
#include "pipeline/learn/from_git.hpp"
#include "pipeline/learn/parallel.hpp"
#include "pipeline/learn/proposal_file.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/rule/glossary_lint.hpp"
#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

namespace fs = std::filesystem;

Result<Document> document_of(const Project& project, const std::string& file, std::string bytes) {
    return read_document(file, std::move(bytes), effective(project.config(), path_in_root(project.root(), file)));
}

bool is_proofread(const Settings& settings, const std::string& bytes) {
    return !notice_in(bytes, settings.transcript_notice);
}

// What the sources need to hear and to find words.
struct Ears {
    const Pinyin* pinyin;
    WordBounds bounds;

    [[nodiscard]] SoundsLike alike() const {
        return [p = pinyin](char32_t a, char32_t b) { return p->relation_of(a, b).kind <= SoundClass::fuzzy1; };
    }
    [[nodiscard]] SoundKey key() const {
        return [p = pinyin](char32_t ch) {
            const auto readings = p->readings(ch);
            return readings.empty() ? 0u : readings.front().syllable + 1u;
        };
    }
};

// The prose of the proofread pages below these paths, but for those mined.
std::vector<ReplayPage> proofread_pages(const Context& context, const Project& project,
                                        const std::vector<std::string>& paths, const std::vector<std::string>& mined) {
    std::vector<std::string> files = walk(paths, project.config(), !project.isolated()).files;
    std::erase_if(files,
                  [&](const std::string& file) { return std::find(mined.begin(), mined.end(), file) != mined.end(); });
    std::vector<ReplayPage> pages(files.size());
    const Settings settings = effective(project.config(), "");
    for_each_index(files.size(), context.jobs, [&](std::size_t i) {
        Result<std::string> bytes = read_input(files[i]);
        if (!bytes || !is_proofread(settings, *bytes)) return;
        const Result<Document> page = document_of(project, files[i], std::move(*bytes));
        if (!page) return;
        pages[i].file = files[i];
        for (const Region& region : page->regions) (pages[i].text += slice(page->view, region.at)) += '\n';
    });
    std::erase_if(pages, [](const ReplayPage& page) { return page.text.empty(); });
    return pages;
}

// Where proposals come from; false after a complaint. `mined` are files that are no proof against themselves.
struct Source {
    ProposalBook book;
    std::vector<std::string> proofread;  // paths given for replay
    std::vector<std::string> mined;
    std::string origin;
};

void add_pair(const Project& project, const Ears& ears, const std::string& file, std::string before, std::string after,
              ProposalBook& book) {
    const Result<Document> old_page = document_of(project, file, std::move(before));
    const Result<Document> new_page = document_of(project, file, std::move(after));
    if (!old_page || !new_page) return;
    for (const Correction& one : corrections_between(*old_page, *new_page, ears.bounds, ears.alike()))
        book.add(file, one);
}

bool mine_git(const Context& context, const Project& project, const Ears& ears, Source& source) {
    std::string range;
    for (const std::string& word : context.args.words) {
        std::error_code failed;
        if (word.find("..") != std::string::npos && !fs::exists(word, failed)) range = word;
        else source.proofread.push_back(word);
    }
    const Result<Repository> repository = Repository::here();
    if (!repository) {
        context.complain(repository.error());
        return false;
    }
    const auto wanted = [](const std::string& path) {
        return format_of_file(path) != Format::plain || path.ends_with(".txt");
    };
    const Result<std::size_t> commits =
        walk_history(*repository, range, wanted, [&](const std::string& path, std::string before, std::string after) {
            add_pair(project, ears, path, std::move(before), std::move(after), source.book);
        });
    if (!commits) {
        context.complain(commits.error());
        return false;
    }
    source.origin = "jiaodui learn --from-git" + (range.empty() ? std::string() : ' ' + range);
    return true;
}

bool mine_pair(const Context& context, const Project& project, const Ears& ears, Source& source) {
    const auto& words = context.args.words;
    if (words.size() < 2) {
        context.complain({ErrorCode::invalid_value,
                          {"请给出两个文件：learn --pair 旧稿 新稿", "name two files: learn --pair OLD NEW"},
                          {},
                          {}});
        return false;
    }
    Result<std::string> before = read_input(words[0]), after = read_input(words[1]);
    for (const auto* text : {&before, &after}) {
        if (!*text) context.complain(text->error());
    }
    if (!before || !after) return false;
    add_pair(project, ears, words[1], std::move(*before), std::move(*after), source.book);
    source.proofread.assign(words.begin() + 2, words.end());
    source.mined = {words[0]};
    source.origin = "jiaodui learn --pair " + words[0] + ' ' + words[1];
    return true;
}

bool mine_front_matter(const Context& context, const Project& project, const Ears& ears, Source& source) {
    const Inputs inputs = find_inputs(context, project);
    if (inputs.failed > 0) return false;
    std::vector<std::vector<Correction>> found(inputs.files.size());
    for_each_index(inputs.files.size(), context.jobs, [&](std::size_t i) {
        Result<std::string> bytes = read_input(inputs.files[i].path);
        if (!bytes) return;
        const Result<Document> page = document_of(project, inputs.files[i].path, std::move(*bytes));
        if (page) found[i] = corrections_by_front_matter(*page, ears.bounds, ears.key(), ears.alike());
    });
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const Correction& one : found[i]) source.book.add(inputs.files[i].path, one);
        source.mined.push_back(inputs.files[i].path);
    }
    source.origin = "jiaodui learn --from-frontmatter";
    return true;
}

// At least so often; nothing after a complaint.
std::optional<std::size_t> least_times(const Context& context) {
    const std::string text = context.args.get("min-count", context.args.has("from-frontmatter") ? "2" : "1");
    std::size_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed == std::errc() && end == text.data() + text.size() && value >= 1) return value;
    context.complain({ErrorCode::invalid_value,
                      {"取值有误：--min-count " + text, "bad value: --min-count " + text},
                      {"从 1 起的整数", "a whole number from 1"},
                      {}});
    return std::nullopt;
}

fs::path rejected_file(const Project& project) { return Workspace(project.root()).folder() / "rejected.tsv"; }

std::optional<RejectedPairs> load_rejected(const Context& context, const Project& project) {
    const fs::path path = rejected_file(project);
    std::error_code failed;
    if (project.isolated() || !fs::exists(path, failed)) return RejectedPairs{};
    const Result<std::string> text = read_whole(path);
    Problems problems;
    RejectedPairs pairs;
    if (text) pairs = read_rejected(*text, path.string(), problems);
    else problems.push_back(text.error());
    for (const Error& problem : problems) context.complain(problem);
    if (!problems.empty()) return std::nullopt;
    return pairs;
}

void print(const Context& context, const std::vector<Proposal>& proposals) {
    std::string out;
    for (const Proposal& one : proposals) {
        const std::string times = std::to_string(one.times), files = std::to_string(one.files.size());
        out += (one.acceptable() ? "+ " : "? ") + printable(one.wrong) + " → " + printable(one.right) + "  " +
               context.say(times + " 次，" + files + " 页", "times: " + times + ", pages: " + files) + "  " +
               reason_of(one).in(context.lang) + '\n';
    }
    context.out.stream() << out;
}

}  // namespace

int propose_entries(Context& context, Project& project) {
    const auto least = least_times(context);
    const auto rejected = load_rejected(context, project);
    if (!least || !rejected) return kFailed;
    const Pinyin* pinyin = project.sound().pinyin();
    if (pinyin == nullptr) {
        for (const Error& problem : project.sound().missing()) context.complain(problem);
        return kFailed;
    }
    const Words* words = project.words().get();
    const Ears ears{pinyin, WordBounds(words, project.archive(context))};
    Source source;
    const bool mined = context.args.has("from-git") ? mine_git(context, project, ears, source)
                       : context.args.has("pair")   ? mine_pair(context, project, ears, source)
                                                    : mine_front_matter(context, project, ears, source);
    if (!mined) return kFailed;
    std::size_t left_out = 0;
    std::vector<Proposal> proposals = source.book.proposals(*least, *rejected, left_out);
    if (source.proofread.empty()) source.proofread.emplace_back(".");
    judge(proposals, proofread_pages(context, project, source.proofread, source.mined), ears.bounds, words);

    const std::string file = context.args.get("write");
    if (file.empty()) {
        print(context, proposals);
    } else if (const Result<void> done = put_file(file, write_proposals(proposals, source.origin, context.lang));
               !done) {
        context.complain(done.error());
        return kFailed;
    }
    if (context.args.has("quiet")) return kDone;
    const auto good =
        std::count_if(proposals.begin(), proposals.end(), [](const Proposal& one) { return one.acceptable(); });
    const std::string all = std::to_string(proposals.size()), fine = std::to_string(good),
                      old = std::to_string(left_out);
    std::string out = context.say("提议 " + all + " 条，其中 " + fine + " 条没有抵触",
                                  "Proposals: " + all + ", of which meet no objection: " + fine);
    if (left_out > 0) out += context.say("；回绝过的 " + old + " 条不再提", "; turned down before: " + old);
    out += file.empty() ? context.say("。\n", ".\n")
                        : context.say("，写入 ", ", written to ") + printable(file) +
                              context.say("。看过之后：jiaodui learn --apply ", ". Then: jiaodui learn --apply ") +
                              printable(file) + '\n';
    context.out.stream() << out;
    return kDone;
}

namespace {

// The glossary's text with the entry added; the Error of what cannot be.
Result<std::string> with_entry(const std::string& text, const std::string& path, const AnsweredProposal& one) {
    return glossary_add(text, path, one.wrong, one.term);
}

std::string glossary_to_change(const Context& context, const Project& project) {
    if (context.args.has("file")) return context.args.get("file");
    Problems problems;
    const auto files = glossary_files(project.root(), effective(project.config(), ""), problems);
    return files.empty() ? std::string() : project.root() + '/' + files.front();
}

}  // namespace

int apply_answers(Context& context, Project& project) {
    const std::string file = context.args.get("apply");
    const Result<std::string> text = read_input(file);
    Problems problems;
    std::vector<AnsweredProposal> answers;
    if (text) answers = read_proposals(*text, file, problems);
    else problems.push_back(text.error());
    for (const Error& problem : problems) context.complain(problem);
    auto rejected = load_rejected(context, project);
    if (!problems.empty() || !rejected) return kFailed;
    std::size_t taken = 0, turned_down = 0;
    for (const AnsweredProposal& one : answers) {
        taken += one.answer == ProposalAnswer::yes ? 1 : 0;
        turned_down += one.answer == ProposalAnswer::no && rejected->emplace(one.wrong, one.term).second ? 1 : 0;
    }
    if (taken > 0) {
        const std::string path = glossary_to_change(context, project);
        if (path.empty()) {
            context.complain({ErrorCode::invalid_value,
                              {"配置里没有术语表", "the configuration names no glossary"},
                              {"用 --file 指定，并写进配置的 glossary:",
                               "name one with --file, and in the configuration under glossary:"},
                              {}});
            return kFailed;
        }
        std::error_code failed;
        const bool exists = fs::exists(path, failed);
        const Result<std::string> before = exists ? read_whole(path) : Result<std::string>(std::string());
        if (!before) {
            context.complain(before.error());
            return kFailed;
        }
        std::string after = *before;
        for (const AnsweredProposal& one : answers) {
            if (one.answer != ProposalAnswer::yes) continue;
            Result<std::string> added = with_entry(after, path, one);
            if (!added) {
                context.complain(added.error());
                return kFailed;
            }
            after = std::move(*added);
        }
        const Result<void> done = after == *before ? Result<void>()
                                  : exists         ? write_file(path, *before, after)
                                                   : put_file(path, after);
        if (!done) {
            context.complain(done.error());
            return kFailed;
        }
        context.out.stream() << context.say("采用 " + std::to_string(taken) + " 条，写入 ",
                                            "Taken over: " + std::to_string(taken) + ", written to ")
                             << printable(path) << '\n';
    }
    if (turned_down > 0) {
        Result<void> done = Workspace(project.root()).create();
        if (done) done = put_file(rejected_file(project), write_rejected(*rejected));
        if (!done) {
            context.complain(done.error());
            return kFailed;
        }
    }
    if (taken == 0 || turned_down > 0) {
        context.out.stream() << context.say("回绝 " + std::to_string(turned_down) + " 条，以后不再提。\n",
                                            "Turned down for good: " + std::to_string(turned_down) + ".\n");
    }
    return kDone;
}

}  // namespace jiaodui::cli
