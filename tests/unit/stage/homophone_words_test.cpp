#include "pipeline/stage/homophone_words.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/stage/homophone.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

// What homophone/word says when this has been learned: all that the archive finds likelier is shown.
std::string show(const std::string& learned, std::string_view text, const std::string& short_shown = "0.5") {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (!sound.missing().empty()) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return "skipped";
    }
    const test::Learned archive(learned);
    Rule rule;
    rule.id = "homophone/word";
    rule.stage = "homophone";
    rule.kind = "homophone-word";
    rule.tier = Tier::suggest;
    rule.params = {{"archive", {"archive_gain 1"}}, {"archive_page", {"logit 1"}},
                   {"archive_errors", {"bias -5"}}, {"shown", {"0.5"}},
                   {"shown_good", {"0.5"}},         {"short_shown", {short_shown}}};
    const RuleBook rules{{rule}};
    StageInput input{rules, *resources, nullptr, nullptr, {}};
    input.sound = &sound;
    input.archive = &archive.archive();
    Problems problems;
    const auto stage = make_homophone_stage(input, problems);
    REQUIRE(problems.empty());
    return said(*stage, text).findings;
}

}  // namespace

TEST_CASE("what the archive writes is suggested") {
    const std::string found = show("大家一起去了迪士尼乐园", "后来大家一起去了迪士泥乐园。");
    if (found == "skipped") return;
    CHECK(found == "泥→尼 suggest");
}

TEST_CASE("a text that is no page has a bar of its own") {
    const std::string found = show("大家一起去了迪士尼乐园", "后来大家一起去了迪士泥乐园。", "2");
    if (found == "skipped") return;
    CHECK(found == "泥→尼 hint");
}

TEST_CASE("two words of the dictionary are two spellings, and neither is put for the other") {
    CHECK(show("大家一起去了迪士尼乐园", "后来大家一起去了迪斯尼乐园。").find("suggest") == std::string::npos);
}

TEST_CASE("who writes both tells them apart, on a good page") {
    const std::string found = show("我们在平泉县开会", "我们在平全县开会。");
    if (found == "skipped") return;
    CHECK(found == "全→泉 suggest");
    CHECK(show("我们在平泉县开会", "我们在平全县开会，平泉县很远。") == "全→泉 hint");
}
