// Clauses 9 and 11, withholding and directives, on stages made for the purpose.
#include <catch2/catch.hpp>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/engine/proofread.hpp"

using namespace jiaodui;

namespace {

// Replaces every occurrence of a word.
class Swap : public Stage {
  public:
    Swap(RuleId rule, std::string from, std::string to, Tier tier = Tier::safe)
        : rule_(rule), from_(std::move(from)), to_(std::move(to)), tier_(tier) {}
    StageId name() const override { return "toy"; }
    void propose(const Draft& draft, Proposals& out) const override {
        for (const Region& region : draft.regions) {
            const std::string_view text = draft.text.substr(0, region.at.end);
            for (std::size_t at = text.find(from_, region.at.begin); at != std::string_view::npos;
                 at = text.find(from_, at + from_.size())) {
                const auto begin = static_cast<std::uint32_t>(at);
                const DraftSpan span{begin, begin + static_cast<std::uint32_t>(from_.size())};
                out.findings.push_back(replacement(rule_, tier_, span, to_, {}));
            }
        }
    }

  private:
    RuleId rule_;
    std::string from_, to_;
    Tier tier_;
};

std::shared_ptr<const Document> one_line(const std::string& text) {
    ViewBuilder build("a.txt", Format::plain, text);
    build.begin_region(RegionKind::paragraph);
    build.show(static_cast<std::uint32_t>(text.size()));
    build.end_region();
    return std::make_shared<const Document>(build.finish());
}

template <class... S>
Pipeline pipeline_of(S... stages) {
    Pipeline pipeline;
    (pipeline.stages.push_back(std::make_unique<S>(std::move(stages))), ...);
    return pipeline;
}

std::vector<std::string> told(const Outcome& outcome) {
    std::vector<std::string> out;
    for (const Entry& entry : outcome.entries) {
        std::string line(outcome.speaker(entry).finding.rule);
        line += " " + entry.old_text;
        for (const std::string& text : entry.new_texts) line += "→" + text;
        out.push_back(std::move(line));
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("what one fix provokes is fixed in the next round, so a second run is idle") {
    // The glossary stage stands after the punctuation stage, and makes a Han neighbour for the comma.
    const Pipeline pipeline = pipeline_of(Swap("p/comma", "用,中", "用，中"), Swap("g/app", "App", "应用"));
    const Outcome first = proofread(pipeline, one_line("App,中国"), {});
    CHECK(first.bytes == "应用，中国");
    CHECK_FALSE(proofread(pipeline, one_line(first.bytes), {}).changed());
}

TEST_CASE("a chain of fixes on one place is one finding, credited to all") {
    const Pipeline pipeline = pipeline_of(Swap("w/width", "Ａ", "A"), Swap("g/term", "A股", "A 股"));
    const Outcome outcome = proofread(pipeline, one_line("买Ａ股"), {});
    REQUIRE(outcome.entries.size() == 1);
    CHECK(outcome.entries[0].old_text == "Ａ股");
    CHECK(outcome.entries[0].new_texts == Lines{"A 股"});
    CHECK(outcome.entries[0].records.size() == 2);
}

TEST_CASE("fixes that undo each other are withheld and reported") {
    const Pipeline pipeline =
        pipeline_of(Swap("a/there", "甲乙", "乙甲"), Swap("a/back", "乙甲", "甲乙"), Swap("b/fine", "丙", "丁"));
    const Outcome outcome = proofread(pipeline, one_line("甲乙和丙"), {});
    CHECK(outcome.bytes == "甲乙和丁");
    CHECK(told(outcome) == Lines{"meta/unstable 甲乙", "b/fine 丙→丁"});
    CHECK(proofread(pipeline, one_line(outcome.bytes), {}).bytes == outcome.bytes);
}

TEST_CASE("a fix that grows for ever is withheld") {
    const Pipeline pipeline = pipeline_of(Swap("a/grow", "多", "多多"));
    const Outcome outcome = proofread(pipeline, one_line("很多人"), {});
    CHECK(outcome.bytes == "很多人");
    CHECK(told(outcome) == Lines{"meta/unstable 多"});
}

TEST_CASE("a suggestion waits, and later stages read the author's words") {
    const Pipeline pipeline =
        pipeline_of(Swap("a/maybe", "推力", "推理", Tier::suggest), Swap("b/right", "推理模型", "X"));
    const Outcome outcome = proofread(pipeline, one_line("推力模型"), {});
    CHECK_FALSE(outcome.changed());
    CHECK(told(outcome) == Lines{"a/maybe 推力→推理"});
}

TEST_CASE("hunks that would change the structure are withheld, the rest is made") {
    const Pipeline pipeline = pipeline_of(Swap("a/bad", "坏", "#"), Swap("b/good", "好", "佳"));
    ProofreadOptions options;
    options.same_structure = [](const Document&, std::string_view bytes) {
        return bytes.find('#') == std::string_view::npos;
    };
    const Outcome outcome = proofread(pipeline, one_line("好人坏人好事坏事"), options);
    CHECK(outcome.bytes == "佳人坏人佳事坏事");
    int cut = 0;
    for (const Record& record : outcome.records) cut += record.fate == Fate::cuts_markup ? 1 : 0;
    CHECK(cut == 2);
}

TEST_CASE("a directive silences its scope, and one that silences nothing is reported") {
    auto document = std::make_shared<Document>(*one_line("坏 坏"));
    document->directives = {{{3, 4}, {0, 3}, {"a/bad"}}, {{3, 4}, {4, 7}, {"other/*"}}};
    const Outcome outcome = proofread(pipeline_of(Swap("a/bad", "坏", "好")), document, {});
    CHECK(outcome.bytes == "坏 好");
    CHECK(told(outcome) == Lines{"meta/unused  ", "a/bad 坏→好"});
}
