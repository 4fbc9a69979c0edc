// Repository: what git knows of a work tree, asked of the program `git`.
//
// The law. Nothing of `.git` is read by ourselves; git's own environment (GIT_DIR, GIT_INDEX_FILE: set where it runs
// hooks) is left as it is, so that we look at the index that is about to be committed. Names are taken with -z and are
// never quoted; they are relative to the working directory where they lie in it. Only regular files are told of:
// neither links nor submodules. What the repository's configuration might do to a diff (colours, external programs,
// prefixes) is switched off.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/git/changed_lines.hpp"

namespace jiaodui {

// A regular file that a change has added or touched, as the new side of the change has it.
struct ChangedFile {
    std::string name;     // relative to the working directory, or absolute where it lies outside it
    std::string in_tree;  // relative to the top of the work tree
    std::string mode;     // 100644 or 100755
    std::string blob;     // the new side's object id; empty where the new side is the work tree
    LineRanges lines;     // added or touched
};

class Repository {
  public:
    // The repository of the working directory. Errors: unavailable (no git), invalid_value (not in a work tree).
    [[nodiscard]] static Result<Repository> here();

    // The top of the work tree, absolute.
    [[nodiscard]] const std::string& top() const { return top_; }

    // What the index holds against the last commit, or against nothing before the first one.
    [[nodiscard]] Result<std::vector<ChangedFile>> staged() const;
    // What the work tree holds against the commit where HEAD and `ref` parted.
    [[nodiscard]] Result<std::vector<ChangedFile>> since(const std::string& ref) const;
    // What the work tree holds against the last commit, or against nothing before the first one.
    [[nodiscard]] Result<std::vector<ChangedFile>> since_last_commit() const;
    // Files that git neither tracks nor ignores, relative to the top of the work tree.
    [[nodiscard]] Result<std::vector<std::string>> untracked() const;
    // What `to` holds against the commit where `from` and `to` parted (PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF).
    [[nodiscard]] Result<std::vector<ChangedFile>> between(const std::string& from, const std::string& to) const;

    // The contents of blobs, in order, read by one process.
    [[nodiscard]] Result<std::vector<std::string>> contents(const std::vector<std::string>& blobs) const;

    // A blob as a checkout would write it to this path (line ends, filters).
    [[nodiscard]] Result<std::string> checked_out(const std::string& blob, const std::string& in_tree) const;
    // Stores bytes as a blob and returns its id.
    [[nodiscard]] Result<std::string> store(std::string_view bytes) const;
    // Puts these blobs into the index, all of them at once.
    [[nodiscard]] Result<void> stage(const std::vector<ChangedFile>& files) const;
    // `git ARGS…`; its output, or an Error with what it complained of.
    [[nodiscard]] Result<std::string> git(std::vector<std::string> args, std::string_view input = {}) const;

  private:
    [[nodiscard]] Result<std::vector<ChangedFile>> changes(std::vector<std::string> what, bool work_tree) const;
    [[nodiscard]] Result<std::string> commit_of(const std::string& ref) const;
    [[nodiscard]] std::string name_of(const std::string& in_tree) const;

    std::string top_;
    std::string prefix_;  // of the working directory within the tree, with its slash; or empty
};

}  // namespace jiaodui
