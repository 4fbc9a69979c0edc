// Decisions at work: on a stage made for the purpose, through the whole of proofread().
#include <catch2/catch.hpp>

#include "pipeline/document/view_builder.hpp"
#include "pipeline/engine/proofread.hpp"
#include "pipeline/review/decisions.hpp"

using namespace jiaodui;

namespace {

using Lines = std::vector<std::string>;

// Offers texts for every occurrence of a word.
class Offer : public Stage {
  public:
    Offer(RuleId rule, std::string from, Lines texts, Tier tier = Tier::suggest, int priority = 0)
        : rule_(rule), from_(std::move(from)), texts_(std::move(texts)), tier_(tier), priority_(priority) {}
    StageId name() const override { return "toy"; }
    void propose(const Draft& draft, Proposals& out) const override {
        for (std::size_t at = draft.text.find(from_); at != std::string_view::npos;
             at = draft.text.find(from_, at + from_.size())) {
            const auto begin = static_cast<std::uint32_t>(at);
            const DraftSpan span{begin, begin + static_cast<std::uint32_t>(from_.size())};
            Finding finding = replacement(rule_, tier_, span, texts_.front(), {});
            finding.others.assign(texts_.begin() + 1, texts_.end());
            finding.priority = priority_;
            out.findings.push_back(std::move(finding));
        }
    }

  private:
    RuleId rule_;
    std::string from_;
    Lines texts_;
    Tier tier_;
    int priority_;
};

std::shared_ptr<const Document> page(const std::string& text) {
    ViewBuilder build("a.txt", Format::plain, text);
    build.begin_region(RegionKind::paragraph);
    build.show(static_cast<std::uint32_t>(text.size()));
    build.end_region();
    return std::make_shared<const Document>(build.finish());
}

template <class... S>
Pipeline stages(S... all) {
    Pipeline pipeline;
    (pipeline.stages.push_back(std::make_unique<S>(std::move(all))), ...);
    return pipeline;
}

Outcome judged(const Pipeline& pipeline, const std::string& text, const Decisions& decisions,
               std::string_view file = "a.txt") {
    ProofreadOptions options;
    options.decide = [&](const Outcome& outcome) { return decisions.fates(outcome, file); };
    Outcome outcome = proofread(pipeline, page(text), options);
    decisions.mark(outcome, file);
    return outcome;
}

Lines told(const Outcome& outcome) {
    Lines out;
    for (const Entry& entry : outcome.entries) {
        std::string line = entry.old_text;
        for (const std::string& text : entry.new_texts) line += "→" + text;
        out.push_back(line + "@" + std::to_string(entry.at.begin));
    }
    return out;
}

Decision answer(const Outcome& outcome, std::size_t entry, Answer said, std::optional<std::string> to = {}) {
    return decision_about(keys_of(outcome)[entry], "a.txt", said, std::move(to));
}

}  // namespace

TEST_CASE("a rejected suggestion does not come back, also when lines above it have moved") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const std::string text = "说淘宝与民营航天公司剑源科技";
    const Decisions no({answer(judged(pipeline, text, {}), 0, Answer::reject)});
    CHECK(told(judged(pipeline, text, no)).empty());
    CHECK(told(judged(pipeline, "开头加了一大段话。\n\n" + text, no)).empty());
    CHECK(told(judged(pipeline, "说淘宝与民营航天公司，剑源\n科技", no)).empty());
}

TEST_CASE("it holds where one side still agrees, and not where neither does") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const Decisions no({answer(judged(pipeline, "甲乙丙丁剑源戊己庚辛", {}), 0, Answer::reject)});
    CHECK(told(judged(pipeline, "甲乙丙丁剑源不是庚辛", no)).empty());
    CHECK(told(judged(pipeline, "子丑寅卯剑源戊己庚辛", no)).empty());
    CHECK(told(judged(pipeline, "子丑寅卯剑源不是庚辛", no)) == Lines{"剑源→箭元@12"});
}

TEST_CASE("one of two equal places is rejected: the other one is still asked about") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const std::string verse = "甲乙丙丁剑源戊己庚辛壬癸子丑寅卯";
    const std::string text = verse + "。" + verse + "。" + verse;
    const Decision second = answer(judged(pipeline, text, {}), 1, Answer::reject);
    // The first and the last stand at an end of the text.
    const Lines left = told(judged(pipeline, text, Decisions({second})));
    CHECK(left.size() == 2);
    CHECK(left[0] == "剑源→箭元@12");
}

TEST_CASE("of several equal places the number decides") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const std::string verse = "壬癸子丑寅卯辰巳剑源壬癸子丑寅卯辰巳";
    const std::string text = verse + verse + verse;
    const Outcome first = judged(pipeline, text, {});
    REQUIRE(keys_of(first)[1].of == 3);
    CHECK(told(judged(pipeline, text, Decisions({answer(first, 1, Answer::reject)}))) ==
          Lines{told(first)[0], told(first)[2]});
}

TEST_CASE("a safe fix that was rejected is not made, and the rest is") {
    const Pipeline pipeline =
        stages(Offer("t/a", "剑源", {"箭元"}, Tier::safe), Offer("t/b", "裁联社", {"财联社"}, Tier::safe));
    const std::string text = "公司剑源科技，包括裁联社在内";
    const Outcome before = judged(pipeline, text, {});
    CHECK(before.bytes == "公司箭元科技，包括财联社在内");
    const Outcome after = judged(pipeline, text, Decisions({answer(before, 0, Answer::reject)}));
    CHECK(after.bytes == "公司剑源科技，包括财联社在内");
    CHECK(told(after).size() == 1);
}

