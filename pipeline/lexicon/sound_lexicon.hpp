// SoundLexicon: what the stages that go by sound read (Pinyin, LanguageModel and what is made of both), opened when
// first asked for.
//
// One for all pipelines of a run. A run whose stages do not ask pays nothing; a part that is missing is null, and
// missing() says why and what to install. The first question opens, whichever thread asks; the answer never changes.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "pipeline/base/mapped_file.hpp"
#include "pipeline/base/result.hpp"
#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/language_model.hpp"
#include "pipeline/lexicon/pinyin.hpp"
#include "pipeline/lexicon/segmenter.hpp"

namespace jiaodui {

class SoundLexicon {
  public:
    explicit SoundLexicon(Resources resources, Paging paging = Paging::small)
        : resources_(std::move(resources)), paging_(paging) {}

    // Null when it is missing.
    [[nodiscard]] const Pinyin* pinyin() const;
    [[nodiscard]] const LanguageModel* language_model() const;
    // What the installed model says of characters; opens the model only where the dictionary knows another one.
    [[nodiscard]] const ModelCharacters* characters() const;
    [[nodiscard]] const Segmenter* segmenter() const;
    // Why a part is missing; opens what was not asked for yet.
    [[nodiscard]] Problems missing() const;
    // Why a stage that asked for readings could not work, or will not when it needs the model: for a remark at the end
    // of a run. Nothing when nobody asked.
    [[nodiscard]] std::optional<Error> missed() const;

  private:
    [[nodiscard]] Error why_no_pinyin() const;
    Resources resources_;
    Paging paging_;
    mutable std::atomic<bool> asked_{false};
    mutable std::once_flag pinyin_once_, model_once_, characters_once_, segmenter_once_;
    mutable std::optional<Result<Pinyin>> pinyin_;
    mutable std::optional<Result<std::shared_ptr<const LanguageModel>>> model_;
    mutable std::optional<ModelCharacters> characters_;
    mutable std::optional<Segmenter> segmenter_;
};

}  // namespace jiaodui
