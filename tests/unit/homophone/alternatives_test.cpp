#include "pipeline/homophone/alternatives.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "tests/support/learned.hpp"

using namespace jiaodui;

TEST_CASE("alternatives: what the archive has that sounds like a character, by tier") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr || sound.language_model() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    const test::Learned learned("中炬高新的续集需要耐心");
    const ArchiveLexicon& archive = learned.archive();
    const SoundClasses classes(*sound.pinyin(), sound.language_model(), &archive);
    const Alternatives alternatives(*sound.pinyin(), classes, &archive);
    const auto alike = [&](char32_t ch, char32_t other) { return alternatives.alike(ch).has(archive.symbol(other)); };
    const auto near = [&](char32_t ch, char32_t other) { return alternatives.near(ch).has(archive.symbol(other)); };

    CHECK(alike(U'旭', U'续'));
    CHECK(alike(U'旭', U'需'));        // another tone
    CHECK(alike(U'续', U'续'));        // itself
    CHECK_FALSE(alike(U'旭', U'炬'));  // less alike
    CHECK(near(U'旭', U'炬'));
    CHECK_FALSE(near(U'旭', U'续'));
    CHECK_FALSE(near(U'旭', U'心'));
    CHECK(alternatives.alike(U'𠮷').size() == 1);  // it has no reading: itself
    CHECK(alternatives.near(U'𠮷').size() == 0);

    // Threads that ask at once are given one set.
    std::vector<const SymbolSet*> given(8);
    {
        std::vector<std::jthread> threads;
        for (auto& one : given) threads.emplace_back([&] { one = &alternatives.alike(U'耐'); });
    }
    CHECK(std::all_of(given.begin(), given.end(), [&](const SymbolSet* one) { return one == given.front(); }));
    CHECK(given.front()->has(archive.symbol(U'耐')));
}
