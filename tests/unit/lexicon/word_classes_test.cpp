#include "pipeline/lexicon/word_classes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/lexicon/line_end_decoder.hpp"
#include "pipeline/lexicon/line_end_model.hpp"

using namespace jiaodui;

namespace {

LineText lines(std::string_view text) {
    LineText out;
    append_region(out, text, {0, static_cast<std::uint32_t>(text.size())}, {});
    return out;
}

// The class at each symbol; a bar where a word ends.
std::string shown(const WordClasses& classes, std::string_view text) {
    LineText of = lines(text);
    classes.find(of);
    std::string out;
    for (const LineWord& word : of.words) {
        out += std::to_string(word.word_class);
        if (word.after == 0) out += '|';
    }
    return out;
}

WordClasses table(const std::string& bytes) {
    WordClasses out;
    REQUIRE(WordClasses::view(bytes, out));
    return out;
}

}  // namespace

TEST_CASE("the words of a text are the longest from the left") {
    const std::string bytes = WordClasses::pack(
        {{word_hash(U"水"), 1}, {word_hash(U"水价"), 2}, {word_hash(U"水价上涨"), 3}, {word_hash(U"1"), 4}});
    const WordClasses classes = table(bytes);
    CHECK(shown(classes, "水价上涨水价上水") == "3333|22|0|1|");
    CHECK(shown(classes, "水，价上涨水\n价水 价") == "1|0|0|0|1|0|1|0|");  // never over a mark, a line's end or a space
    CHECK(shown(classes, "水8价") == "1|4|0|");
    CHECK(shown(classes, "").empty());
}

TEST_CASE("an empty table knows no words") {
    CHECK(WordClasses::pack({}).empty());
    CHECK(shown(table({}), "水价").empty());
    CHECK(shown(WordClasses(), "水价").empty());
}

TEST_CASE("a table is the same whatever the order of its words, and as long as it has to be") {
    using Words = std::vector<std::pair<WordHash, WordClass>>;
    const std::string bytes = WordClasses::pack(Words{{word_hash(U"水"), 1}, {word_hash(U"价"), 2}});
    CHECK(bytes == WordClasses::pack(Words{{word_hash(U"价"), 2}, {word_hash(U"水"), 1}}));
    WordClasses out;
    CHECK_FALSE(WordClasses::view(std::string_view(bytes).substr(1), out));
    CHECK_FALSE(WordClasses::view(std::string_view(bytes).substr(0, 18), out));
    CHECK(shown(table(std::string(96, '\xFF')), "水价") == "0|0|");  // no free slot: looked for within reach
}

TEST_CASE("what a model knows of a class holds of every word of it") {
    const std::string words =
        WordClasses::pack({{word_hash(U"印度"), 7}, {word_hash(U"日本"), 7}, {word_hash(U"是"), 8}});
    std::vector<FeatureHash> seen, bare;
    LineText japan = lines("水价在日本是多少"), india = lines("水价在印度是多少");
    const LinePlace place{4, 0, 7, 0};
    const auto common = [&] {
        std::vector<FeatureHash> one, other;
        place_features(japan, place, one);
        place_features(india, place, other);
        std::size_t out = 0;
        for (const FeatureHash feature : one) out += std::count(other.begin(), other.end(), feature) > 0 ? 1 : 0;
        return out;
    };
    const std::size_t without = common();
    const WordClasses classes = table(words);
    classes.find(japan);
    classes.find(india);
    CHECK(common() > without + 5);
}

TEST_CASE("a model carries its words") {
    LineEndTable features;
    features.put(always(), LineEndScores{0, 1, 0, 0, 0, 0, 0, 0});
    const std::string words = WordClasses::pack({{word_hash(U"水价"), 3}});
    const std::string bytes = features.pack(words);
    const Result<LineEndModel> model = LineEndModel::view(bytes, "m");
    REQUIRE(model);
    CHECK(shown(model->words(), "水价") == "33|");
    LineText text = lines("水价上涨");
    const std::vector<OpenPlace> places = {{{1, 0, 3, 0}}};
    CHECK(decode_line_ends(*model, text, places)[0].best == LineEnd::comma);
    CHECK(text.words.size() == text.symbols.size());
    CHECK_FALSE(LineEndModel::view(bytes.substr(0, bytes.size() - 1), "m"));
    CHECK_FALSE(LineEndModel::view(bytes + bytes, "m"));
}
