#include "pipeline/lexicon/sound_index.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "pipeline/conf/resources.hpp"
#include "pipeline/text/utf8.hpp"

using namespace jiaodui;

namespace {

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size(); at += utf8::length_of(text[at])) out += utf8::decode(text, at).ch;
    return out;
}

std::vector<SoundMatch> find(const SoundIndex& index, std::string_view text) {
    std::vector<SoundMatch> out;
    index.find(characters(text), out);
    return out;
}

}  // namespace

TEST_CASE("terms are found by sound") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto pinyin = Pinyin::load(resources->path("pinyin.bin"));
    if (!pinyin) {
        WARN("skipped: pinyin.bin was not built");
        return;
    }
    SoundIndex index(*pinyin);
    CHECK(index.add(1, "智谱"));
    CHECK(index.add(2, "重庆大学"));
    CHECK(index.add(3, "10年期国债"));
    CHECK(index.add(4, "乐清", "yue qing"));
    CHECK(index.add(5, "自研芯片", "", "an/uan"));
    CHECK(index.add(6, "灵渠", "", "off"));
    CHECK_FALSE(index.add(7, "SHEIN"));
    CHECK_FALSE(index.add(8, "乐清", "yue"));
    CHECK_FALSE(index.add(9, "一，二"));
    CHECK_FALSE(index.add(10, std::string(3 * 41, '\0')));
    index.compile();

    auto hits = find(index, "说智普很好");
    REQUIRE(hits.size() == 1);
    CHECK((hits[0].term == 1 && hits[0].begin == 1 && hits[0].end == 3 && hits[0].changed == 1 &&
           hits[0].other_tone == 0 && !hits[0].exact));
    hits = find(index, "职普");
    REQUIRE(hits.size() == 1);
    CHECK((hits[0].changed == 2 && hits[0].other_tone == 1));
    hits = find(index, "资普");
    REQUIRE(hits.size() == 1);
    CHECK((hits[0].fuzzy == 1 && hits[0].far == 0));
    CHECK(find(index, "虫庆大学").at(0).term == 2);  // 重 has two readings
    CHECK(find(index, "重庆大学").at(0).exact);
    CHECK(find(index, "10年期果债").at(0).term == 3);
    CHECK(find(index, "110年期果债").empty());
    CHECK(find(index, "月情").at(0).term == 4);
    CHECK(find(index, "勒清").empty());
    CHECK(find(index, "资源芯片").at(0).far == 1);
    CHECK(find(index, "林渠").empty());
    CHECK(find(index, "林取").empty());
    CHECK(find(index, "零取").at(0).term == 6);
    CHECK(find(index, "").empty());
}

TEST_CASE("one syllable may be like by tier 2 where the term's reach says so") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto pinyin = Pinyin::load(resources->path("pinyin.bin"));
    if (!pinyin) return;
    SoundIndex index(*pinyin);
    CHECK(index.add(1, "中炬高新", "", "", SoundIndex::Reach::one_apart));
    CHECK(index.add(2, "东炬高新"));
    CHECK(index.add(3, "南炬高新", "", "off", SoundIndex::Reach::one_apart));
    index.compile();
    const auto hits = find(index, "说中旭高薪好");
    REQUIRE(hits.size() == 1);
    CHECK((hits[0].term == 1 && hits[0].far == 1 && hits[0].fuzzy == 1 && hits[0].changed == 2));
    CHECK(find(index, "中旭搞亲").empty());  // two of them
    CHECK(find(index, "东旭高新").empty());
    CHECK(find(index, "南旭高新").empty());
    CHECK(find(index, "中炬高新").at(0).exact);
}

TEST_CASE("one syllable may be half alike where all others are the same") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto pinyin = Pinyin::load(resources->path("pinyin.bin"));
    if (!pinyin) return;
    SoundIndex index(*pinyin);
    CHECK(index.add(1, "晨炬高新", "", "", SoundIndex::Reach::one_apart));
    CHECK(index.add(2, "云岭电池", "yun ling dian chi", "", SoundIndex::Reach::one_apart));
    CHECK(index.add(3, "东禾资本"));
    index.compile();
    const auto half = [&](std::string_view text) {
        const auto hits = find(index, text);
        return hits.size() == 1 && hits[0].half == 1 && hits[0].fuzzy == 1 && hits[0].far == 0;
    };
    CHECK(half("说晨学高薪好"));  // xue, ju: x and j are a pair
    CHECK(half("说晨绿高新好"));  // the final
    CHECK(half("人炬高新"));      // the first of them
    CHECK(half("云顶电池"));
    CHECK(half("云岭电器"));
    CHECK(find(index, "晨大高新").empty());  // no half of it
    CHECK(find(index, "晨学高亲").empty());  // and another that is only like
    CHECK(find(index, "云顶电器").empty());  // two of them
    CHECK(find(index, "东和字本").at(0).half == 0);
    CHECK(find(index, "东海资本").empty());
}

TEST_CASE("a hundred thousand terms, and a term of forty characters") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const auto pinyin = Pinyin::load(resources->path("pinyin.bin"));
    if (!pinyin) return;
    SoundIndex index(*pinyin);
    // Words of the dictionary as terms, and the same character forty times.
    std::string forty, page;
    for (int i = 0; i < 40; ++i) forty += "行";
    REQUIRE(index.add(0, forty, "", "", SoundIndex::Reach::one_apart));
    for (WordId id = 0; id < 100000; ++id) REQUIRE(index.add(1 + id, pinyin->word(id)));
    index.compile();
    for (int i = 0; i < 5000; ++i) page += "行";
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(find(index, page).empty());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
    CHECK(find(index, forty).size() > 0);
}
