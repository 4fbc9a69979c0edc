// The steps from a raw page to a proofread one, each a command of its own: their order, what each has left, and which
// were done or skipped. `work` walks them at a terminal; the review page in a browser shows the same.
//
// What a step has left is counted on the page as it is now. Steps that leave no trace in the page (the cast list,
// reading through, looking at the checks) and those that were skipped are noted in `.jiaodui/work`, a line
// `STEP<TAB>PAGE` each, and `<TAB>skipped` after it.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/message.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/cli/command.hpp"

namespace jiaodui::cli {

struct WorkStep {
    std::string_view name;
    Message title;
    std::string_view command;
    std::vector<std::pair<std::string_view, std::string_view>> flags;
    bool counted = true;  // over when nothing is left in the page; the others when they were done once
};

[[nodiscard]] std::vector<WorkStep> work_steps();

// What was done and cannot be seen, and what was skipped.
class WorkNotes {
  public:
    WorkNotes(std::filesystem::path root, std::string file);

    [[nodiscard]] bool has(const WorkStep& step) const { return lines_.contains(line(step)) || skipped(step); }
    [[nodiscard]] bool skipped(const WorkStep& step) const;
    [[nodiscard]] Result<void> add(const WorkStep& step, bool skipped);
    [[nodiscard]] Result<void> forget();

  private:
    void erase(const WorkStep& step);
    [[nodiscard]] std::filesystem::path path() const;
    [[nodiscard]] std::string line(const WorkStep& step) const { return std::string(step.name) + '\t' + file_; }
    [[nodiscard]] Result<void> save() const;

    std::filesystem::path root_;
    std::string file_;
    std::set<std::string> lines_;
};

// What is left on the page, by step.
struct WorkLeft {
    std::size_t safe = 0, groups = 0, in_groups = 0, line_ends = 0, accepted = 0, edited = 0;
    bool notice = false;

    [[nodiscard]] std::size_t of(std::string_view step) const;
};

// Nothing where the page or the project cannot be read, which has then been told.
[[nodiscard]] std::optional<WorkLeft> look_at_work(const Context& context, const std::string& page);

[[nodiscard]] bool is_over(const WorkStep& step, const WorkLeft& left, const WorkNotes& notes);
[[nodiscard]] std::string state_of(const Context& context, const WorkStep& step, const WorkLeft& left,
                                   const WorkNotes& notes);

// The steps as the review page has them: [{"name","title","state","over","counted","command"}, …].
[[nodiscard]] Result<std::string> work_steps_json(const Context& context, const std::string& page,
                                                  const WorkNotes& notes);

}  // namespace jiaodui::cli
