// The stage `script`: one case a clause of its law. Each finding is written `old→new tier rule`.
#include "pipeline/stage/script.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/lexicon/page_script.hpp"
#include "pipeline/lexicon/words.hpp"

using namespace jiaodui;

namespace {

RuleBook book() {
    RuleBook out;
    const auto add = [&](const char* id, Tier tier) -> Rule& {
        Rule rule;
        rule.id = id;
        rule.stage = rule.kind = "script";
        rule.tier = tier;
        rule.message = {"{old}→{new}", "{old}→{new}"};
        out.rules.push_back(rule);
        return out.rules.back();
    };
    add("script/convert", Tier::safe);
    add("script/leaked-simplified", Tier::safe);
    add("script/leaked-traditional", Tier::safe).params = {{"phrases", {"由於", "特徵"}}};
    add("script/mixed", Tier::hint);
    add("script/quoted", Tier::suggest);
    add("script/variant", Tier::suggest).params = {
        {"doubtful", {"乾", "昇", "覆"}}, {"phrases", {"乾燥"}}, {"keep", {"颠覆", "乾隆"}}};
    return out;
}

struct Options {
    RuleBook rules = book();
    PageScript script = PageScript::simplified;
    RegionKind region = RegionKind::paragraph;
    std::vector<Span> locks = {};
    int round = 1;
    bool with_words = true;
};

// What the samples below write with a leaked character.
const std::string word_bytes = Words::pack({"沈阳", "戒烟", "欧洲", "发展", "驳斥", "潇洒", "成交额"});

Proposals run(const std::string& text, const Options& options = {}) {
    const Words words = *Words::view(word_bytes);
    auto stage = make_script_stage(options.rules, {"黄霑", "山上徹也"}, options.with_words ? &words : nullptr);
    REQUIRE(stage);
    PageFacts page;
    page.script = options.script;
    const std::vector<Region> regions = {{options.region, {0, static_cast<std::uint32_t>(text.size())}, 0}};
    SignIndex signs;
    signs.build(text);
    Proposals out;
    (*stage)->propose(Draft{text, regions, {}, options.locks, &signs, page, {}, options.round}, out);
    return out;
}

std::string found(const std::string& text, const Options& options = {}) {
    std::string out;
    for (const Finding& finding : run(text, options).findings) {
        if (!out.empty()) out += "; ";
        out +=
            finding.message.zh + " " + std::string(name_of(finding.tier)) + " " + std::string(finding.rule.substr(7));
        if (finding.fix) CHECK(finding.fix->tier == finding.tier);
    }
    return out;
}

}  // namespace

TEST_CASE("a common character with one form is safe") {
    CHECK(found("瀋阳") == "瀋→沈 safe leaked-traditional");
    CHECK(found("戒菸") == "菸→烟 safe leaked-traditional");
    CHECK(found("歐洲") == "歐→欧 safe leaked-traditional");
    CHECK(found("已经戒菸", {.script = PageScript::unknown}) == "菸→烟 safe leaked-traditional");
    CHECK(found("由於天气") == "於→于 safe leaked-traditional");
}

TEST_CASE("a leaked character that makes no word with its neighbours is a suggestion") {
    CHECK(found("连发文章駁斥") == "駁→驳 safe leaked-traditional");
    CHECK(found("拿钱瀟灑离场") == "瀟→潇 safe leaked-traditional; 灑→洒 safe leaked-traditional");
    CHECK(found("日均成交額下降") == "額→额 safe leaked-traditional");
    CHECK(found("大坝填鑄完成") == "鑄→铸 suggest leaked-traditional");
    CHECK(found("駁") == "駁→驳 suggest leaked-traditional");
    CHECK(found("由於天气", {.with_words = false}) == "於→于 safe leaked-traditional");
    CHECK(found("瀋阳", {.with_words = false}) == "瀋→沈 suggest leaked-traditional");
}

TEST_CASE("exceptions and words that are right in simplified text stay") {
    for (const char* text :
         {"黄霑写的歌", "刺客山上徹也", "彻底颠覆文化管理政策", "乾隆皇帝", "狼藉一片", "劏房", "正常的简体文字"}) {
        CHECK(found(text).empty());
    }
}

TEST_CASE("what is mostly a name has little confidence, in a known phrase more") {
    const Options options;
    CHECK(run("华为昇腾", options).findings.at(0).confidence == 0.3f);
    CHECK(run("天气乾燥", options).findings.at(0).confidence > 0.5f);
    CHECK(found("华为昇腾") == "昇→升 suggest variant");
    CHECK(found("天气乾燥") == "乾→干 suggest variant");
    CHECK(found("藉此发行") == "藉→借 suggest variant");
}

