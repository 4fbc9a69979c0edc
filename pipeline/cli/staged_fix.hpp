// fix --staged, review --staged: what is mended in the index is mended in the work tree too.
//
// The law. A file's index blob is proofread, never its work tree file. The result goes into the index, and the same
// change is merged into the work tree file (text/merge.hpp: work tree, old blob, new blob), so that what was not staged
// stays unstaged. Where that merge conflicts the file is left alone on both sides, and said. Work tree files are
// written first, through the journal
// (`jiaodui undo` restores them); then the index takes all new blobs in one step.
#pragma once

#include <string>
#include <vector>

#include "pipeline/git/repository.hpp"
#include "pipeline/review/undo.hpp"

namespace jiaodui::cli {

class StagedFix {
  public:
    explicit StagedFix(WritingRun& writing) : writing_(writing) {}

    // Takes a mended file in; an error where it is left alone.
    [[nodiscard]] Result<void> add(const ChangedFile& file, std::string_view before, std::string_view after);
    // Puts all that was taken in since the last time into the index.
    [[nodiscard]] Result<void> finish();

  private:
    [[nodiscard]] Result<std::optional<std::string>> in_work_tree(const ChangedFile& file, const std::string& blob,
                                                                  std::string_view before, std::string_view after,
                                                                  std::string_view now) const;

    WritingRun& writing_;
    std::optional<Repository> repository_;
    std::vector<ChangedFile> mended_;
};

}  // namespace jiaodui::cli
