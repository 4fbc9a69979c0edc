// A run: the files of a command line, one after the other, through their pipelines.
//
// Files are read and proofread by several threads and handed over in order. A file that cannot be
// processed is complained of and counted, and hides none of the others.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/api/page.hpp"
#include "pipeline/cli/project.hpp"
#include "pipeline/edit/outcome.hpp"
#include "pipeline/emit/emitter.hpp"
#include "pipeline/emit/tally.hpp"
#include "pipeline/engine/batch.hpp"
#include "pipeline/git/repository.hpp"
#include "pipeline/review/cue_sidecar.hpp"

namespace jiaodui::cli {

// One file of a run: a path, or `-` for standard input.
struct Input {
    std::string path;                                     // what is read
    std::string name;                                     // what it is called in reports, and judged by
    std::shared_ptr<const std::string> bytes = nullptr;   // where they are known already; then nothing is read
    std::optional<LineRanges> lines = std::nullopt;       // only what stands on these is told and mended
    std::shared_ptr<const ChangedFile> staged = nullptr;  // whose index blob `bytes` are
    std::shared_ptr<const std::vector<TimedText>> times = nullptr;  // of a page; else those that lie beside it
};

// The files that the words of the command line stand for (none: the working directory). Problems
// are complained of; `failed` counts them.
struct Inputs {
    std::vector<Input> files;
    std::size_t failed = 0;
};
[[nodiscard]] Inputs find_inputs(const Context& context, const Project& project);
// The same without asking git.
[[nodiscard]] Inputs find_walked_inputs(const Context& context, const Project& project);

// Called in order. `settings` are those of the file; the outcome may be taken.
using FileDone = std::function<void(const Input&, const Settings& settings, Outcome outcome)>;

// A page's findings anew, when its file or what has been decided has changed; nothing when that failed, which has been
// told.
using OutcomeMaker = std::function<std::optional<Outcome>(const Decisions& decisions)>;

// The number of files that failed. `writes`: the results are going to be written, so nothing about them is presumed.
[[nodiscard]] std::size_t proofread_files(const Context& context, Project& project, const std::vector<Input>& files,
                                          const Policy& policy, const FileDone& done, bool writes = false);

// One file through its pipeline, what people have decided obeyed. Thread-safe.
[[nodiscard]] FileOutcome proofread_input(const Input& input, const Project& project, const Project::Plan& plan,
                                          const Policy& policy, bool writes);

// Bytes of a file, or of standard input for `-`.
[[nodiscard]] Result<std::string> read_input(const std::string& path);

// Gives a page its times: these, or where there are none those that lie beside it on disk (review/cue_sidecar.hpp).
[[nodiscard]] Result<void> add_times(Document& page, const std::string& path,
                                     const std::vector<TimedText>* times = nullptr);

// The cues of a subtitle or recogniser file; an Error where it has none.
[[nodiscard]] Result<std::vector<TimedText>> read_times(const std::string& path, const Settings& settings);

// What emitters are told of the terminal and the language.
[[nodiscard]] EmitOptions emit_options(const Context& context);
[[nodiscard]]  // `in_full`: with the hashes of the data and the names of the rules.
[[nodiscard]] RunInfo
run_info(const Project& project, bool in_full);

// A choice among names, or a complaint with advice.
[[nodiscard]] bool one_of(const Context& context, std::string_view option, const std::string& value,
                          std::span<const std::string_view> names);
// The flag's value as a confidence from 0 to 1; nothing when absent. `ok` turns false on nonsense.
[[nodiscard]] std::optional<float> confidence_flag(const Context& context, std::string_view option, bool& ok);

}  // namespace jiaodui::cli
