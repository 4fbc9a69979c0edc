#include "pipeline/stage/glossary.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "pipeline/rule/glossary.hpp"
#include "tests/support/learned.hpp"
#include "tests/support/stage_show.hpp"
#include "tests/support/temp_folder.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

Rule rule(std::string id, std::string kind, Tier tier,
          std::vector<std::pair<std::string, std::vector<std::string>>> params = {}) {
    Rule out;
    out.id = std::move(id);
    out.stage = "glossary";
    out.kind = std::move(kind);
    out.tier = tier;
    out.confidence = 0.9f;
    out.message = {"“{old}”应为“{new}”", "“{old}” should be “{new}”"};
    out.params = std::move(params);
    return out;
}

Glossary glossary_of(std::string_view yaml) {
    Problems problems;
    const auto entries = glossary_load_yaml(yaml, "glossary/a.yaml", problems);
    REQUIRE(problems.empty());
    Glossary out;
    REQUIRE(out.add(glossary_pack(entries, {})));
    return out;
}

const Words& words() {
    static const std::string bytes = Words::pack({"游客", "打开", "做为难", "为难", "水浒传说", "传说"});
    static const Words all = *Words::view(bytes);
    return all;
}

Said show(const RuleBook& rules, const Glossary* glossary, std::string_view text,
          const std::string& folder = "/nonexistent", PageScript script = PageScript::simplified) {
    const Resources resources = Resources::at(folder);
    Problems problems;
    const auto stage = make_glossary_stage({rules, resources, glossary, &words(), {}}, problems);
    REQUIRE(problems.empty());
    return said(*stage, text, script);
}

}  // namespace

TEST_CASE("glossary stage: words of a traditional page are known by its simplified shadow") {
    const Glossary glossary = glossary_of("- {term: 重大, wrong: 重打}\n");
    const RuleBook rules{{rule("term/glossary", "glossary", Tier::safe)}};
    const auto findings = [&](std::string_view text, PageScript script) {
        return show(rules, &glossary, text, "/nonexistent", script).findings;
    };
    CHECK(findings("重打新聞", PageScript::traditional) == "重打→重大 suggest");
    CHECK(findings("重打開門", PageScript::traditional).empty());
    CHECK(findings("重打开门", PageScript::simplified).empty());
}

TEST_CASE("glossary stage: findings with evidence, locks of right forms") {
    const Glossary glossary = glossary_of(
        "- {term: 马督工, alias: 马督公, wrong: 马杜公, note: 主讲, source: 片头}\n- {term: 俄油, wrong: 俄游}\n- "
        "{term: OpenAI, casing: true}\n");
    const RuleBook rules{
        {rule("term/casing", "glossary", Tier::suggest), rule("term/glossary", "glossary", Tier::safe)}};
    const Said all = show(rules, &glossary, "马杜公和马督公买俄游，openai\n俄游客和OpenAI");
    CHECK(all.findings == "马杜公→马督工 safe; 俄游→俄油 suggest; openai→OpenAI suggest");
    CHECK(all.locks == "马杜公|马督公|OpenAI");
    const Finding& first = all.raw[0];
    CHECK(first.rule == "term/glossary");
    CHECK(first.message.zh == "“马杜公”应为“马督工”");
    CHECK(first.evidence.file == "glossary/a.yaml");
    CHECK(first.evidence.line == 1);
    CHECK(first.evidence.key == "马杜公");
    CHECK(first.evidence.facts.size() == 2);
    CHECK(first.confidence == Approx(0.9));
    CHECK(all.raw[1].confidence == Approx(0.9 * 0.85));
    CHECK(all.raw[2].rule == "term/casing");
}

TEST_CASE("glossary stage: a rule that is off says nothing, right forms stay locked") {
    const Glossary glossary = glossary_of("- {term: 马督工, wrong: 马杜公}\n");
    Rule off = rule("term/glossary", "glossary", Tier::safe);
    off.on = false;
    const Said all = show({{off}}, &glossary, "马杜公和马督工");
    CHECK(all.findings.empty());
    CHECK(all.locks == "马督工");
    CHECK(show({}, nullptr, "马杜公").locks.empty());
}

TEST_CASE("phrase rules: a table, its exceptions, no word cut") {
    const TempFolder folder;
    folder.write("dictionaries/variant/recogniser.tsv",
                 "# 表\nwrong\tright\tnote\tunless\n做为\t作为\t“做”是动作\t做为人\n呃，\t\n");
    const RuleBook rules{
        {rule("variant/recogniser", "phrase", Tier::suggest, {{"table", {"variant/recogniser.tsv"}}})}};
    const Said all = show(rules, nullptr, "做为老师，做为难的事，做为人，呃，好", folder.path());
    CHECK(all.findings == "做为→作为 suggest; 呃，→ suggest");
    CHECK(all.raw[0].evidence.line == 3);
    CHECK(all.raw[0].evidence.file == "dictionaries/variant/recogniser.tsv");
}

