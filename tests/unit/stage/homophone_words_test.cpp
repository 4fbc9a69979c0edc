#include "pipeline/stage/homophone_words.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/stage/homophone.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/rules.hpp"
#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;
using test::Params;

namespace {

// What homophone/word says with these parameters; the archive may be null.
std::string show(const ArchiveLexicon* archive, std::string_view text, Params params) {
    const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (!sound.missing().empty()) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return "skipped";
    }
    Rule rule = test::rule_of(Tier::suggest, std::move(params));
    rule.id = "homophone/word";
    rule.stage = "homophone";
    rule.kind = "homophone-word";
    const RuleBook rules{{rule}};
    StageInput input{rules, *resources, nullptr, nullptr, {}};
    input.sound = &sound;
    input.archive = archive;
    input.notices = {"尚未校对"};
    Problems problems;
    const auto stage = make_homophone_stage(input, problems);
    REQUIRE(problems.empty());
    return said(*stage, text).findings;
}

// When this has been learned: all that the archive finds likelier is shown.
std::string show(const std::string& learned, std::string_view text, const std::string& short_shown = "0.5") {
    const test::Learned archive(learned);
    return show(&archive.archive(), text,
                {{"archive", {"archive_gain 1"}},
                 {"archive_page", {"logit 1"}},
                 {"archive_errors", {"bias -5"}},
                 {"shown", {"0.5"}},
                 {"shown_good", {"0.5"}},
                 {"short_shown", {short_shown}}});
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
    // On a page that nobody has proofread only who gave it its title does.
    const std::string learned = "我们在平泉县开会。本文尚未校对。", raw = "\n本文尚未校对。";
    CHECK(show(learned, "我们在平全县开会，平泉县很远。" + raw) == "全→泉 suggest");
    CHECK(show(learned, "# 我们在平全县开会，平泉县很远" + raw) == "全→泉 hint");
}

TEST_CASE("the bar of a page goes by the errors it is estimated to have, and by what it says of itself") {
    std::string page = "他的态度非常承恳。";
    for (int i = 0; i < 40; ++i) page += "我们按照法律程序办理了手续。";
    const auto told = [&](const std::string& errors, const std::string& notice = "") {
        return show(nullptr, page + notice,
                    {{"bare", {"model_gain 1", "bias -4"}},
                     {"bare_page", {"logit 1"}},
                     {"bare_errors", {"density 0", "bias " + errors}},
                     {"bare_shown", {"0.5"}},
                     {"bare_shown_good", {"1"}},
                     {"bare_raw_shown_good", {"0.5"}}});
    };
    if (told("9") == "skipped") return;
    CHECK(told("9") == "承→诚 suggest");
    CHECK(told("-9").empty());
    CHECK(told("-9", "本文尚未校对。") == "承→诚 suggest");
}
