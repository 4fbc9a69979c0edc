// Project: what a run knows before it reads the first file: the root, the configuration with the
// flags of the command line on top, the shipped data, and a pipeline for every distinct set of
// settings.
//
// Opened once; pipelines are then made for all files before threads start, so that problems of
// rules and glossaries are reported once and before any work. After prepare() it is read by many
// threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/command.hpp"
#include "pipeline/conf/config.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/engine/assemble.hpp"
#include "pipeline/engine/pipeline.hpp"
#include "pipeline/review/decisions.hpp"

namespace jiaodui::cli {

class Project {
  public:
    // Every problem is complained of; null then.
    [[nodiscard]] static std::unique_ptr<Project> open(const Context& context);

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] const Resources& resources() const { return library_.resources; }
    // What a word is; may be null.
    [[nodiscard]] const std::shared_ptr<const Words>& words() const { return library_.words; }
    // How words sound; its parts may be missing.
    [[nodiscard]] const SoundLexicon& sound() const { return *library_.sound; }
    // What `learn` made of the project's pages; null when there is none that can be used (complained of).
    [[nodiscard]] const ArchiveLexicon* archive(const Context& context) {
        open_archive(context);
        return library_.archive.get();
    }
    [[nodiscard]] const std::string& root() const { return root_; }
    [[nodiscard]] bool isolated() const { return isolated_; }
    // What people have decided, debt of the baseline included; none when isolated.
    [[nodiscard]] const Decisions& decisions() const { return decisions_; }
    // This stage runs only where the configuration's pipeline names it. To be said before the first plan.
    void leave_out(std::string_view stage) { left_out_ = stage; }
    // From here on nothing counts as decided.
    void forget_decisions() { decisions_ = Decisions(); }
    // All shipped rules, as shipped.
    [[nodiscard]] const RuleBook& rules() const { return *library_.rules; }

    struct Plan {
        Settings settings;
        std::shared_ptr<const Pipeline> pipeline;
    };
    // The settings of a file and their pipeline, made when first needed; null when that has
    // problems (complained of).
    [[nodiscard]] const Plan* plan_for(const std::string& file, const Context& context);

  private:
    Project(Library library, Config config, std::string root, bool isolated)
        : library_(std::move(library)),
          config_(std::move(config)),
          root_(std::move(root)),
          isolated_(isolated) {}

    // Opens what `learn` wrote, if there is something; a file that cannot be used is complained of and done without.
    void open_archive(const Context& context);
    [[nodiscard]] bool check_names(const Context& context) const;
    [[nodiscard]] bool load_decided(const Context& context);
    [[nodiscard]] std::shared_ptr<const Pipeline> make_pipeline(Settings settings,
                                                                const Context& context) const;

    Library library_;
    Config config_;
    std::string root_;  // absolute
    bool isolated_;
    bool archive_opened_ = false;
    std::string left_out_;
    Decisions decisions_;
    std::vector<std::unique_ptr<Plan>> plans_;
    std::vector<Settings> broken_;
};

// What --select, --ignore, --only, --min-confidence, --fail-on and --set ask for, on top of the
// configuration. Every problem is complained of; false then.
[[nodiscard]] bool add_flags(const Context& context, const RuleBook& rules, Config& config);

}  // namespace jiaodui::cli
