#include "pipeline/homophone/attested_rows.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

// What may stand instead of a text, as `old→new`, when only this text has been learned, a dozen times in other
// surroundings.
std::string rows(const SoundLexicon& sound, const std::string& learned, const std::string& text) {
    const test::Learned known(learned);
    const ArchiveLexicon* const archive = &known.archive();
    const SoundClasses classes(*sound.pinyin(), sound.language_model(), archive);
    const SoundSources sources{*sound.pinyin(), *sound.language_model(), archive, classes};
    const auto document = test::one_region(text);
    const History history(document);
    const PageSymbols page = read_symbols(history.draft(1), archive);
    WordPath path(*sound.pinyin(), *sound.language_model(), *sound.characters());
    const PlaceFacts facts = look_at_places(page, sources, path);
    Offers offers(page, facts, sources);
    AttestedRows rows(page, facts, sources, offers);
    for (std::size_t i = 0; i < page.size(); ++i) rows.look(i);
    std::string out;
    for (const Candidate& one : offers.take()) {
        for (std::uint32_t i = one.begin; i < one.end; ++i) utf8::append(out, page.chars[i]);
        out += "→";
        for (const char32_t ch : one.put()) utf8::append(out, ch);
        out += "\n";
    }
    return out;
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
