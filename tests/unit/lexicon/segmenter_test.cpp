#include "pipeline/lexicon/segmenter.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"

using namespace jiaodui;

namespace {

std::string show(const Segmenter& segmenter, const std::string& text, std::vector<Segmenter::Stretch> terms = {}) {
    Segmenter::Scratch scratch;
    std::vector<Segmenter::Token> tokens;
    segmenter.read(text, terms, scratch, &tokens);
    std::string out;
    for (const auto& token : tokens)
        out += (out.empty() ? "" : "|") + text.substr(3 * token.begin, 3 * (token.end - token.begin));
    return out;
}

}  // namespace

TEST_CASE("text is read as its likeliest words, and a term may be one") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon lexicon(*resources);
    if (lexicon.pinyin() == nullptr || lexicon.language_model() == nullptr) {
        WARN("skipped: " << lexicon.missing()[0].message.en);
        return;
    }
    const Segmenter& segmenter = *lexicon.segmenter();
    CHECK(show(segmenter, "研究生命的起源") == "研究|生命|的|起源");
    CHECK(show(segmenter, "公司陷入了困境") == "公司|陷入|了|困境");
    CHECK(show(segmenter, "骉犇羴發布", {{0, 3}}) == "骉犇羴|發|布");
    CHECK(show(segmenter, "").empty());

    Segmenter::Scratch scratch;
    CHECK(segmenter.read("公司陷入了困境", {}, scratch) > segmenter.read("公司献入了困境", {}, scratch));
    CHECK(segmenter.read("𠀀A公司", {}, scratch) < 0);
    CHECK(segmenter.character_score(U'的') > segmenter.character_score(U'犇'));
    // Longer than it reads: no trouble.
    std::string long_text;
    for (int i = 0; i < 1000; ++i) long_text += "公司";
    CHECK(segmenter.read(long_text, {}, scratch) < 0);
}

TEST_CASE("what the dictionary has of characters is what the installed model says") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon lexicon(*resources);
    if (!lexicon.missing().empty()) {
        WARN("skipped: " << lexicon.missing()[0].message.en);
        return;
    }
    const ModelCharacters asked(*lexicon.language_model());
    const ModelCharacters& known = *lexicon.characters();
    for (char32_t ch = Pinyin::first_han - 1; ch <= Pinyin::last_han + 1; ++ch) {
        if (known.word(ch) == asked.word(ch) && known.score(ch) == asked.score(ch)) continue;
        FAIL("U+" << std::hex << static_cast<std::uint32_t>(ch));
    }
    CHECK(known.score(U'的') > known.score(U'犇'));
    CHECK(known.score(U'A') == ModelCharacters::unknown_score);
}
