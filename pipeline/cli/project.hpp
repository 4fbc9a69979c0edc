// The project of a run of the program: that of the working directory, with the flags of the command line on top.
// Problems are complained of at the terminal.
#pragma once

#include <memory>
#include <string>

#include "pipeline/api/project.hpp"
#include "pipeline/cli/command.hpp"

namespace jiaodui::cli {

class Project : public jiaodui::Project {
  public:
    // Every problem is complained of; null then.
    [[nodiscard]] static std::unique_ptr<Project> open(const Context& context);
    [[nodiscard]] const Plan* plan_for(const std::string& file, const Context& context);
    [[nodiscard]] const ArchiveLexicon* archive(const Context& context);

  private:
    explicit Project(jiaodui::Project opened) : jiaodui::Project(std::move(opened)) {}
};

// What --select, --ignore, --only, --min-confidence, --fail-on and --set ask for, on top of the
// configuration. Every problem is complained of; false then.
[[nodiscard]] bool add_flags(const Context& context, const RuleBook& rules, Config& config);

}  // namespace jiaodui::cli
