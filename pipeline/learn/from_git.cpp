// `git log --raw` names the two blobs of every change; their bytes come by `git cat-file --batch`, some at a time.
// Tested by tests/cli/learn_proposals.md.
#include "pipeline/learn/from_git.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace jiaodui {
namespace {

constexpr std::size_t kAtOnce = 128;  // pages in memory

struct Change {
    std::string path, before, after;  // blobs
};

// `:100644 100644 OLD NEW M`, then the path, each ended by a zero byte; commits stand between as `commit HASH`.
std::vector<Change> parse_log(std::string_view log, const std::function<bool(const std::string&)>& wanted,
                              std::size_t& commits) {
    std::vector<Change> out;
    std::vector<std::string_view> header;
    bool counted = false;
    for (std::size_t at = 0; at < log.size();) {
        const std::size_t end = std::min(log.find('\0', at), log.size());
        std::string_view field = log.substr(at, end - at);
        at = end + 1;
        field.remove_prefix(std::min(field.find_first_not_of('\n'), field.size()));
        if (!header.empty()) {
            std::string path(field);
            if (wanted(path)) {
                out.push_back({std::move(path), std::string(header[2]), std::string(header[3])});
                commits += counted ? 0 : 1;
                counted = true;
            }
            header.clear();
        } else if (field.starts_with("commit ")) {
            counted = false;
        } else if (field.starts_with(':')) {
            for (std::size_t from = 1; from < field.size();) {
                const std::size_t space = std::min(field.find(' ', from), field.size());
                header.push_back(field.substr(from, space - from));
                from = space + 1;
            }
            if (header.size() != 5) header.clear();
        }
    }
    return out;
}

}  // namespace

Result<std::size_t> walk_history(const Repository& repository, const std::string& range,
                                 const std::function<bool(const std::string& path)>& wanted,
                                 const PageChanged& changed) {
    std::vector<std::string> args{
        "log", "--reverse",   "--no-merges", "--no-renames",    "--no-ext-diff",      "--raw",
        "-z",  "--no-abbrev", "--no-color",  "--diff-filter=M", "--format=commit %H", "--end-of-options"};
    args.push_back(range.empty() ? "HEAD" : range);
    args.emplace_back("--");
    const Result<std::string> log = repository.git(args);
    if (!log) return log.error();
    std::size_t commits = 0;
    const std::vector<Change> changes = parse_log(*log, wanted, commits);
    for (std::size_t at = 0; at < changes.size(); at += kAtOnce) {
        const std::size_t end = std::min(changes.size(), at + kAtOnce);
        std::vector<std::string> blobs;
        for (std::size_t i = at; i < end; ++i) {
            blobs.push_back(changes[i].before);
            blobs.push_back(changes[i].after);
        }
        Result<std::vector<std::string>> bytes = repository.contents(blobs);
        if (!bytes) return bytes.error();
        for (std::size_t i = at; i < end; ++i) {
            changed(changes[i].path, std::move((*bytes)[2 * (i - at)]), std::move((*bytes)[2 * (i - at) + 1]));
        }
    }
    return commits;
}

}  // namespace jiaodui