TEST_CASE("phrase rules: a spelling that dictionaries know is a hint where the archive writes it") {
    const TempFolder folder;
    folder.write("dictionaries/variant/recogniser.tsv",
                 "wrong\tright\tnote\tunless\tspelling\n报导\t报道\t\t\talso\n撤消\t撤销\t\t\talso\n");
    const RuleBook rules{
        {rule("variant/recogniser", "phrase", Tier::suggest, {{"table", {"variant/recogniser.tsv"}}})}};
    const Resources resources = Resources::at(folder.path());
    const test::Learned learned("记者报导了此事");
    StageInput input{rules, resources, nullptr, &words(), {}};
    Problems problems;
    CHECK(said(*make_glossary_stage(input, problems), "报导说撤消").findings == "报导→报道 suggest; 撤消→撤销 suggest");
    input.archive = &learned.archive();
    CHECK(said(*make_glossary_stage(input, problems), "报导说撤消").findings == "报导→报道 hint; 撤消→撤销 suggest");
    CHECK(problems.empty());
}

TEST_CASE("phrase rules: columns by name, deletions") {
    const TempFolder folder;
    folder.write("dictionaries/filler/fillers.tsv", "text\tkeep\tnote\n呃\t打呃|呃逆\t语气词\n");
    const RuleBook rules{{rule("filler/words", "phrase", Tier::hint, {{"table", {"filler/fillers.tsv"}}})}};
    const Said all = show(rules, nullptr, "呃他打呃，呃逆", folder.path());
    CHECK(all.findings == "呃→ hint");
    CHECK(all.raw[0].evidence.facts[0].second == "语气词");
}

TEST_CASE("book marks: both or none, not where marks stand or the name is something else") {
    const TempFolder folder;
    folder.write("dictionaries/title/works.tsv", "水浒传\n人民日报\t报纸\n红楼梦\n");
    const RuleBook rules{
        {rule("title/book-marks", "book-marks", Tier::suggest,
              {{"table", {"title/works.tsv"}}, {"not_before", {"社", "记者"}}, {"not_after", {"电视剧"}}})}};
    const auto show_it = [&](std::string_view text) { return show(rules, nullptr, text, folder.path()).findings; };
    CHECK(show_it("读水浒传的人") == "水→《水 + 传→传》 suggest");
    CHECK(show_it("《水浒传》、“水浒传”、「读水浒传」、《水浒传与红楼梦》").empty());
    CHECK(show_it("水浒传说、人民日报社、人民日报记者、电视剧红楼梦").empty());
    CHECK(show_it("（红楼梦）") == "红→《红 + 梦→梦》 suggest");
    CHECK(show_it("《三国》和红楼梦") == "红→《红 + 梦→梦》 suggest");
}

TEST_CASE("glossary stage: problems are told") {
    const Resources resources = Resources::at("/nonexistent");
    Problems problems;
    const RuleBook rules{{rule("a/b", "phrase", Tier::suggest),
                          rule("a/c", "phrase", Tier::suggest, {{"table", {"x.tsv"}}}),
                          rule("a/d", "nonsense", Tier::suggest)}};
    CHECK(make_glossary_stage({rules, resources, nullptr, nullptr, {}}, problems) == nullptr);
    CHECK(problems.size() == 3);
}

TEST_CASE("the shipped tables say what the pages of their rules say") {
    const std::string share = std::string(JIAODUI_BINARY_DIR) + "/share/jiaodui";
    const RuleBook rules{
        {rule("title/book-marks", "book-marks", Tier::suggest,
              {{"table", {"title/media.tsv", "title/laws.tsv"}}, {"not_before", {"研究会"}}}),
         rule("variant/recogniser", "phrase", Tier::suggest, {{"table", {"variant/recogniser.tsv"}}})}};
    const auto show_it = [&](std::string_view text) { return show(rules, nullptr, text, share).findings; };
    CHECK(show_it("一但错过就来不及了。") == "一但→一旦 suggest");
    CHECK(show_it("单一但重要的原因，是机器人材料不够。").empty());
    CHECK(show_it("他年轻时读过共产党宣言。") == "共→《共 + 言→言》 suggest");
    CHECK(show_it("他年轻时读过《共产党宣言》，也听过“共产党宣言”的课，还去过共产党宣言研究会。").empty());

    Glossary glossary;
    auto file = MappedFile::open(share + "/glossary.bin");
    REQUIRE(file);
    REQUIRE(glossary.add(std::move(*file)));
    const RuleBook terms{{rule("term/casing", "glossary", Tier::safe), rule("term/glossary", "glossary", Tier::safe)}};
    CHECK(show(terms, &glossary, "新加坡副总理黄寻才表示，厄里特里亚的代表也到场。").findings ==
          "黄寻才→黄循财 safe; 厄里特里亚→厄立特里亚 safe");
    CHECK(show(terms, &glossary, "他用deepmind和CHATGPT做实验。").findings ==
          "deepmind→DeepMind safe; CHATGPT→ChatGPT safe");
    CHECK(show(terms, &glossary, "他用DeepMind和ChatGPT做实验，见chatgpt.com和@chatgpt。").findings.empty());
}
