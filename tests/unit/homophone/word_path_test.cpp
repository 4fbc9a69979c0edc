#include "pipeline/homophone/word_path.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"

using namespace jiaodui;

TEST_CASE("a text of which the beginning was scored has the score of the whole") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    WordPath path(*sound.pinyin(), *sound.language_model(), *sound.characters());
    WordPath fresh(*sound.pinyin(), *sound.language_model(), *sound.characters());
    const std::u32string text = U"他们按照中华人民共和国的法律程序办理了手续", other = U"蛋黄与花缺氧龘纪录成果";
    for (std::size_t from = 0; from < text.size(); ++from) {
        for (std::size_t size = 1; size <= 3 && from + size <= text.size(); ++size) {
            std::u32string changed = text;
            for (std::size_t i = from; i < from + size; ++i) changed[i] = other[i % other.size()];
            const float whole = fresh.score(changed);
            path.score(text);
            CHECK(path.score_again(changed, from) == whole);
            CHECK(path.score_again(changed, from / 2) == whole);
        }
    }
}

TEST_CASE("the likeliest path is cut into the dictionary's words") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    WordPath path(*sound.pinyin(), *sound.language_model(), *sound.characters());
    std::vector<std::uint8_t> cuts;
    const std::u32string text = U"办理法律手续";
    path.score(text, &cuts);
    CHECK(std::accumulate(cuts.begin(), cuts.end(), std::size_t{0}) == text.size());
    CHECK(cuts == std::vector<std::uint8_t>{2, 2, 2});
}
