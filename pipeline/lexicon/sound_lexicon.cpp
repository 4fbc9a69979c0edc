// Tested by tests/unit/lexicon/language_model_test.cpp.
#include "pipeline/lexicon/sound_lexicon.hpp"

namespace jiaodui {

const Pinyin* SoundLexicon::pinyin() const {
    asked_ = true;
    std::call_once(pinyin_once_, [&] { pinyin_.emplace(Pinyin::load(resources_.path("pinyin.bin"), paging_)); });
    return pinyin_->has_value() ? &pinyin_->value() : nullptr;
}

const LanguageModel* SoundLexicon::language_model() const {
    std::call_once(model_once_, [&] { model_.emplace(LanguageModel::open(resources_)); });
    return model_->has_value() ? model_->value().get() : nullptr;
}

const ModelCharacters* SoundLexicon::characters() const {
    std::call_once(characters_once_, [&] {
        const Pinyin* pinyin = this->pinyin();
        if (pinyin == nullptr || !LanguageModel::check(resources_)) return;
        if (pinyin->knows_model(LanguageModel::fingerprint(LanguageModel::find_model()))) characters_.emplace(*pinyin);
        else if (const LanguageModel* model = language_model()) characters_.emplace(*model);
    });
    return characters_ ? &*characters_ : nullptr;
}

const Segmenter* SoundLexicon::segmenter() const {
    std::call_once(segmenter_once_, [&] {
        const ModelCharacters* characters = this->characters();
        const LanguageModel* model = characters != nullptr ? language_model() : nullptr;
        if (model != nullptr) segmenter_.emplace(*pinyin(), *model, *characters);
    });
    return segmenter_ ? &*segmenter_ : nullptr;
}

std::optional<Error> SoundLexicon::missed() const {
    if (!asked_) return std::nullopt;
    Error error;
    if (pinyin() == nullptr) {
        error = why_no_pinyin();
    } else if (const auto there = LanguageModel::check(resources_); !there) {
        error = there.error();
    } else {
        return std::nullopt;
    }
    error.message = {"环节 homophone 没有运行：" + error.message.zh,
                     "the stage homophone did not run: " + error.message.en};
    return error;
}

Error SoundLexicon::why_no_pinyin() const {
    Error error = pinyin_->error();
    if (error.code == ErrorCode::unavailable) {
        error.message = {"程序构建时没有拼音数据", "the program was built without pinyin data"};
        error.advice = {"安装 libime-bin libime-data unicode-data bzip2 后重新构建",
                        "install libime-bin libime-data unicode-data bzip2 and build again"};
    }
    return error;
}

Problems SoundLexicon::missing() const {
    Problems out;
    if (pinyin() == nullptr) out.push_back(why_no_pinyin());
    if (language_model() == nullptr) out.push_back(model_->error());
    return out;
}

}  // namespace jiaodui