TEST_CASE("a character that is spoken of, or stands in Japanese, is not safe") {
    CHECK(found("繁体的“國”字") == "國→国 suggest variant");
    CHECK(found("仙壽の水") == "壽→寿 suggest variant");
}

TEST_CASE("a passage is one finding") {
    const Options options;  // the findings point into its rules
    const Proposals out = run("报道说：今年早前接獲貪污投訴，指有輸入勞工。", options);
    REQUIRE(out.findings.size() == 1);
    CHECK(out.findings[0].rule == "script/quoted");
    CHECK(out.findings[0].tier == Tier::suggest);
    CHECK(out.findings[0].fix->edits.size() == 5);
    CHECK(out.findings[0].at.begin == out.findings[0].fix->edits.front().at.begin);
    CHECK(out.findings[0].at.end == out.findings[0].fix->edits.back().at.end);
}

TEST_CASE("in a quotation two changes are a passage") {
    CHECK(found("他说“我哋而家去飲茶先啦傾偈”就走了").find("quoted") != std::string::npos);
    CHECK(found("發展中", {.region = RegionKind::quote}) == "發→发 safe leaked-traditional");
    CHECK(found("發展局", {.region = RegionKind::quote}).find("quoted") == std::string::npos);
    CHECK(found("發現問", {.region = RegionKind::quote}) == "發現問→发现问 suggest quoted");
}

TEST_CASE("in a traditional quotation nothing is safe, whatever its marks look like") {
    for (const auto& [open, close] : {std::pair{"“", "”"}, {"‘", "’"}, {"「", "」"}, {"\"", "\""}, {"'", "'"}}) {
        const auto quoted = [&](const std::string& text) { return "他说" + (open + text) + close + "。"; };
        CHECK(found(quoted("九二共識")) == "識→识 suggest variant");
        CHECK(found(quoted("中華民國憲法")) == "華民國憲→华民国宪 suggest quoted");
        CHECK(found(quoted("我們坐车到过瀋阳，还到过歐洲")) ==
              "們→们 suggest variant; 瀋→沈 suggest variant; 歐→欧 suggest variant");
        CHECK(found(quoted("由於人")) == "於→于 suggest variant");
        CHECK(found(quoted("昨天到了瀋阳")) == "瀋→沈 safe leaked-traditional");
    }
    CHECK(found("\"九二共識的基础是'中華民國憲法'\"") == "華民國憲→华民国宪 suggest quoted; 識→识 suggest variant");
    CHECK(found("他说\"好\"，到了歐洲，又说\"行\"") == "歐→欧 safe leaked-traditional");
}

TEST_CASE("locked text is left alone") { CHECK(found("瀋阳", {.locks = {{0, 3}}}).empty()); }

TEST_CASE("a traditional page is untouched but for simplified-only characters") {
    const Options traditional{.script = PageScript::traditional};
    CHECK(found("瀋陽的皇后乾燥", traditional).empty());
    CHECK(found("這个問題", traditional).find("个→個") == 0);
    CHECK(found("什么事", traditional) == "么→麼 safe leaked-simplified");
    CHECK(found("出发了", traditional) == "发→發 suggest leaked-simplified");
    CHECK(found("用戶溫度", traditional).empty());
    CHECK(found("香港的用户與稅務、温度", traditional).empty());
    CHECK(found("因为", traditional) == "为→為 safe leaked-simplified");
}

TEST_CASE("a mixed page gets one hint, in the first round") {
    CHECK(found("簡體與繁體", {.script = PageScript::mixed}) == "簡體與繁體→ hint mixed");
    CHECK(found("簡體與繁體", {.script = PageScript::mixed, .round = 2}).empty());
}

TEST_CASE("a configured conversion replaces the other rules and is idle on its own result") {
    Options options;
    options.rules.rules[0].params = {{"to", {"s2twp"}}};
    CHECK(found("用软件", options) == "软件→軟體 safe convert");
    options.script = PageScript::traditional;
    CHECK(found("以後的皇后", options).empty());
    options.round = 2;
    CHECK(found("软件", options).empty());
}

TEST_CASE("unknown rules and configurations are errors") {
    RuleBook rules = book();
    rules.rules[0].params = {{"to", {"s2x"}}};
    CHECK_FALSE(make_script_stage(rules, {}));
    rules = book();
    rules.rules[0].id = "script/new";
    auto made = make_script_stage(rules, {});
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::unknown_name);
}

TEST_CASE("a rule that is off says nothing") {
    Options options;
    for (Rule& rule : options.rules.rules) rule.on = rule.id != "script/leaked-traditional";
    CHECK(found("瀋阳", options).empty());
}
