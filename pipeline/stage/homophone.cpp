// Tested by tests/unit/stage/homophone_test.cpp.
#include "pipeline/stage/homophone.hpp"

#include <algorithm>
#include <future>
#include <mutex>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/stage/homophone_words.hpp"
#include "pipeline/stage/page_terms.hpp"
#include "pipeline/stage/phrase.hpp"
#include "pipeline/stage/sound_terms.hpp"

namespace jiaodui {
namespace {

using PartMaker = std::unique_ptr<const SoundPart> (*)(const Rule&, const StageInput&, Problems&);

struct PartEntry {
    std::string_view kind;
    PartMaker make;
};

constexpr PartEntry kParts[] = {
    {"homophone-estimate", make_homophone_estimate},
    {"homophone-page", make_page_terms},
    {"homophone-term", make_sound_terms},
    {"homophone-word", make_homophone_words},
};

class HomophoneStage : public Stage {
  public:
    HomophoneStage(const StageInput& input, Problems& problems) {
        const std::future<void> opening = open_model(input);
        for (const Rule& rule : input.rules.rules) {
            if (rule.stage != name() || !rule.on) continue;
            const PartEntry* found = nullptr;
            for (const PartEntry& entry : kParts) {
                if (entry.kind == rule.kind) found = &entry;
            }
            if (found == nullptr) {
                problems.push_back(unknown_kind(rule));
                continue;
            }
            // Nobody is asked for readings before there is a rule that needs them.
            if (input.sound == nullptr || input.sound->pinyin() == nullptr) continue;
            if (auto part = found->make(rule, input, problems)) parts_.push_back(std::move(part));
        }
    }

    [[nodiscard]] StageId name() const override { return "homophone"; }

    void propose(const Draft& draft, Proposals& out) const override {
        if (parts_.empty()) return;
        const SoundText text(draft, draft.page.script == PageScript::traditional ? simplifier() : nullptr);
        for (const auto& part : parts_) part->propose(text, out);
    }

  private:
    // The model is opened while those parts are made that can do without. One that nobody asks for is not opened.
    [[nodiscard]] static std::future<void> open_model(const StageInput& input) {
        const bool wanted = std::any_of(input.rules.rules.begin(), input.rules.rules.end(), [](const Rule& rule) {
            return rule.on && rule.stage == "homophone" && rule.kind == "homophone-word";
        });
        if (!wanted || input.sound == nullptr) return {};
        // Without a word of when: where no thread is to be had the part that needs the model opens it.
        return std::async([sound = input.sound] { (void)sound->language_model(); });
    }

    [[nodiscard]] const ScriptConverter* simplifier() const {
        std::call_once(simplifier_once_, [&] {
            if (auto loaded = ScriptConverter::load("t2s")) simplifier_ = *loaded;
        });
        return simplifier_.get();
    }

    std::vector<std::unique_ptr<const SoundPart>> parts_;
    mutable std::once_flag simplifier_once_;
    mutable std::shared_ptr<const ScriptConverter> simplifier_;
};

}  // namespace

std::unique_ptr<const Stage> make_homophone_stage(const StageInput& input, Problems& problems) {
    const std::size_t before = problems.size();
    auto stage = std::make_unique<const HomophoneStage>(input, problems);
    if (problems.size() != before) return nullptr;
    return stage;
}

}  // namespace jiaodui
