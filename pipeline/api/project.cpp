// Tested by tests/cli/config.md and the other pages there, and by tests/api/api_test.cpp.
#include "pipeline/api/project.hpp"

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

#include "pipeline/conf/project.hpp"
#include "pipeline/conf/seal_record.hpp"
#include "pipeline/conf/walk.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/review/decision_store.hpp"
#include "pipeline/review/safe_write.hpp"
#include "pipeline/review/workspace.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/stage/catalog.hpp"

namespace jiaodui {
namespace {

// Files from which on large pages are worth their copy: it takes 80 ms and saves 3 ms for a page of 5,000 Han.
constexpr std::size_t kMany = 64;

std::string root_of(const ProjectOptions& options) {
    if (!options.isolated || !options.config.empty()) return find_root(options.folder);
    std::error_code failed;
    std::string root = std::filesystem::absolute(options.folder, failed).lexically_normal().string();
    if (root.size() > 1 && root.ends_with('/')) root.pop_back();
    return root;
}

// The configuration as files have it: of one with mistakes, what of it could be read.
struct Loaded {
    std::optional<Config> config;
    bool sound = true;  // nothing was complained of
};

Loaded configuration_of(const ProjectOptions& options, const std::string& root, const Complain& complain) {
    std::optional<std::string> file;
    if (!options.config.empty()) file = options.config;
    else if (!options.isolated) file = find_config(options.folder);
    if (!file) {
        Config none;
        none.root = root;
        return {std::move(none)};
    }
    Problems problems;
    Loaded out{read_config(*file, problems), problems.empty()};
    complain_all(complain, problems);
    return out;
}

// The page's own list of names goes ahead of the other glossaries.
void add_page_terms(const std::string& root, const std::string& page, Settings& settings) {
    if (page.empty() || page.starts_with("/") || page.starts_with("..")) return;
    const std::string terms = page_terms_path(page);
    if (terms.find_first_of("*?[]{}!") != std::string::npos) return;  // it would be read as a pattern
    std::error_code failed;
    if (std::filesystem::is_regular_file(root + '/' + terms, failed))
        settings.glossaries.insert(settings.glossaries.begin(), terms);
}

}  // namespace

void complain_all(const Complain& complain, const Problems& problems) {
    for (const Error& problem : problems) complain(problem);
}

std::optional<Project> Project::open(const ProjectOptions& options, const Complain& complain) {
    std::string root = root_of(options);
    auto [config, sound] = configuration_of(options, root, complain);
    Result<Resources> resources = options.resources.empty() ? Resources::find() : Resources::at(options.resources);
    if (!resources) complain(resources.error());
    if (!config || !resources) return std::nullopt;
    Result<Library> library = Library::open(std::move(*resources));
    if (!library) {
        complain(library.error());
        return std::nullopt;
    }
    Project project(std::move(*library), std::move(*config), std::move(root), options.isolated);
    if (options.adjust && !options.adjust(project.rules(), project.config_)) return std::nullopt;
    if (!project.check_names(complain) || !sound || !project.load_decided(complain)) return std::nullopt;
    return project;
}

// Lines that cannot be read are complained of, and stop nothing.
bool Project::load_decided(const Complain& complain) {
    if (isolated_) return true;
    Problems problems;
    Result<Decisions> decisions = load_decisions(root_, problems);
    complain_all(complain, problems);
    if (!decisions) {
        complain(decisions.error());
        return false;
    }
    decisions_ = std::move(*decisions);
    return true;
}

void Project::expect(std::size_t files, unsigned threads) {
    if (!plans_.empty()) return;
    if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
    library_.threads = files < threads ? threads / static_cast<unsigned>(std::max<std::size_t>(files, 1)) : 1;
    if (files < kMany || paging_ == Paging::large) return;
    paging_ = Paging::large;
    library_.sound = std::make_shared<const SoundLexicon>(library_.resources, paging_);
}

const Project::Plan* Project::plan_for(const std::string& file, const Complain& complain) {
    const std::string page = path_in_root(root_, file);
    Settings settings = effective(config_, page);
    if (!isolated_) add_page_terms(root_, page, settings);
    if (!left_out_.empty() && settings.stages.empty()) {
        for (const std::string_view stage : stage_names()) {
            if (stage != left_out_) settings.stages.emplace_back(stage);
        }
    }
    for (const auto& plan : plans_) {
        if (plan->settings == settings) return plan.get();
    }
    if (std::find(broken_.begin(), broken_.end(), settings) != broken_.end()) return nullptr;
    std::shared_ptr<const Pipeline> pipeline;
    if (wants_archive(settings.stages) && open_archive(complain, ArchiveLexicon::open_unsealed))
        pipeline = first_pipeline(settings, complain);
    else pipeline = make_pipeline(settings, complain);
    if (!pipeline) {
        broken_.push_back(std::move(settings));
        return nullptr;
    }
    plans_.push_back(std::make_unique<Plan>(Plan{std::move(settings), std::move(pipeline)}));
    return plans_.back().get();
}

const ArchiveLexicon* Project::archive(const Complain& complain) {
    open_archive(complain, ArchiveLexicon::open);
    return library_.archive.get();
}

std::string Project::archive_path() const { return (Workspace(root_).folder() / "lexicon").string(); }

bool Project::open_archive(const Complain& complain, ArchiveOpener opener) {
    if (archive_opened_ || isolated_) return false;
    archive_opened_ = true;
    Result<ArchiveLexicon> archive = opener(archive_path(), paging_);
    if (archive) {
        library_.archive = std::make_shared<const ArchiveLexicon>(std::move(*archive));
    } else if (archive.error().code != ErrorCode::unavailable) {
        complain(archive.error());
    }
    return library_.archive != nullptr;
}

// The checksum of fifty megabytes takes longer than the making of a pipeline: one beside the other, and once for each
// state of the file. What was made of a damaged file is thrown away.
std::shared_ptr<const Pipeline> Project::first_pipeline(const Settings& settings, const Complain& complain) {
    const SealRecord record(archive_path());
    if (record.known()) return make_pipeline(settings, complain);
    // Without a word of when: where no thread is to be had it is done at get().
    std::future<Result<void>> intact = std::async([archive = library_.archive] { return archive->intact(); });
    std::shared_ptr<const Pipeline> pipeline = make_pipeline(settings, complain);
    const Result<void> seal = intact.get();
    if (seal) {
        record.remember();
        return pipeline;
    }
    complain(seal.error());
    library_.archive = nullptr;
    return pipeline ? make_pipeline(settings, complain) : nullptr;
}

// The names that the configuration and the flags use, once they are all there.
bool Project::check_names(const Complain& complain) const {
    Problems problems;
    check_rule_names(config_, rules(), problems);
    check_stage_names(config_, stage_names(), problems);
    complain_all(complain, problems);
    return problems.empty();
}

std::shared_ptr<const Pipeline> Project::make_pipeline(Settings settings, const Complain& complain) const {
    Problems problems;
    settings.glossaries = glossary_files(root_, settings, problems);  // patterns unfolded, all inside the root
    const ProjectReader read = [this](const std::string& path) { return read_whole(root_ + '/' + path); };
    std::shared_ptr<const Pipeline> pipeline = assemble(library_, settings, read, problems);
    complain_all(complain, problems);
    return problems.empty() ? pipeline : nullptr;
}

}  // namespace jiaodui
