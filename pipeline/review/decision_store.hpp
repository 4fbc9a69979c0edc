// DecisionStore: the decisions of a project as they lie on disk, and the one way to change them.
//
// The law. change() takes the project's lock, reads the file again, lets the caller change what it finds, and puts the
// result in the file's place by a rename that has reached the disk; so an answer that has been given survives a crash
// right after, and two reviews at once keep each other's answers. Lines that cannot be read are kept.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/review/decision_file.hpp"
#include "pipeline/review/decisions.hpp"

namespace jiaodui {

inline constexpr std::string_view kDecisionsName = "decisions.jsonl";
inline constexpr std::string_view kBaselineName = "baseline.jsonl";

// What a project's two files say, as one index; a file that is not there says nothing. Problems are of single lines; an
// error is a file that cannot be read at all.
[[nodiscard]] Result<Decisions> load_decisions(const std::filesystem::path& root, Problems& problems);

class DecisionStore {
  public:
    explicit DecisionStore(std::filesystem::path root, std::string_view name = kDecisionsName)
        : root_(std::move(root)), name_(name) {}

    [[nodiscard]] std::filesystem::path path() const { return root_ / ".jiaodui" / name_; }
    [[nodiscard]] Result<DecisionFile> read() const;

    using Change = std::function<void(DecisionFile&)>;
    // Nothing is written when nothing changed. Waits a moment for another run that holds the lock; then
    // ErrorCode::conflict. `locked`: the caller holds it.
    [[nodiscard]] Result<void> change(const Change& change, bool locked = false) const;
    // With `settles_later()` a change outlives a kill at once and a loss of power only after settle() (safe_write.hpp).
    void settles_later() { settles_ = false; }
    void settle() const;

  private:
    std::filesystem::path root_;
    std::string name_;
    bool settles_ = true;
};

// Who is reviewing, and today's date: JIAODUI_BY, else GIT_AUTHOR_NAME, else USER; SOURCE_DATE_EPOCH is respected.
[[nodiscard]] std::string reviewer();
[[nodiscard]] std::string today();

}  // namespace jiaodui
