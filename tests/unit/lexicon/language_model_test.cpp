#include "pipeline/lexicon/language_model.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;

TEST_CASE("the model prefers what is said") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto opened = LanguageModel::open(*resources);
    if (!opened) {
        WARN("skipped: " << opened.error().message.en);
        return;
    }
    const LanguageModel& model = **opened;
    LanguageModel::State state, after;
    const auto sentence = [&](std::vector<std::string_view> words) {
        float sum = 0;
        state = model.begin();
        for (const std::string_view word : words) {
            sum += model.score(state, model.word(word), after);
            state = after;
        }
        return sum;
    };
    CHECK(sentence({"陷入", "困境"}) > sentence({"献入", "困境"}));
    CHECK(model.word("没有这个词吧") == LanguageModel::unknown);
    CHECK(model.score(LanguageModel::unknown) < -10);
    CHECK(model.score(model.word("的")) > model.score(model.word("推理")));
    CHECK(model.fingerprint() != 0);
    CHECK(model.fingerprint() == LanguageModel::fingerprint(model.path()));
    (void)model.score(model.nothing(), model.word("困境"), after);
    CHECK(after == after);
    CHECK_FALSE(after == model.nothing());
}

TEST_CASE("a missing module or model tells what to install, a file that is no model is refused") {
    const jiaodui::testing::TempFolder folder;
    folder.write("zh_CN.lm", "no model");
    const auto resources = Resources::at(folder.path("share/jiaodui"));
    ::setenv("LIBIME_MODEL_DIRS", folder.path("none").c_str(), 1);
    CHECK(LanguageModel::find_model().empty());
    std::string two = folder.path("none");
    two.append(":").append(folder.path());
    ::setenv("LIBIME_MODEL_DIRS", two.c_str(), 1);
    CHECK(LanguageModel::find_model() == folder.path("zh_CN.lm"));
    const auto no_module = LanguageModel::open(folder.path("libjiaodui-lm.so"), folder.path("zh_CN.lm"));
    REQUIRE_FALSE(no_module);
    CHECK(no_module.error().code == ErrorCode::unavailable);
    CHECK(no_module.error().advice.en.find("libime") != std::string::npos);
    const auto shipped = Resources::find();
    REQUIRE(shipped);
    const auto foreign = LanguageModel::open(*shipped);
    CHECK_FALSE(foreign);
    ::unsetenv("LIBIME_MODEL_DIRS");
    CHECK(LanguageModel::fingerprint(folder.path("none")) == 0);
}

TEST_CASE("what is missing is told, and the rest is null") {
    const jiaodui::testing::TempFolder folder;
    const SoundLexicon lexicon(Resources::at(folder.path("share/jiaodui")));
    CHECK_FALSE(lexicon.missed());  // nobody asked
    CHECK(lexicon.pinyin() == nullptr);
    REQUIRE(lexicon.missed());
    CHECK(lexicon.missed()->message.en.find("homophone") != std::string::npos);
    CHECK(lexicon.missing().size() >= 1);
    CHECK(lexicon.missing()[0].advice.en.find("unicode-data") != std::string::npos);
}
