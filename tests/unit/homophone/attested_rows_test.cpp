#include "pipeline/homophone/attested_rows.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "tests/support/offered.hpp"

using namespace jiaodui;

namespace {

std::string rows(const SoundLexicon& sound, const std::string& learned, const std::string& text) {
    return test::offered(sound, learned, text, [](const test::Offering& of) {
        return AttestedRows(of.page, of.facts, of.sources, of.offers);
    });
}

}  // namespace

TEST_CASE("what the archive has is put where the text has what sounds so") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    const std::string learned = "贵州黔西南州的古道修好了";
    CHECK(rows(sound, learned, "贵州前西南州的古道") == "前→黔\n");
    CHECK(rows(sound, learned, "贵州黔西南州的鼓到修好了") == "鼓到→古道\n");
    CHECK(rows(sound, learned, "贵州前希南周的古道") == "前希南周→黔西南州\n");
    CHECK(rows(sound, learned, learned).empty());
    CHECK(rows(sound, learned, "大雪天里无人出门").empty());
}
