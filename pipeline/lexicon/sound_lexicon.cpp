// Tested by tests/unit/lexicon/language_model_test.cpp.
#include "pipeline/lexicon/sound_lexicon.hpp"

namespace jiaodui {

const Pinyin* SoundLexicon::pinyin() const {
    std::call_once(pinyin_once_, [&] { pinyin_.emplace(Pinyin::load(resources_.path("pinyin.bin"))); });
    return pinyin_->has_value() ? &pinyin_->value() : nullptr;
}

const LanguageModel* SoundLexicon::language_model() const {
    std::call_once(model_once_, [&] { model_.emplace(LanguageModel::open(resources_)); });
    return model_->has_value() ? model_->value().get() : nullptr;
}

Problems SoundLexicon::missing() const {
    Problems out;
    if (pinyin() == nullptr) {
        Error error = pinyin_->error();
        if (error.code == ErrorCode::unavailable) {
            error.message = {"程序构建时没有拼音数据", "the program was built without pinyin data"};
            error.advice = {"安装 libime-bin libime-data unicode-data bzip2 后重新构建",
                            "install libime-bin libime-data unicode-data bzip2 and build again"};
        }
        out.push_back(std::move(error));
    }
    if (language_model() == nullptr) out.push_back(model_->error());
    return out;
}

}  // namespace jiaodui
