// Undo: what the last writing run replaced, so that it can be put back.
//
// The journal of a run lies in `.jiaodui/undo/`: the old bytes of each file, and a line that names
// the file, the hash of what was written over it, and where the old bytes are. A file is journalled
// before it is written, so whatever a crash leaves behind can be undone. A run that ends closes its
// journal; the next one's takes the place of a closed journal once it has something to say, and goes on
// with one that was never closed, so that undo then takes back both.
//
// The journal is untrusted input: paths must be relative, stay inside the project, and lead through
// no link out of it; anything else is refused. undo restores files whose bytes are still what the
// run wrote, and refuses, and lists, the others.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/review/workspace.hpp"

namespace jiaodui {

// One run's journal and its lock. Nothing is created before the first file.
class WritingRun {
  public:
    explicit WritingRun(std::filesystem::path root) : workspace_(std::move(root)) {}
    ~WritingRun();  // closes the journal
    WritingRun(const WritingRun&) = delete;
    WritingRun& operator=(const WritingRun&) = delete;

    // Journals the old bytes and writes the new ones. `path` must lie inside the root for undo to
    // know it; files outside are written without a journal.
    [[nodiscard]] Result<void> write(const std::filesystem::path& path, std::string_view before,
                                     std::string_view after);
    [[nodiscard]] std::size_t written() const { return written_; }
    // The project's lock is this run's: whoever writes beside it must not ask for it again.
    [[nodiscard]] bool holds_lock() const { return lock_ != nullptr; }

  private:
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Result<void> open_journal();

    Workspace workspace_;
    std::unique_ptr<ProjectLock> lock_;
    std::string journal_;  // lines so far
    std::size_t entries_ = 0;
    std::set<std::filesystem::path> tidied_;  // folders
    std::size_t written_ = 0;
};

struct UndoReport {
    std::vector<std::string> restored;   // paths relative to the root
    std::vector<std::string> untouched;  // already as before
    Problems refused;                    // changed since, or not ours to touch
};

// Puts the last run's files back. An error when there is nothing to undo or the journal cannot be
// read.
[[nodiscard]] Result<UndoReport> undo_last_run(const std::filesystem::path& root);

}  // namespace jiaodui
