// Tested by tests/cli/git_test.sh.
#include "pipeline/git/repository.hpp"

#include <algorithm>
#include <charconv>

#include "pipeline/git/process.hpp"

namespace jiaodui {
namespace {

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

Error git_says(const ProcessResult& result) {
    const std::string what = first_line(result.err.empty() ? "status " + std::to_string(result.status) : result.err);
    return {ErrorCode::io, {"git 出错：" + what, "git failed: " + what}, {}, {}};
}

// One entry of `git diff --raw -z`: ":oldmode newmode oldid newid status", the name, for renames and copies the new
// name.
struct RawEntry {
    std::string mode, blob, name;
};

std::optional<std::vector<RawEntry>> parse_raw(std::string_view& text) {
    std::vector<RawEntry> out;
    const auto field = [&]() -> std::optional<std::string_view> {
        const std::size_t end = text.find('\0');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(end + 1);
        return part;
    };
    while (text.starts_with(':')) {
        const auto head = field();
        auto name = field();
        if (!head || !name) return std::nullopt;
        std::vector<std::string> words;
        for (std::string_view rest = *head; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            words.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (words.size() != 5) return std::nullopt;
        if (words[4][0] == 'R' || words[4][0] == 'C') name = field();
        if (!name) return std::nullopt;
        out.push_back({words[1], words[3], std::string(*name)});
    }
    return out;
}

}  // namespace

Result<Repository> Repository::here() {
    const auto asked = run_program({"git", "rev-parse", "--show-toplevel", "--show-prefix"});
    if (!asked) return asked.error();
    if (asked->status != 0) {
        const std::string what = first_line(asked->err);
        return Error{ErrorCode::invalid_value,
                     {"这里不是 git 仓库的工作区：" + what, "not in the work tree of a git repository: " + what},
                     {"在仓库里运行，或去掉 --staged、--since、--changed-only",
                      "run it inside the repository, or without --staged, --since, --changed-only"},
                     {}};
    }
    Repository out;
    const std::size_t end = asked->out.find('\n');
    out.top_ = asked->out.substr(0, end);
    out.prefix_ = first_line(std::string_view(asked->out).substr(end + 1));
    return out;
}

Result<std::string> Repository::git(std::vector<std::string> args, std::string_view input) const {
    args.insert(args.begin(), {"git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false"});
    ProcessOptions options;
    options.input = input;
    auto result = run_program(args, options);
    if (!result) return result.error();
    if (result->status != 0) return git_says(*result);
    return std::move(result->out);
}

std::string Repository::name_of(const std::string& in_tree) const {
    if (in_tree.starts_with(prefix_)) return in_tree.substr(prefix_.size());
    return top_ + '/' + in_tree;
}

Result<std::vector<ChangedFile>> Repository::changes(std::vector<std::string> what, bool work_tree) const {
    what.insert(what.begin(),
                {"diff", "--raw", "-z", "--no-abbrev", "--patch", "-U0", "-M", "--diff-filter=ACMR", "--no-color",
                 "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"});
    const auto text = git(std::move(what));
    if (!text) return text.error();
    std::string_view rest = *text;
    const auto raw = parse_raw(rest);
    if (!raw) return Error{ErrorCode::io, {"看不懂 git diff 的输出", "git diff says what nobody understands"}, {}, {}};
    rest.remove_prefix(rest.starts_with('\0') ? 1 : 0);
    std::vector<LineRanges> lines = parse_patches(rest);
    lines.resize(raw->size());
    std::vector<ChangedFile> out;
    for (std::size_t i = 0; i < raw->size(); ++i) {
        const RawEntry& entry = (*raw)[i];
        if (!entry.mode.starts_with("100")) continue;  // a link or a submodule
        out.push_back({name_of(entry.name), entry.name, entry.mode, work_tree ? "" : entry.blob, std::move(lines[i])});
    }
    return out;
}

Result<std::vector<ChangedFile>> Repository::staged() const { return changes({"--cached"}, false); }

Result<std::string> Repository::commit_of(const std::string& ref) const {
    auto id = git({"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
    if (id) return first_line(*id);
    return Error{ErrorCode::unknown_name,
                 {"git 里没有这个版本：" + ref, "git knows no such revision: " + ref},
                 {"浅克隆请先 git fetch --unshallow，或在 CI 中设 fetch-depth: 0",
                  "in a shallow clone: git fetch --unshallow, or fetch-depth: 0 in CI"},
                 {}};
}

Result<std::vector<ChangedFile>> Repository::since(const std::string& ref) const {
    const auto commit = commit_of(ref);
    if (!commit) return commit.error();
    const auto base = git({"merge-base", *commit, "HEAD"});
    return changes({base ? first_line(*base) : *commit}, true);
}

Result<std::vector<ChangedFile>> Repository::since_last_commit() const {
    const auto head = commit_of("HEAD");
    if (head) return changes({*head}, true);
    const auto nothing = git({"hash-object", "-t", "tree", "--stdin"});
    if (!nothing) return nothing.error();
    return changes({first_line(*nothing)}, true);
}

Result<std::vector<std::string>> Repository::untracked() const {
    const auto names = git({"ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"});
    if (!names) return names.error();
    std::vector<std::string> out;
    for (std::string_view rest = *names; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\0'), rest.size() - 1);
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    return out;
}

Result<std::vector<ChangedFile>> Repository::between(const std::string& from, const std::string& to) const {
    const auto first = commit_of(from);
    if (!first) return first.error();
    const auto last = commit_of(to);
    if (!last) return last.error();
    const auto base = git({"merge-base", *first, *last});
    return changes({base ? first_line(*base) : *first, *last}, false);
}

Result<std::vector<std::string>> Repository::contents(const std::vector<std::string>& blobs) const {
    std::string asked;
    for (const std::string& blob : blobs) asked += blob + '\n';
    const auto text = git({"cat-file", "--batch"}, asked);
    if (!text) return text.error();
    std::vector<std::string> out;
    std::string_view rest = *text;
    for (const std::string& blob : blobs) {
        const std::string_view head = rest.substr(0, rest.find('\n'));  // "id type size"
        std::size_t size = 0;
        const std::size_t digits = head.rfind(' ') + 1;
        const auto [end, bad] = std::from_chars(head.data() + digits, head.data() + head.size(), size);
        if (digits == 0 || bad != std::errc() || head.size() + 1 + size > rest.size()) {
            return Error{ErrorCode::io, {"git 里没有对象 " + blob, "git has no object " + blob}, {}, {}};
        }
        out.emplace_back(rest.substr(head.size() + 1, size));
        rest.remove_prefix(std::min(rest.size(), head.size() + 1 + size + 1));
    }
    return out;
}

Result<std::string> Repository::checked_out(const std::string& blob, const std::string& in_tree) const {
    return git({"cat-file", "--filters", "--path=" + in_tree, blob});
}

Result<std::string> Repository::store(std::string_view bytes) const {
    auto id = git({"hash-object", "-w", "--stdin"}, bytes);
    if (!id) return id.error();
    return first_line(*id);
}

Result<void> Repository::stage(const std::vector<ChangedFile>& files) const {
    std::string lines;
    for (const ChangedFile& file : files) lines += file.mode + ' ' + file.blob + " 0\t" + file.in_tree + '\0';
    const auto done = git({"update-index", "-z", "--index-info"}, lines);
    if (!done) return done.error();
    return {};
}

}  // namespace jiaodui
