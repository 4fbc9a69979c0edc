// What goes with a word that is taken away: one pause too many, never one too few.
#include "pipeline/stage/pauses.hpp"

#include <catch2/catch.hpp>

#include "pipeline/text/sign_index.hpp"

using namespace jiaodui;

namespace {

// The text without 呃; `!` before it where 呃 is all there is. A | in the text is the hidden edge of a cue.
std::string without(std::string text) {
    std::vector<Span> anchors;
    for (std::size_t bar = text.find('|'); bar != std::string::npos; bar = text.find('|')) {
        text.erase(bar, 1);
        anchors.push_back(Span(static_cast<std::uint32_t>(bar), static_cast<std::uint32_t>(bar)));
    }
    const Region region{RegionKind::cue, {0, static_cast<std::uint32_t>(text.size())}, 0};
    SignIndex signs;
    signs.build(text);
    const PageFacts facts;
    const Draft draft{text, {&region, 1}, anchors, {}, &signs, facts, {}};
    const auto at = static_cast<std::uint32_t>(text.find("呃"));
    const Span word{at, at + 3};
    const Pauses around = pauses_around(draft, region, word);
    const Span gone = around.without(word);
    return (around.alone() ? "!" : "") + text.substr(0, gone.begin) + text.substr(gone.end);
}

}  // namespace

TEST_CASE("the pause that would be left over goes too", "[pauses]") {
    CHECK(without("他呃说") == "他说");
    CHECK(without("呃，他说") == "他说");
    CHECK(without("好，呃，他说") == "好，他说");
    CHECK(without("好。呃，他说") == "好。他说");
    CHECK(without("好，呃。他说") == "好。他说");
    CHECK(without("好，呃") == "好");
    CHECK(without("好呃，他说") == "好，他说");
    CHECK(without("好，呃他说") == "好，他说");
    CHECK(without("好， 呃， 他说") == "好， 他说");
}

TEST_CASE("a word may be all that a line or a cue says", "[pauses]") {
    CHECK(without("呃") == "!");
    CHECK(without("呃。") == "!");
    CHECK(without("好\n呃……\n他说") == "!好\n\n他说");
    CHECK(without("好|呃|他说") == "!好他说");
    CHECK(without("好|呃他说") == "好他说");
    CHECK(without("呃。好") == "好");
    CHECK(without("好。呃？他说") == "好。他说");
}
