#include "pipeline/stage/sound_terms.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/lexicon/opencc_chain.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/rule/glossary.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/stage_show.hpp"

using namespace jiaodui;
using namespace jiaodui::testing;

namespace {

// The stage with one rule and one glossary; null where the sound lexicon is not installed.
struct Bench {
    Resources resources = *Resources::find();
    SoundLexicon sound{resources};
    Glossary glossary;
    RuleBook rules;
    std::unique_ptr<const Stage> stage;

    explicit Bench(std::string_view yaml) {
        if (!sound.missing().empty()) {
            WARN("skipped: " << sound.missing()[0].message.en);
            return;
        }
        Rule rule;
        rule.id = "homophone/term";
        rule.stage = "homophone";
        rule.kind = "homophone-term";
        rule.tier = Tier::safe;
        rule.params = {{"shipped", {"3"}}};
        rules.rules.push_back(rule);
        Problems problems;
        const auto entries = glossary_load_yaml(yaml, "terms.yaml", problems);
        REQUIRE(problems.empty());
        const auto converter = ScriptConverter::load("s2t");
        REQUIRE(converter);
        REQUIRE(
            glossary.add(glossary_pack(entries, [&](std::string_view text) { return (*converter)->convert(text); })));
        StageInput input{rules, resources, &glossary, nullptr, {}};
        input.sound = &sound;
        stage = make_homophone_stage(input, problems);
        REQUIRE(problems.empty());
    }
    [[nodiscard]] std::string say(std::string_view text, PageScript script = PageScript::simplified) const {
        return said(*stage, text, script).findings;
    }
};

}  // namespace

TEST_CASE("length and likelihood decide how sure it is") {
    const Bench bench("- term: 智谱\n- term: 实控人\n- term: 谭德塞\n- term: 塔西佗陷阱\n- term: 推理\n");
    if (!bench.stage) return;
    CHECK(bench.say("世卫组织总干事谭德赛宣布，这就掉入了塔西陀陷阱") ==
          "谭德赛→谭德塞 safe; 塔西陀陷阱→塔西佗陷阱 safe");
    CHECK(bench.say("大模型公司智普发布了新模型") == "智普→智谱 suggest");
    CHECK(bench.say("智谱的实控人没有掉入塔西佗陷阱").empty());
    CHECK(bench.say("发动机的推力很大").empty());  // a word, and likelier
}

TEST_CASE("of four characters and more one may sound less alike, as long as the terms are few") {
    std::string terms = "- term: 晨炬高新\n";
    const Bench few(terms);
    if (!few.stage) return;
    CHECK(few.say("去年晨旭高薪的股价下跌") == "晨旭高薪→晨炬高新 suggest");
    for (char32_t ch = U'一'; ch < U'一' + 301; ++ch) {
        std::string name;
        utf8::append(name, ch);
        terms += "- {term: 某" + name + "集团公司, sound: off}\n";
    }
    const Bench many(terms);
    CHECK(many.say("去年晨旭高薪的股价下跌").empty());
}

// Law 7.
TEST_CASE("of a short list's terms one syllable may be half alike where the stretch is unknown") {
    std::string terms = "- term: 云岭电池\n- term: 七号试车台\n- term: 白振邦\n- term: 晨炬高新\n";
    const Bench few(terms);
    if (!few.stage) return;
    CHECK(few.say("根据云明电池的公告，云顶电池将要扩产") == "云明电池→云岭电池 suggest; 云顶电池→云岭电池 suggest");
    CHECK(few.say("晨学高薪的股价下跌") == "晨学高薪→晨炬高新 suggest");
    CHECK(few.say("大家走到一号试车台看了看").empty());  // one numeral for another
    CHECK(few.say("听说的零电池比较便宜").empty());      // a common word at the edge
    CHECK(few.say("他在白振动的机器旁边").empty());      // three characters, with a word among them
    CHECK(few.say("天上的彩云定电池有关").empty());      // cuts a word
    for (int i = 0; i < 301; ++i) terms += "- {term: 某" + std::to_string(i) + "集团公司, sound: off}\n";
    CHECK(Bench(terms).say("根据云明电池的公告").empty());
}

TEST_CASE("what cuts words or is made of common words is left alone") {
    const Bench bench("- term: 四字\n- term: 国会\n- term: 核安全局\n- term: 农业部\n- term: 刑法\n- term: 工业用地\n");
    if (!bench.stage) return;
    CHECK(bench.say("他的正式工作，不过回头看").empty());
    CHECK(bench.say("商务部下属的工业和安全局").find("safe") == std::string::npos);
    CHECK(bench.say("农业不一定赚钱，卫星发射很多").empty());
}

TEST_CASE("an entry says how its term may be found") {
    const Bench off(
        "- {term: 塔西佗陷阱, sound: off}\n- {term: 乐清市, reading: yue qing shi}\n- {term: 袁世凯, fuzzy: "
        "[an/uan]}\n- {term: 灵渠工程, fuzzy: off}\n");
    if (!off.stage) return;
    CHECK(off.say("掉入塔西陀陷阱").empty());
    CHECK(off.say("浙江月清市政府").starts_with("月清市→乐清市"));
    CHECK(off.say("浙江勒青市政府").empty());
    CHECK(off.say("后来严世凯称帝") == "严世凯→袁世凯 suggest");
    CHECK(off.say("后来严世海称帝").empty());
    CHECK(off.say("修建了林渠工程").empty());
}

