#include "pipeline/lexicon/pinyin.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "pipeline/conf/resources.hpp"

using namespace jiaodui;

namespace {

constexpr std::string_view kWords =
    "重 zhong -0.2\n重 chong -0.4\n复 fu 0\n庆 qing 0\n申 shen 0\n生 sheng 0\n绿 lv 0\n"
    "重复 chong'fu 0\n重庆 chong'qing 0\n冲服 chong'fu 0\n充服 chong'fu 0\n虫 chong 0\n申生 shen'sheng 0\n生生 "
    "sheng'sheng 0\n生生不息 sheng'sheng'bu'xi 0\n"
    "A股 a'gu 0\n坏行\n";
constexpr std::string_view kUnihan =
    "# comment\nU+91CD\tkHanyuPinlu\tzhòng(1823) chóng(329)\nU+91CD\tkTGHZ2013\t047.150:chóng 481.090:zhòng\n"
    "U+7EFF\tkMandarin\tlǜ\nU+866B\tkMandarin\tchóng\nU+51B2\tkXHC1983\t0148.010,0148.020:chōng "
    "0151.010:chòng\nU+4E2D\tkDefinition\tmiddle\n";
constexpr std::string_view kFuzzy = "part\ta\tb\ttier\terrors\nfinal\ten\teng\t1\t100\ninitial\ts\tsh\t2\t10\n";

// Eight-aligned bytes, as a mapped file has them.
struct Packed {
    std::string bytes;
    explicit Packed(std::string made) : bytes(std::move(made)) {}
};

Packed pack() {
    auto made = Pinyin::pack(kWords, kUnihan, kFuzzy);
    REQUIRE(made);
    return Packed(std::move(*made));
}

Syllable number(const Pinyin& pinyin, std::string_view name) {
    const auto found = pinyin.syllable(name);
    REQUIRE(found);
    return *found;
}

std::set<std::string> words_like(const Pinyin& pinyin, std::vector<std::vector<SoundChoice>> choices, float max_cost) {
    std::vector<std::span<const SoundChoice>> sound(choices.begin(), choices.end());
    std::vector<SoundHit> hits;
    pinyin.words_like(sound, max_cost, hits);
    std::set<std::string> out;
    for (const SoundHit& hit : hits) out.emplace(pinyin.word(hit.word));
    return out;
}

}  // namespace

TEST_CASE("a character has all its readings, the commonest first, with their tones") {
    const Packed packed = pack();
    const auto pinyin = *Pinyin::view(packed.bytes);
    const auto readings = pinyin.readings(U'重');
    REQUIRE(readings.size() == 2);
    CHECK(pinyin.name(readings[0].syllable) == "zhong");
    CHECK(readings[0].tones == 0b1000);
    CHECK(readings[0].share > readings[1].share);
    CHECK(pinyin.tones(U'重', number(pinyin, "chong")) == 0b0010);
    CHECK(pinyin.tones(U'冲', number(pinyin, "chong")) == 0b1001);  // places divided by commas
    CHECK(number(pinyin, "lü") == number(pinyin, "lv"));
    CHECK(pinyin.readings(U'A').empty());
    CHECK(pinyin.readings(U'𠀀').empty());
    CHECK_FALSE(pinyin.syllable("zzz"));
}

TEST_CASE("words are found by their text and by the head of a text") {
    const Packed packed = pack();
    const auto pinyin = *Pinyin::view(packed.bytes);
    const auto found = pinyin.find("重庆");
    REQUIRE(found);
    CHECK(pinyin.name(pinyin.word_sound(*found)[0]) == "chong");
    CHECK_FALSE(pinyin.find("重申"));
    CHECK_FALSE(pinyin.find("A股"));
    std::set<std::string> heads;
    const auto range = pinyin.words_at("生生不息的");
    for (WordId id = range.first; id < range.last; ++id) heads.emplace(pinyin.word(id));
    CHECK(heads == std::set<std::string>{"生生", "生生不息"});
}

