// Project: what a run knows before it reads the first file: the root, the configuration with the
// wishes of the caller on top, the shipped data, and a pipeline for every distinct set of
// settings.
//
// Opened once; pipelines are then made for all files before threads start, so that problems of
// rules and glossaries are reported once and before any work. After prepare() it is read by many
// threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/conf/config.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/engine/assemble.hpp"
#include "pipeline/engine/pipeline.hpp"
#include "pipeline/review/decisions.hpp"

namespace jiaodui {

// Told of every problem.
using Complain = std::function<void(const Error&)>;

struct ProjectOptions {
    std::string folder = ".";  // where the search for a configuration begins
    std::string config;        // this file instead
    bool isolated = false;     // no configuration but that file, no decisions, nothing learned
    std::string resources;     // the folder of the shipped data; empty: it is found
    // On top of the configuration; false when something is wrong, which it has complained of.
    std::function<bool(const RuleBook& rules, Config& config)> adjust;
};

class Project {
  public:
    // Every problem is complained of; nothing then.
    [[nodiscard]] static std::optional<Project> open(const ProjectOptions& options, const Complain& complain);

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] const Resources& resources() const { return library_.resources; }
    // What a word is; may be null.
    [[nodiscard]] const std::shared_ptr<const Words>& words() const { return library_.words; }
    // How words sound; its parts may be missing.
    [[nodiscard]] const SoundLexicon& sound() const { return *library_.sound; }
    // What `learn` made of the project's pages; null when there is none that can be used (complained of).
    [[nodiscard]] const ArchiveLexicon* archive(const Complain& complain);
    [[nodiscard]] const std::string& root() const { return root_; }
    [[nodiscard]] bool isolated() const { return isolated_; }
    // What people have decided, debt of the baseline included; none when isolated.
    [[nodiscard]] const Decisions& decisions() const { return decisions_; }
    // This stage runs only where the configuration's pipeline names it. To be said before the first plan.
    void leave_out(std::string_view stage) { left_out_ = stage; }
    // How many files are about to be asked for, by how many threads (0: one a processor): for many the large tables are
    // copied into large pages, and where there are fewer than threads the others look at parts of a page. To be said
    // before the first plan and before sound() is asked.
    void expect(std::size_t files, unsigned threads);
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
    [[nodiscard]] const Plan* plan_for(const std::string& file, const Complain& complain);

  private:
    Project(Library library, Config config, std::string root, bool isolated)
        : library_(std::move(library)), config_(std::move(config)), root_(std::move(root)), isolated_(isolated) {}

    [[nodiscard]] std::string archive_path() const;
    // Opens what `learn` wrote, if there is something; a file that cannot be used is complained of and done without.
    using ArchiveOpener = Result<ArchiveLexicon> (*)(const std::string&, Paging);
    // Whether it is there now and was not before.
    bool open_archive(const Complain& complain, ArchiveOpener opener);
    [[nodiscard]] std::shared_ptr<const Pipeline> first_pipeline(const Settings& settings, const Complain& complain);
    [[nodiscard]] bool check_names(const Complain& complain) const;
    [[nodiscard]] bool load_decided(const Complain& complain);
    [[nodiscard]] std::shared_ptr<const Pipeline> make_pipeline(Settings settings, const Complain& complain) const;

    Library library_;
    Config config_;
    std::string root_;  // absolute
    bool isolated_;
    bool archive_opened_ = false;
    Paging paging_ = Paging::small;
    std::string left_out_;
    Decisions decisions_;
    std::vector<std::unique_ptr<Plan>> plans_;
    std::vector<Settings> broken_;
};

// Every problem, one after the other.
void complain_all(const Complain& complain, const Problems& problems);

}  // namespace jiaodui