TEST_CASE("two terms that sound alike are both offered and nothing is decided") {
    const Bench bench("- term: 张建中\n- term: 章建中\n");
    if (!bench.stage) return;
    const Said out = said(*bench.stage, "导演彰建中出席了会议");
    REQUIRE(out.raw.size() == 1);
    CHECK(out.raw[0].tier == Tier::suggest);
    CHECK(out.raw[0].others.size() == 1);
    CHECK(out.findings.starts_with("彰建中→"));
}

TEST_CASE("letters and digits of a term are taken literally") {
    const Bench bench("- term: 10年期国债\n- term: C919客机\n");
    if (!bench.stage) return;
    CHECK(bench.say("10年期果债的收益率") == "10年期果债→10年期国债 safe");
    CHECK(bench.say("110年期果债的收益率").empty());
    CHECK(bench.say("c919课机首飞").starts_with("c919课机→C919客机"));
}

// Law 7: a traditional page is read as if simplified, and answered in its own script.
TEST_CASE("traditional pages") {
    const Bench bench(
        "- term: 澤連斯基\n  sound: off\n- term: 泽连斯基\n- term: 普拉博沃\n- term: 实控人\n- term: 塔西佗陷阱\n- "
        "term: 红杉资本\n- term: 谭德塞\n- term: 总和生育率\n"
        "- term: 阿尔及利亚\n- term: 纳瓦利内\n- term: 帕希尼扬\n- term: 圣彼得堡\n- term: 厄立特里亚\n- term: "
        "梅赛德斯\n- term: 里约热内卢\n");
    if (!bench.stage) return;
    const std::pair<const char*, const char*> sentences[] = {{"烏克蘭總統則連斯基發表講話", "則連斯基→澤連斯基"},
                                                             {"新總統普拉伯沃宣誓就職", "普拉伯沃→普拉博沃"},
                                                             {"公司的時控人已經離境", "時控人→實控人"},
                                                             {"這就掉入了塔西陀陷阱", "塔西陀陷阱→塔西佗陷阱"},
                                                             {"紅衫資本參與了這輪融資", "紅衫資本→紅杉資本"},
                                                             {"世衛總幹事譚德賽昨天說", "譚德賽→譚德塞"},
                                                             {"韓國的總合生育率又下降了", "總合生育率→總和生育率"},
                                                             {"阿爾吉利亞的天然氣", "阿爾吉利亞→阿爾及利亞"},
                                                             {"反對派納瓦里內去世", "納瓦里內→納瓦利內"},
                                                             {"亞美尼亞總理帕西尼揚", "帕西尼揚→帕希尼揚"},
                                                             {"他出生在聖彼德堡", "聖彼德堡→聖彼得堡"},
                                                             {"與厄里特里亞簽署協議", "厄里特里亞→厄立特里亞"},
                                                             {"他買了一輛梅塞德斯轎車", "梅塞德斯→梅賽德斯"},
                                                             {"奧運會在理約熱內盧舉行", "理約熱內盧→里約熱內盧"},
                                                             {"俄羅斯與擇連斯基談判", "擇連斯基→澤連斯基"},
                                                             {"普拉勃沃訪問北京", "普拉勃沃→普拉博沃"},
                                                             {"法院認定實空人承擔責任", "實空人→實控人"},
                                                             {"避免塔西駝陷阱的辦法", "塔西駝陷阱→塔西佗陷阱"},
                                                             {"紅山資本已經退出", "紅山資本→紅杉資本"},
                                                             {"阿爾及莉亞的首都", "阿爾及莉亞→阿爾及利亞"},
                                                             // Right as they are.
                                                             {"烏克蘭總統澤連斯基發表講話", ""},
                                                             {"新總統普拉博沃宣誓就職", ""},
                                                             {"公司的實控人已經離境", ""},
                                                             {"這就掉入了塔西佗陷阱", ""},
                                                             {"紅杉資本參與了這輪融資", ""},
                                                             {"時空人士的說法", ""},
                                                             {"總共生育率是多少", ""},
                                                             {"他在聖彼得堡讀書", ""},
                                                             {"今天的天氣很好", ""},
                                                             {"里約熱內盧的海灘", ""}};
    static_assert(std::size(sentences) == 30);
    for (const auto& [text, want] : sentences) {
        const std::string got = bench.say(text, PageScript::traditional);
        INFO(text);
        CHECK(got.substr(0, got.find(' ')) == want);
    }
    // Where converting back gives something else there is no answer: 里 has two traditional forms, this one stays.
    CHECK(bench.say("乌克兰总统则连斯基", PageScript::simplified).starts_with("则连斯基→泽连斯基"));
}

TEST_CASE("equal stretches of a page are treated alike") {
    const Bench bench("- term: 实控人\n");
    if (!bench.stage) return;
    const Said out = said(*bench.stage, "时控人宣称没有责任\n警方说时控人已经被捕\n时控人");
    REQUIRE(out.raw.size() == 3);
    CHECK(std::all_of(out.raw.begin(), out.raw.end(), [&](const Finding& one) {
        return one.tier == out.raw[0].tier && one.confidence == out.raw[0].confidence;
    }));
}
