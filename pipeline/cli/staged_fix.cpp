// Tested by tests/cli/git_test.sh.
#include "pipeline/cli/staged_fix.hpp"

#include <filesystem>
#include <utility>

#include "pipeline/review/safe_write.hpp"
#include "pipeline/text/merge.hpp"

namespace jiaodui::cli {
namespace {

Error left_alone(const ChangedFile& file) {
    return {ErrorCode::conflict,
            {"工作区里这个文件的未暂存改动与修改相冲突，两边都没有动",
             "what is not staged of this file conflicts with what would be mended; both sides were left alone"},
            {"先暂存或收起（git stash）未暂存的改动，再运行", "stage or stash the rest of the file, then run again"},
            {file.name}};
}

}  // namespace

// What the work tree file becomes; nothing where the two changes conflict.
Result<std::optional<std::string>> StagedFix::in_work_tree(const ChangedFile& file, const std::string& blob,
                                                           std::string_view before, std::string_view after,
                                                           std::string_view now) const {
    if (now == before) return std::optional<std::string>(after);
    const auto old_side = repository_->checked_out(file.blob, file.in_tree);
    const auto new_side = repository_->checked_out(blob, file.in_tree);
    if (!old_side) return old_side.error();
    if (!new_side) return new_side.error();
    if (now == *old_side) return std::optional<std::string>(*new_side);
    return merge_lines(now, *old_side, *new_side);
}

Result<void> StagedFix::add(const ChangedFile& file, std::string_view before, std::string_view after) {
    if (!repository_) {
        Result<Repository> here = Repository::here();
        if (!here) return here.error();
        repository_ = std::move(*here);
    }
    Result<std::string> blob = repository_->store(after);
    if (!blob) return blob.error();
    const std::string path = repository_->top() + '/' + file.in_tree;
    std::error_code none;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, none))) {
        const Result<std::string> now = read_whole(path);
        if (!now) return now.error();
        const auto merged = in_work_tree(file, *blob, before, after, *now);
        if (!merged) return merged.error();
        if (!*merged) return left_alone(file);
        if (**merged != *now) {
            if (Result<void> done = writing_.write(file.name, *now, **merged); !done) return done;
        }
    }
    mended_.push_back(file);
    mended_.back().blob = std::move(*blob);
    return {};
}

Result<void> StagedFix::finish() {
    if (mended_.empty()) return {};
    return repository_->stage(std::exchange(mended_, {}));
}

}  // namespace jiaodui::cli
