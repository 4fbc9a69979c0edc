// The folder `.jiaodui/` of a project: who may create it, what is not committed from it, and the
// lock that keeps two runs from writing at the same time.
//
// The folder is made when something has to be written there, never before; a run that changes
// nothing creates nothing.
#pragma once

#include <filesystem>

#include "pipeline/base/result.hpp"

namespace jiaodui {

class Workspace {
  public:
    explicit Workspace(std::filesystem::path root) : root_(std::move(root)) {}

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }
    [[nodiscard]] std::filesystem::path folder() const { return root_ / ".jiaodui"; }

    // Makes the folder, with a .gitignore for what is not to be committed, if it is not there.
    [[nodiscard]] Result<void> create() const;

  private:
    std::filesystem::path root_;
};

// Held by the one run that may write. The system gives it up when the process ends, however it
// ends.
class ProjectLock {
  public:
    // Makes the workspace. ErrorCode::conflict when another run holds the lock.
    [[nodiscard]] static Result<ProjectLock> take(const Workspace& workspace);

    ProjectLock(ProjectLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    ProjectLock& operator=(ProjectLock&&) = delete;
    ~ProjectLock();

  private:
    explicit ProjectLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace jiaodui
