// Tested by tests/cli/config.md.
#include "pipeline/engine/assemble.hpp"

#include <algorithm>
#include <future>

#include "pipeline/conf/cache.hpp"
#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/lexicon/words.hpp"
#include "pipeline/rule/compiled.hpp"
#include "pipeline/rule/configure.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/rule/glossary_cache.hpp"
#include "pipeline/stage/catalog.hpp"

namespace jiaodui {
namespace {

// What the stages of a pipeline point to.
struct Holdings {
    std::shared_ptr<const Words> words;
    std::shared_ptr<const SoundLexicon> sound;
    std::shared_ptr<const ArchiveLexicon> archive;
    Glossary glossary;
};

// The user's glossaries first, so that their entries win, then those shipped.
void load_glossaries(const Library& library, const Settings& settings, const ProjectReader& read, Glossary& glossary,
                     Problems& problems) {
    std::vector<GlossaryFile> files;
    for (const std::string& path : settings.glossaries) {
        Result<std::string> text = read(path);
        if (text) {
            files.push_back({path, std::move(*text)});
        } else {
            problems.push_back(text.error());
        }
    }
    if (!files.empty()) {
        ToTraditional to_traditional;
        if (auto converter = ScriptConverter::load("s2t")) {
            to_traditional = [shared = *converter](std::string_view text) { return shared->convert(text); };
        }
        const auto added = add_user_glossaries(glossary, files, to_traditional, "s2t", cache_folder(), problems);
        if (!added) problems.push_back(added.error());
    }
    if (settings.shipped_glossaries && settings.shipped_glossaries->empty()) return;
    auto shipped = MappedFile::open(library.resources.path("glossary.bin"));
    if (!shipped) return problems.push_back(shipped.error());
    const auto* names = settings.shipped_glossaries ? &*settings.shipped_glossaries : nullptr;
    if (const auto added = glossary.add(std::move(*shipped), names); !added) problems.push_back(added.error());
}

// In the order of the names; those that are slow to make in threads of their own, beside the others.
void make_stages(const std::vector<std::string_view>& names, const StageInput& input, Pipeline& pipeline,
                 Problems& problems) {
    struct Made {
        std::unique_ptr<const Stage> stage;
        Problems problems;
    };
    std::vector<Made> all(names.size());
    const auto make = [&](std::size_t i) { all[i].stage = make_stage(names[i], input, all[i].problems); };
    std::vector<std::future<void>> slow;
    for (std::size_t i = 0; i < names.size(); ++i) {
        // Without a word of when: where no thread is to be had it is done at get().
        if (is_slow_to_make(names[i])) slow.push_back(std::async(make, i));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!is_slow_to_make(names[i])) make(i);
    }
    for (std::future<void>& one : slow) one.get();
    for (Made& made : all) {
        problems.insert(problems.end(), made.problems.begin(), made.problems.end());
        if (made.stage) pipeline.stages.push_back(std::move(made.stage));
    }
}

}  // namespace

Result<Library> Library::open(Resources resources) {
    Result<RuleBook> rules = load_shipped_rules(resources);
    if (!rules) return rules.error();
    Library library{std::move(resources), std::make_shared<const RuleBook>(std::move(*rules)), nullptr, nullptr,
                    nullptr};
    library.sound = std::make_shared<const SoundLexicon>(library.resources);
    if (Result<Words> words = Words::load(library.resources.path("words.bin"))) {
        library.words = std::make_shared<const Words>(std::move(*words));
    }
    return library;
}

std::shared_ptr<const Pipeline> assemble(const Library& library, const Settings& settings, const ProjectReader& read,
                                         Problems& problems) {
    auto rules = std::make_shared<RuleBook>(*library.rules);
    apply_settings(*rules, settings, problems);
    auto holdings = std::make_shared<Holdings>();
    holdings->words = library.words;
    holdings->sound = library.sound;
    holdings->archive = library.archive;
    load_glossaries(library, settings, read, holdings->glossary, problems);

    auto pipeline = std::make_shared<Pipeline>();
    pipeline->rules = rules;
    pipeline->holdings = holdings;
    pipeline->min_confidence = settings.min_confidence;
    const StageInput input{*rules,           library.resources,     &holdings->glossary,     holdings->words.get(),
                           settings.protect, holdings->sound.get(), holdings->archive.get(), settings.transcript_notice,
                           library.threads};
    std::vector<std::string_view> names(settings.stages.begin(), settings.stages.end());
    if (names.empty()) names.assign(stage_names().begin(), stage_names().end());
    make_stages(names, input, *pipeline, problems);
    if (!problems.empty()) return nullptr;
    return pipeline;
}

void set_page_script(Document& document, const Settings& settings) {
    if (settings.lang == "zh-Hans") {
        document.facts.script = PageScript::simplified;
    } else if (settings.lang == "zh-Hant") {
        document.facts.script = PageScript::traditional;
    } else {
        document.facts.script = script_of(document.view);
    }
}

}  // namespace jiaodui
