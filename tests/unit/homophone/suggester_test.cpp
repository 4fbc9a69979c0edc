#include "pipeline/homophone/suggester.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "pipeline/homophone/candidates.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

// The readings and the model of this machine; null, and said, where they are not installed.
const SoundLexicon* lexicon() {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    static const SoundLexicon all(*resources);
    if (all.pinyin() != nullptr && all.language_model() != nullptr) return &all;
    WARN("skipped: " << all.missing()[0].message.en);
    return nullptr;
}

// What is found in a text without an archive, with the gain of the language model for all evidence.
std::string show(const SoundLexicon& sound, std::string text, float least = 0.5f,
                 const Rule& rule = test::rule_of(Tier::suggest, {{"bare", {"model_gain 1", "bias -4"}},
                                                                  {"bare_page", {"logit 1"}}})) {
    Problems problems;
    const Suggester suggester(rule, sound, nullptr, problems);
    REQUIRE(problems.empty());
    const auto document = test::one_region(std::move(text));
    const History history(document);
    const Draft draft = history.draft(1);
    std::string out;
    for (const Suggestion& one : suggester.suggest(draft, least).all)
        out += std::string(slice(draft.text, one.at)) + "→" + one.text + "\n";
    return out;
}

}  // namespace

TEST_CASE("a word that makes no sentence gives way to one that sounds the same") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    CHECK(show(*sound, "他的态度非常承恳。") == "承→诚\n");
    CHECK(show(*sound, "我们按照法律程序办理了手续。").empty());
}

TEST_CASE("several threads look at parts of a page and find what one finds") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    std::string page;
    for (int i = 0; i < 120; ++i) page += "他的态度非常承恳，我们按照法律程序办理了手续，后来大家陷入混论没有人说话。";
    const test::Learned learned("他的态度非常诚恳，我们按照法律程序办理了手续，后来大家陷入混乱没有人说话");
    for (const ArchiveLexicon* archive : {static_cast<const ArchiveLexicon*>(nullptr), &learned.archive()}) {
        const auto examined = [&](unsigned threads) {
            const Rule rule =
                test::rule_of(Tier::suggest, {{"archive", {"archive_gain 1"}}, {"bare", {"model_gain 1", "bias -4"}}});
            Problems problems;
            const Suggester suggester(rule, *sound, archive, problems, threads);
            const auto document = test::one_region(page);
            return suggester.examine(History(document).draft(1));
        };
        const Examined one = examined(1);
        REQUIRE(one.page.han >= 4000);  // four threads have something to do
        REQUIRE(one.candidates.size() >= 120);
        for (const unsigned threads : {2u, 3u, 16u}) {
            const Examined several = examined(threads);
            REQUIRE(several.candidates.size() == one.candidates.size());
            for (std::size_t i = 0; i < one.candidates.size(); ++i) {
                CHECK(several.candidates[i].begin == one.candidates[i].begin);
                CHECK(several.candidates[i].chars == one.candidates[i].chars);
            }
            CHECK(several.features == one.features);
            CHECK(several.probabilities == one.probabilities);
        }
    }
}

TEST_CASE("a page is parted where nobody may change anything") {
    PageSymbols page;
    for (int i = 0; i < 100; ++i) {
        page.chars.push_back(i % 7 == 6 ? char32_t{archive_symbol::kMark} : U'字');
        page.locked.push_back(page.chars.back() == U'字' ? 0 : 1);
    }
    PlaceFacts facts;
    facts.suspicious.assign(page.size(), 1);
    for (const std::size_t wanted : {std::size_t{1}, std::size_t{3}, std::size_t{500}}) {
        const std::vector<Span> parts = parts_of(page, facts, wanted);
        REQUIRE(!parts.empty());
        CHECK(parts.size() <= wanted);
        CHECK(parts.front().begin == 0);
        CHECK(parts.back().end == page.size());
        for (std::size_t i = 1; i < parts.size(); ++i) {
            CHECK(parts[i].begin == parts[i - 1].end);
            CHECK(page.chars[parts[i].begin - 1] == archive_symbol::kMark);
        }
    }
    CHECK(parts_of({}, {}, 2).empty());
    // The suspicious places are shared, not the length.
    std::fill(facts.suspicious.begin(), facts.suspicious.begin() + 80, std::uint8_t{0});
    const std::vector<Span> parts = parts_of(page, facts, 2);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].end == 91);
}

TEST_CASE("what nobody can tell by sound is left alone") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    CHECK(show(*sound, "他高兴的跳了起来，她做了作业，在说一遍。", 0.3f).empty());
    CHECK(show(*sound, "百分之四点二，五是股票市场，一九四七年。", 0.3f).empty());
}