TEST_CASE("a chain of safe fixes is turned down as the one change that it is") {
    const Pipeline pipeline = stages(Offer("t/a", "Ａ", {"A"}, Tier::safe), Offer("t/b", "A股", {"甲股"}, Tier::safe));
    const Outcome before = judged(pipeline, "买Ａ股吧", {});
    REQUIRE(before.bytes == "买甲股吧");
    CHECK(judged(pipeline, "买Ａ股吧", Decisions({answer(before, 0, Answer::reject)})).bytes == "买Ａ股吧");
}

TEST_CASE("what a rejected suggestion had shadowed is told") {
    const Pipeline pipeline =
        stages(Offer("t/a", "杜公", {"督公"}, Tier::suggest, 5), Offer("t/b", "马杜公", {"马督工"}));
    const Outcome before = judged(pipeline, "这是马杜公说的", {});
    REQUIRE(told(before) == Lines{"杜公→督公@9"});
    CHECK(told(judged(pipeline, "这是马杜公说的", Decisions({answer(before, 0, Answer::reject)}))) ==
          Lines{"马杜公→马督工@6"});
}

TEST_CASE("of several candidates the ones turned down are dropped") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元", "剑元", "建元"}));
    const Outcome before = judged(pipeline, "公司剑源科技", {});
    Decision no = answer(before, 0, Answer::reject);
    no.also = {"建元"};
    const Outcome after = judged(pipeline, "公司剑源科技", Decisions({no}));
    CHECK(told(after) == Lines{"剑源→剑元@6"});
    REQUIRE(after.entries[0].edits.size() == 1);
    CHECK(after.entries[0].edits[0].text == "剑元");
}

TEST_CASE("scopes: the file, the repository, the rule; the place comes before them") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}), Offer("t/b", "裁联社", {"财联社"}));
    const std::string text = "公司剑源科技，包括裁联社在内，还是剑源";
    Decision no = answer(judged(pipeline, text, {}), 0, Answer::reject);
    no.scope = Scope::file;
    CHECK(told(judged(pipeline, text, Decisions({no}))) == Lines{"裁联社→财联社@27"});
    CHECK(told(judged(pipeline, text, Decisions({no}), "b.txt")).size() == 3);
    no.scope = Scope::repo;
    no.file.clear();
    CHECK(told(judged(pipeline, text, Decisions({no}), "b.txt")).size() == 1);
    Decision off;
    off.scope = Scope::rule_off;
    off.rule = "t/b";
    CHECK(told(judged(pipeline, text, Decisions({no, off}), "b.txt")).empty());
    const Decision yes = answer(judged(pipeline, text, {}), 0, Answer::accept);
    CHECK(told(judged(pipeline, text, Decisions({no, off, yes}))) == Lines{"剑源→箭元@6"});
}

TEST_CASE("an accepted text that comes back is told as meta/regressed, and only once it had been written") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const std::string text = "公司剑源科技";
    Decision yes = answer(judged(pipeline, text, {}), 0, Answer::accept);
    const Outcome open = judged(pipeline, text, Decisions({yes}));
    CHECK(open.speaker(open.entries.at(0)).finding.rule == "t/a");
    yes.done = true;
    const Outcome back = judged(pipeline, text, Decisions({yes}));
    REQUIRE(back.entries.size() == 1);
    CHECK(back.speaker(back.entries[0]).finding.rule == "meta/regressed");
    CHECK(back.entries[0].new_texts == Lines{"箭元"});
}

TEST_CASE("a page that was renamed keeps its rejections") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const Decisions no({answer(judged(pipeline, "甲乙丙丁剑源戊己庚辛", {}), 0, Answer::reject)});
    CHECK(told(judged(pipeline, "甲乙丙丁剑源戊己庚辛", no, "new/name.txt")).empty());
    CHECK(told(judged(pipeline, "子丑寅卯剑源戊己庚辛", no, "new/name.txt")).size() == 1);
}

TEST_CASE("old debt is baselined") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const Outcome outcome =
        judged(pipeline, "公司剑源科技", Decisions({answer(judged(pipeline, "公司剑源科技", {}), 0, Answer::known)}));
    CHECK(outcome.entries.empty());
    CHECK(outcome.records.at(0).fate == Fate::baselined);
}

TEST_CASE("a text that was typed over a suggestion turns the suggestion down") {
    const Pipeline pipeline = stages(Offer("t/a", "剑源", {"箭元"}));
    const Decision typed = answer(judged(pipeline, "公司剑源科技", {}), 0, Answer::edit, "剑源号");
    CHECK(typed.also == Lines{"箭元"});
    CHECK(told(judged(pipeline, "公司剑源号科技", Decisions({typed}))).empty());
}

TEST_CASE("a refusal holds for another suggestion that would write the same letters at the place") {
    const std::string text = "他们在八卦领片区走，又到八卦领宿舍看。";
    const Pipeline long_pair = stages(Offer("t/long", "八卦领", {"八卦岭"}));
    const Pipeline short_pair = stages(Offer("t/short", "领", {"岭"}));
    const Outcome first = judged(long_pair, text, {});
    REQUIRE(first.entries.size() == 2);
    const Decisions one({decision_about(keys_of(first)[0], "a.txt", Answer::reject)});
    CHECK(told(judged(short_pair, text, one)) == Lines{"领→岭@42"});  // at the other place it is asked about
    const Outcome second = judged(short_pair, text, {});
    const Decisions other({decision_about(keys_of(second)[1], "a.txt", Answer::reject)});
    CHECK(told(judged(long_pair, text, other)) == Lines{"八卦领→八卦岭@9"});
    CHECK(told(judged(stages(Offer("t/else", "领", {"令"})), text, one)).size() == 2);  // other letters
}
