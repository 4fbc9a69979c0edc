#include "pipeline/homophone/near_singles.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "tests/support/offered.hpp"

using namespace jiaodui;

namespace {

std::string singles(const SoundLexicon& sound, const std::string& learned, const std::string& text) {
    return test::offered(sound, learned, text, [](const test::Offering& of) {
        return NearSingles(of.page, of.facts, of.sources, of.path, of.offers);
    });
}

}  // namespace

TEST_CASE("a character that sounds a little like the text's is put where the archive has it between both neighbours") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    const std::string learned = "晨炬高新的董事会开了三天";           // ju
    CHECK(singles(sound, learned, "晨旭高新的董事会") == "旭→炬\n");  // xu: j/x
    CHECK(singles(sound, learned, "晨聚高新的董事会").empty());       // ju: what sounds the same is found elsewhere
    CHECK(singles(sound, learned, "晨虎高新的董事会").empty());       // hu: not alike
    CHECK(singles(sound, learned, "早旭高新的董事会").empty());       // 早炬 has never been written
    CHECK(singles(sound, "广告占了版面的一半", "广告在了版面的一半").empty());  // zhan, zai: initial and final differ
    CHECK(singles(sound, "山城政权的更替", "山城掌权的更替").empty());          // 掌权 is a word
    CHECK(singles(sound, learned, learned).empty());
}
