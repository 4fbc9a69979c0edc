#include "pipeline/stage/homophone.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/rule/glossary.hpp"
#include "tests/support/stage_show.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

Rule rule(std::string kind) {
    Rule out;
    out.id = "homophone/term";
    out.stage = "homophone";
    out.kind = std::move(kind);
    return out;
}

}  // namespace

TEST_CASE("without readings the stage is there and says nothing") {
    const TempFolder folder;
    const Resources resources = Resources::at(folder.path());
    const SoundLexicon sound(resources);
    Glossary glossary;
    const RuleBook rules{{rule("homophone-term")}};
    StageInput input{rules, resources, &glossary, nullptr, {}};
    input.sound = &sound;
    Problems problems;
    const auto stage = make_homophone_stage(input, problems);
    REQUIRE(stage);
    CHECK(said(*stage, "时控人宣称").findings.empty());
}

TEST_CASE("a kind of rule that the stage does not know is a problem") {
    const Resources resources = Resources::at("/nonexistent");
    const RuleBook rules{{rule("homophone-guess")}};
    Problems problems;
    CHECK(make_homophone_stage({rules, resources, nullptr, nullptr, {}}, problems) == nullptr);
    CHECK(problems.size() == 1);
}