TEST_CASE("a sentence that is no page is judged by weights of its own") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    const Rule never = test::rule_of(Tier::suggest, {{"bare", {"model_gain 1", "bias -4"}},
                                                     {"bare_page", {"logit 1"}},
                                                     {"alone", {"bias -4"}},
                                                     {"alone_page", {"logit 1"}}});
    const std::string sentence = "他的态度非常承恳。";
    CHECK(show(*sound, sentence, 0.5f, never).empty());
    std::string page = sentence;
    for (int i = 0; i < 40; ++i) page += "我们按照法律程序办理了手续。";
    CHECK(show(*sound, page, 0.5f, never) == "承→诚\n");
}

TEST_CASE("a page that the archive does not know is read as if there were none") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    const test::Learned learned("大家一起去了迪士尼乐园，后来又一起坐车回到了城里");
    const Rule rule = test::rule_of(Tier::suggest, {{"archive", {"bias -9"}},
                                                    {"archive_page", {"logit 1"}},
                                                    {"bare", {"model_gain 1", "bias -4"}},
                                                    {"bare_page", {"logit 1"}}});
    Problems problems;
    const Suggester suggester(rule, *sound, &learned.archive(), problems);
    REQUIRE(problems.empty());
    const auto suggest = [&](std::string_view rest) {
        std::string page = "他的态度非常承恳。";
        for (int i = 0; i < 40; ++i) page += rest;
        const auto document = test::one_region(std::move(page));
        const History history(document);
        return suggester.suggest(history.draft(1), 0.5f);
    };
    const Suggestions foreign = suggest("我们按照法律程序办理了手续。");
    CHECK_FALSE(foreign.by_archive);
    REQUIRE(foreign.all.size() == 1);
    CHECK(foreign.all[0].text == "诚");
    const Suggestions known = suggest("大家一起去了迪士尼乐园，后来又一起坐车回到了城里。");
    CHECK(known.by_archive);
    CHECK(known.all.empty());
}

TEST_CASE("what is longer than pages are is cut between regions into sections") {
    const auto sections = [](int paragraphs) {
        std::string text;
        for (int i = 0; i < paragraphs; ++i) {
            for (int k = 0; k < 20; ++k) text += "我们按照法律程序办理了手续。";
            text += "\n\n";
        }
        const auto document = test::page("a.md", std::move(text));
        const History history(document);
        const Draft draft = history.draft(1);
        std::vector<std::size_t> sizes;
        std::size_t regions = 0;
        for (const Draft& section : sections_of(draft)) {
            CHECK(section.regions.data() == draft.regions.data() + regions);
            regions += section.regions.size();
            sizes.push_back(section.regions.size());
        }
        CHECK(regions == draft.regions.size());
        return sizes;
    };
    CHECK(sections(40) == std::vector<std::size_t>{40});
    CHECK(sections(90) == std::vector<std::size_t>{45, 45});
}

TEST_CASE("in a sentence alone a stranger's name is left as it is") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    const Rule any = test::rule_of(Tier::suggest, {{"bare", {"bias -9"}},
                                                   {"bare_page", {"logit 1"}},
                                                   {"alone", {"model_gain 1", "changes_2 -20", "bias -1"}},
                                                   {"alone_page", {"logit 1"}}});
    CHECK(show(*sound, "记者的承恳态度。", 0.5f, any) == "承→诚\n");
    CHECK(show(*sound, "记者赵承恳报道。", 0.5f, any).empty());
}

TEST_CASE("a page of marks, Latin and rare characters has no suggestions") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    CHECK(show(*sound, "…………GPT-4——《》12345").empty());
    CHECK(show(*sound, "\xF0\xA0\x80\x80\xF0\xA0\x80\x81").empty());
    CHECK(show(*sound, "").empty());
}

TEST_CASE("characters are alike by their commonest readings") {
    const SoundLexicon* sound = lexicon();
    if (sound == nullptr) return;
    const SoundClasses classes(*sound->pinyin(), sound->language_model(), nullptr);
    CHECK(classes.relation(U'前', U'钱') == SoundClass::same_tone);
    CHECK(classes.relation(U'前', U'千') == SoundClass::same_syllable);
    CHECK(classes.relation(U'新', U'星') == SoundClass::fuzzy1);
    CHECK(classes.relation(U'新', U'天') == SoundClass::other);
    CHECK(SoundClasses::never(U'的', U'地'));
    CHECK_FALSE(SoundClasses::never(U'的', U'在'));
    const auto of = classes.of(U'重');
    REQUIRE(of.size() == 2);
    CHECK(of[0] != of[1]);
}
