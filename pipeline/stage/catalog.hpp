// The stages there are, by the names that configuration and reports use.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.hpp"
#include "pipeline/rule/rule.hpp"
#include "pipeline/stage/stage.hpp"

namespace jiaodui {

class ArchiveLexicon;  // lexicon/archive_lexicon.hpp
class Glossary;        // rule/glossary.hpp
class Resources;       // conf/resources.hpp
class SoundLexicon;    // lexicon/sound_lexicon.hpp
class Words;           // lexicon/words.hpp

// What a stage is made from. Everything outlives the stage.
struct StageInput {
    const RuleBook& rules;
    const Resources& resources;
    const Glossary* glossary = nullptr;  // none: the glossary stage has nothing to do
    const Words* words = nullptr;        // none: nobody knows what a word is; guards that need it turn findings down
    std::vector<std::string> protect;    // patterns of the user
    const SoundLexicon* sound =
        nullptr;  // readings and language model; none, or its parts missing: nothing goes by sound
    const ArchiveLexicon* archive = nullptr;  // what `learn` made of the project's proofread pages; none: not learned
    std::vector<std::string> notices = {};    // a page with one of these texts has not been proofread yet
    unsigned threads = 1;                     // that may look at one page
};

// Names in the default order.
[[nodiscard]] std::span<const std::string_view> stage_names();

// Whether a stage reads what `learn` has written: with none of these it need not be opened. No names: the default
// order.
[[nodiscard]] bool wants_archive(std::span<const std::string> stages);

// Whether the stage takes as long to be made as all the others together: it may be made beside them.
[[nodiscard]] bool is_slow_to_make(std::string_view name);

// Any number of threads may make stages of one input. Problems of the stage's rules (an unknown kind, a bad parameter)
// are appended; the stage is then null.
[[nodiscard]] std::unique_ptr<const Stage> make_stage(std::string_view name, const StageInput& input,
                                                      Problems& problems);

}  // namespace jiaodui
