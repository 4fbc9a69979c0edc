// Tested by tests/unit/stage/homophone_test.cpp.
#include "pipeline/stage/homophone.hpp"

#include <algorithm>
#include <future>
#include <iterator>
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

constexpr std::size_t kWorthThread = 3000;  // bytes of a draft, 1,000 Han

class HomophoneStage : public Stage {
  public:
    HomophoneStage(const StageInput& input, Problems& problems) : threads_(input.threads) {
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
        const ScriptConverter* simplifies = draft.page.script == PageScript::traditional ? simplifier() : nullptr;
        if (threads_ > 1 && draft.text.size() >= kWorthThread) return propose_beside(draft, simplifies, out);
        const SoundText text(draft, simplifies);
        for (const auto& part : parts_) part->propose(text, out);
    }

  private:
    // The parts that take long are asked here, the others in a thread; in the end all stands as if asked in turn.
    void propose_beside(const Draft& draft, const ScriptConverter* simplifies, Proposals& out) const {
        std::vector<Proposals> all(parts_.size());
        const auto ask = [&](bool long_ones) {
            const SoundText text(draft, simplifies);
            for (std::size_t i = 0; i < parts_.size(); ++i) {
                if (parts_[i]->takes_long() == long_ones) parts_[i]->propose(text, all[i]);
            }
        };
        // Without a word of when: where no thread is to be had it is done at get().
        std::future<void> others = std::async(ask, false);
        ask(true);
        others.get();
        for (Proposals& one : all) {
            std::move(one.findings.begin(), one.findings.end(), std::back_inserter(out.findings));
            out.locks.insert(out.locks.end(), one.locks.begin(), one.locks.end());
        }
    }

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

    unsigned threads_;  // that may look at one page
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