TEST_CASE("how alike sounds are") {
    const Packed packed = pack();
    const auto pinyin = *Pinyin::view(packed.bytes);
    const Syllable shen = number(pinyin, "shen"), sheng = number(pinyin, "sheng"), fu = number(pinyin, "fu");
    CHECK(pinyin.relation(shen, shen).kind == SoundClass::same_syllable);
    CHECK(pinyin.relation(shen, sheng).kind == SoundClass::fuzzy1);
    CHECK(pinyin.relation(shen, sheng).cost == Approx(1));
    CHECK(pinyin.relation(shen, fu).kind == SoundClass::other);
    CHECK(pinyin.relation_of(U'重', U'虫').kind == SoundClass::same_tone);
    CHECK(pinyin.relation_of(U'冲', U'虫').kind == SoundClass::same_syllable);
    REQUIRE(pinyin.neighbours(shen).size() == 1);
    CHECK(pinyin.neighbours(shen)[0].syllable == sheng);
}

TEST_CASE("words by sound: exact, with fuzzy syllables, within a cost") {
    const Packed packed = pack();
    const auto pinyin = *Pinyin::view(packed.bytes);
    const Syllable chong = number(pinyin, "chong"), fu = number(pinyin, "fu"), shen = number(pinyin, "shen"),
                   sheng = number(pinyin, "sheng");
    CHECK(words_like(pinyin, {{{chong, 0}}, {{fu, 0}}}, 0) == std::set<std::string>{"充服", "冲服", "重复"});
    CHECK(words_like(pinyin, {{{sheng, 0}}, {{sheng, 0}}}, 0) == std::set<std::string>{"生生"});
    CHECK(words_like(pinyin, {{{sheng, 0}, {shen, 1}}, {{sheng, 0}, {shen, 1}}}, 1) ==
          std::set<std::string>{"生生", "申生"});
    CHECK(words_like(pinyin, {{{sheng, 0}, {shen, 1}}, {{sheng, 0}, {shen, 1}}}, 0.5f) ==
          std::set<std::string>{"生生"});
    CHECK(words_like(pinyin, {{{chong, 0}}}, 0).empty());
    CHECK(words_like(pinyin, {{{9999, 0}}, {{fu, 0}}}, 0).empty());
}

TEST_CASE("damaged readings are refused or harmless") {
    const Packed packed = pack();
    for (std::size_t size = 0; size < packed.bytes.size(); size += 997)
        CHECK_FALSE(Pinyin::view(std::string_view(packed.bytes).substr(0, size)));
    const auto good = *Pinyin::view(packed.bytes);
    const Syllable chong = number(good, "chong"), fu = number(good, "fu");
    std::string other = packed.bytes;
    for (std::size_t at = 8; at < packed.bytes.size(); at += 5) {
        if (at > 8) other[at - 5] = packed.bytes[at - 5];
        other[at] = '\xFE';
        const auto pinyin = Pinyin::view(other);
        if (!pinyin) continue;
        (void)pinyin->relation_of(U'重', U'虫');
        (void)pinyin->find("重庆");
        (void)words_like(*pinyin, {{{chong, 0}}, {{fu, 0}}}, 3);
        for (WordId id = 0; id < 20; ++id) (void)pinyin->word_sound(id);
    }
    CHECK(Pinyin::load("/nonexistent/pinyin.bin").error().code == ErrorCode::unavailable);
}

TEST_CASE("a bad row of the fuzzy table is told with its line") {
    const auto made = Pinyin::pack(kWords, kUnihan, "part\ta\tb\ttier\terrors\nfinal\ten\teng\t3\t100\n");
    REQUIRE_FALSE(made);
    CHECK(made.error().where.line == 2);
}

// The shipped file, where the build could make it.
TEST_CASE("the shipped readings know their classes and words") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto pinyin = Pinyin::load(resources->path("pinyin.bin"));
    if (!pinyin) {
        WARN("skipped: pinyin.bin was not built");
        return;
    }
    CHECK(pinyin->relation(number(*pinyin, "yan"), number(*pinyin, "yuan")).kind == SoundClass::fuzzy2);
    CHECK(pinyin->relation(number(*pinyin, "zhang"), number(*pinyin, "zan")).kind == SoundClass::fuzzy2);
    CHECK(pinyin->relation(number(*pinyin, "zhang"), number(*pinyin, "zang")).kind == SoundClass::fuzzy1);
    CHECK(pinyin->relation(number(*pinyin, "fu"), number(*pinyin, "hu")).kind == SoundClass::other);
    const auto bank = pinyin->find("银行");
    REQUIRE(bank);
    CHECK(pinyin->name(pinyin->word_sound(*bank)[1]) == "hang");
    CHECK(pinyin->words() > 150000);
    const auto first = pinyin->characters(number(*pinyin, "zhong"));
    REQUIRE_FALSE(first.empty());
    CHECK(first[0] == U'中');
}
