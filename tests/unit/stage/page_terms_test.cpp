#include "pipeline/stage/page_terms.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/sound_lexicon.hpp"

using namespace jiaodui;

namespace {

// What the rule says to lines under a front matter, as `旧→新`; the first line may be a heading.
std::string say(std::string_view title, std::string_view lines, bool heading = false,
                std::string_view recurring = "0") {
    const Resources resources = *Resources::find();
    const SoundLexicon sound(resources);
    Rule rule;
    rule.id = "term/frontmatter";
    rule.stage = "homophone";
    rule.kind = "homophone-page";
    rule.params = {
        {"keys", {"title"}}, {"least", {recurring == "0" ? "2" : "1"}}, {"recurring", {std::string(recurring)}}};
    const RuleBook rules{{rule}};
    StageInput input{rules, resources, nullptr, nullptr, {}};
    input.sound = &sound;
    Problems problems;
    const auto stage = make_homophone_stage(input, problems);
    REQUIRE(stage);
    std::vector<Region> regions;
    std::string text;
    while (true) {
        const auto end = lines.find('\n');
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += lines.substr(0, end);
        const RegionKind kind = heading && regions.empty() ? RegionKind::heading : RegionKind::paragraph;
        regions.push_back(
            {kind, {begin, static_cast<std::uint32_t>(text.size())}, static_cast<std::uint32_t>(regions.size())});
        if (end == std::string_view::npos) break;
        text += "\uFFFC";
        lines.remove_prefix(end + 1);
    }
    SignIndex signs;
    signs.build(text);
    PageFacts page;
    page.front_matter = {{"title", std::string(title)}};
    const Draft draft{text, regions, {}, {}, &signs, page, {}, 1};
    Proposals proposals;
    stage->propose(draft, proposals);
    std::string out;
    for (const Finding& finding : proposals.findings) {
        CHECK(finding.tier == Tier::suggest);
        out += std::string(slice(text, finding.at)) + "→" + finding.fix->edits[0].text + ";";
    }
    return out;
}

bool installed() {
    const SoundLexicon sound(*Resources::find());
    if (sound.missing().empty()) return true;
    WARN("skipped: " << sound.missing()[0].message.en);
    return false;
}

}  // namespace

TEST_CASE("a name that the title writes otherwise is told when it recurs") {
    if (!installed()) return;
    CHECK(say("普拉博沃就任总统", "普拉伯沃宣誓就职\n普拉伯沃讲了话") == "普拉伯沃→普拉博沃;普拉伯沃→普拉博沃;");
    CHECK(say("普拉博沃就任总统", "普拉伯沃宣誓就职").empty());                        // once
    CHECK(say("普拉博沃就任总统", "普拉博沃宣誓就职\n普拉博沃讲了话").empty());        // right
    CHECK(say("普拉博沃，又作普拉伯沃", "普拉伯沃宣誓就职\n普拉伯沃讲了话").empty());  // both are written there
    CHECK(say("宝鸡十几年的机场", "在保基市上车\n保基市下车").empty());                // no name either
    CHECK(say("今天的天气很好", "金天的天气\n金天的天气").empty());                    // no name
    CHECK(say("节目", "普拉博沃其人\n普拉伯沃宣誓就职\n普拉伯沃讲了话", true) ==
          "普拉伯沃→普拉博沃;普拉伯沃→普拉博沃;");
}

TEST_CASE("a name that the page writes otherwise most of the time is told, by any page") {
    if (!installed()) return;
    const std::string often = "普拉博沃就任总统\n人们欢迎普拉博沃\n普拉博沃宣誓就职\n";
    const auto recurring = [](const std::string& lines, std::string_view title = "") {
        return say(title, lines, false, "3");
    };
    CHECK(recurring(often + "普拉伯沃讲了话") == "普拉伯沃→普拉博沃;");
    CHECK(recurring(often + "普拉博沃讲了话").empty());
    CHECK(recurring(often + "普拉伯沃讲了话\n普拉伯沃走了").empty());                // nearly as often
    CHECK(recurring("普拉博沃就任总统\n人们欢迎普拉博沃\n普拉伯沃讲了话").empty());  // twice is not often
    CHECK(recurring(often + "普拉伯沃讲了话", "又作普拉伯沃").empty());              // people wrote it
    CHECK(recurring("我们的发言\n我们的发言\n我们的发言\n我们的发掩").empty());      // no name
}
