// What stays on the screen of an editor while somebody types.
#include <catch2/catch.hpp>

#include "pipeline/document/document.hpp"
#include "pipeline/serve/lsp_carry.hpp"
#include "tests/unit/emit/outcomes.hpp"

using namespace jiaodui;
using jiaodui::test::OutcomeMaker;

namespace {

const auto by_sound = [](Record& record) { record.stage = "homophone"; };

Outcome former() {
    return OutcomeMaker("页.md", "剑源在前。中间𠮷。法律在后,又一个马克。")
        .add("homophone/word", Tier::suggest, "剑源", {"箭元"})
        .last_record(by_sound)
        .add("homophone/word", Tier::suggest, "法律", {"法力"})
        .last_record(by_sound)
        .add("punct/halfwidth", Tier::suggest, ",", {"，"})
        .add("homophone/word", Tier::safe, "马克", {"马可"}, 1.0f, Fate::applied)
        .last_record(by_sound)
        .make();
}

std::vector<std::string> olds(const Outcome& outcome) {
    std::vector<std::string> out;
    for (const Entry& entry : outcome.entries) {
        CHECK(slice(outcome.document->bytes, entry.at) == entry.old_text);
        for (const SourceEdit& edit : entry.edits) CHECK(edit.at == entry.at);
        CHECK(outcome.speaker(entry).finding.rule != "");
        out.push_back(entry.old_text);
    }
    return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what stands before and behind an edit keeps its place in the text, whatever was put in or taken out") {
    for (const char* middle : {"中间各位𠮷。", "中𠮷。", "", "中间𠮷。"}) {
        Outcome now = OutcomeMaker("页.md", std::string("剑源在前。") + middle + "法律在后,又一个马克。").make();
        carry_over(former(), "homophone", now);
        CHECK(olds(now) == Names{"剑源", "法律"});
    }
}

TEST_CASE("what an edit touches stays behind") {
    Outcome now = OutcomeMaker("页.md", "剑源在前。中间𠮷。法规律在后,又一个马克。").make();
    carry_over(former(), "homophone", now);
    CHECK(olds(now) == Names{"剑源"});
}

TEST_CASE("what a quick look has found itself has the place") {
    Outcome now = OutcomeMaker("页.md", "剑源在前。中间各位𠮷。法律在后,又一个马克。")
                      .add("term/glossary", Tier::suggest, "剑源在", {"箭源在"})
                      .make();
    carry_over(former(), "homophone", now);
    CHECK(olds(now) == Names{"剑源在", "法律"});
}

TEST_CASE("an empty text carries nothing") {
    Outcome now = OutcomeMaker("页.md", "").make();
    carry_over(former(), "homophone", now);
    CHECK(now.entries.empty());
}
