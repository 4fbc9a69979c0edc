#include "pipeline/learn/cast_list.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

const SoundLexicon* lexicon() {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    static const SoundLexicon all(*resources);
    if (all.pinyin() != nullptr && all.language_model() != nullptr) return &all;
    WARN("skipped: " << all.missing()[0].message.en);
    return nullptr;
}

std::string show(const SoundLexicon& sound, std::string page, std::vector<std::string> without = {}) {
    const History history(test::page("a.md", std::move(page)));
    std::string out;
    for (const CastEntry& one : cast_list(history.draft(1), *sound.pinyin(), *sound.characters(), nullptr, without))
        out += one.text + (one.from == CastEntry::From::given ? "!" : "?") + std::to_string(one.on_page) + " ";
    return out;
}

std::string page_of(std::string_view title, std::string_view text) {
    return "---\ntitle: " + std::string(title) + "\n---\n\n" + std::string(text) + "\n";
}

}  // namespace

TEST_CASE("names of the title come first, then strings that recur and nobody knows") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    const std::string text = "甫梅说了，甫梅走了。普拉博沃来了，大家欢迎甫梅。";
    CHECK(show(*sound, page_of("普拉博沃就任", text)) == "普拉博沃!1 甫梅?3 ");
    CHECK(show(*sound, page_of("今天的新闻", text)) == "甫梅?3 ");
    CHECK(show(*sound, page_of("普拉博沃就任", text), {"甫梅"}) == "普拉博沃!1 ");
}

TEST_CASE("words, what stands there twice, and parts of longer names are no questions") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    CHECK(show(*sound, page_of("今天", "甫梅说了，甫梅走了。")).empty());
    CHECK(show(*sound, page_of("今天", "葡萄熟了，葡萄甜了，葡萄红了。")).empty());
    CHECK(show(*sound, page_of("今天", "卡德罗夫说，卡德罗夫走，卡德罗夫来。")) == "卡德罗夫?3 ");
    CHECK(show(*sound, "").empty());
}

TEST_CASE("a page is asked a dozen questions at most") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    std::string text;
    for (const char* name : {"甫梅", "璩巍", "龚骥", "缪翀", "郗钊", "笪骁", "佘琨", "蔺骞", "邝赟", "蒯翊", "逄晔",
                             "宓昶", "仉骋", "隗彧", "麴祎"}) {
        for (int i = 0; i < 3; ++i) text += std::string("，") + name + "。";
    }
    const std::string shown = show(*sound, page_of("今天", text));
    CHECK(std::count(shown.begin(), shown.end(), '?') == static_cast<std::ptrdiff_t>(kMostCast));
}
