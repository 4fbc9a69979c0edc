// assemble: settings and shipped data → a Pipeline.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "pipeline/base/result.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/conf/settings.hpp"
#include "pipeline/document/document.hpp"
#include "pipeline/engine/pipeline.hpp"
#include "pipeline/lexicon/archive_lexicon.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/lexicon/words.hpp"

namespace jiaodui {

// What is shipped, opened once a run and shared by all its pipelines. The word list is optional.
struct Library {
    Resources resources;
    std::shared_ptr<const RuleBook> rules;
    std::shared_ptr<const Words> words;             // null when the program was built without libime's dictionary
    std::shared_ptr<const SoundLexicon> sound;      // opens its parts when a stage first asks
    std::shared_ptr<const ArchiveLexicon> archive;  // null when nothing has been learned, or no stage asks for it
    unsigned threads = 1;                           // that may look at one page

    [[nodiscard]] static Result<Library> open(Resources resources);
};

// The bytes of a file of the project, by its path relative to the root; the caller keeps it inside the root.
using ProjectReader = std::function<Result<std::string>(const std::string& path)>;

// Every problem of rules, stages and glossaries is appended; null then. The pipeline keeps alive what its stages use.
[[nodiscard]] std::shared_ptr<const Pipeline> assemble(const Library& library, const Settings& settings,
                                                       const ProjectReader& read, Problems& problems);

// What is known of a page before the first stage: its script, configured (`lang`) or its own.
void set_page_script(Document& document, const Settings& settings);

}  // namespace jiaodui
