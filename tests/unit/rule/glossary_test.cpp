#include <catch2/catch.hpp>

#include "pipeline/rule/glossary.hpp"

using namespace jiaodui;

namespace {

std::string packed_yaml(std::string_view yaml, const ToTraditional& to_traditional = {},
                        const std::string& file = "a.yaml") {
    Problems problems;
    const auto entries = glossary_load(yaml, file, problems);
    REQUIRE(problems.empty());
    return glossary_pack(entries, to_traditional);
}

const Words& words() {
    static const std::string bytes = Words::pack({"游客", "俄国", "打开", "学校", "方式", "来了", "校长"});
    static const Words all = *Words::view(bytes);
    return all;
}

std::string show(const Glossary& glossary, std::string_view text, Glossary::Context context = {&words(), false}) {
    std::vector<GlossaryHit> hits;
    glossary.find(text, {0, static_cast<std::uint32_t>(text.size())}, context, hits);
    std::string out;
    for (const GlossaryHit& hit : hits) {
        out += (out.empty() ? "" : " ") + std::string(slice(text, hit.at));
        if (hit.fault != GlossaryFault::none) out += "→" + std::string(hit.want) + ":" + std::string(name_of(hit.tier));
        else if (!hit.keeps) out += "?";
    }
    return out;
}

std::string show(std::string_view yaml, std::string_view text, Glossary::Context context = {&words(), false}) {
    Glossary glossary;
    REQUIRE(glossary.add(packed_yaml(yaml)));
    return show(glossary, text, context);
}

}  // namespace

TEST_CASE("1: leftmost-longest over right and wrong forms") {
    const char* yaml =
        "- {term: 马督工, alias: 马督公, wrong: [马杜公]}\n- {term: 督工, wrong: 杜公}\n- keep: [杜公馆]\n- {term: "
        "智谱, wrong: 智浦}\n- keep: [恩智浦]";
    CHECK(show(yaml, "马杜公和马督公、马督工") == "马杜公→马督工:safe 马督公 马督工");
    CHECK(show(yaml, "杜公馆的杜公") == "杜公馆 杜公→督工:suggest");
    CHECK(show(yaml, "恩智浦") == "恩智浦");
}

TEST_CASE("1: the user's layer wins for the same form, and shipped glossaries can be left out") {
    Glossary glossary;
    REQUIRE(glossary.add(packed_yaml("- keep: [马杜公]\n- {term: 新词语, wrong: 心词语}")));
    REQUIRE(glossary.add(packed_yaml("- {term: 马督工, wrong: 马杜公}\n- {term: 旧词语, wrong: [心词语, 就词语]}")));
    CHECK(show(glossary, "马杜公、心词语、就词语") == "马杜公 心词语→新词语:safe 就词语→旧词语:safe");
    CHECK(glossary.entries() == 4);
    CHECK(glossary.terms().size() == 3);
}

TEST_CASE("2: contexts") {
    const char* app = "- {term: UP主, wrong: [{text: App, after: 主, unless: [App主页]}]}";
    CHECK(show(app, "这位App主说打开App，App主页") == "App主→UP主:safe");
    CHECK(show(app, "这位APP主") == "APP主→UP主:safe");
    const char* reasoning = "- {term: 推理, wrong: [{text: 推力, near: [模型, 算力]}]}";
    CHECK(show(reasoning, "火箭的推力") == "");
    CHECK(show(reasoning, "模型的推力很强") == "推力→推理:suggest");
    CHECK(show(reasoning, "推力，零一二三四五六七八九零一二三四五六七模型") == "");
    CHECK(show("- {term: 油, wrong: [{text: 游, before: [俄, 原]}]}", "俄游、原游、旅游") ==
          "游→油:suggest 游→油:suggest");
    CHECK(show("- {term: 俄油, wrong: [{text: 游, before: 俄}]}", "俄游") == "俄游→俄油:suggest");
    CHECK(show("- {term: 俄油, wrong: 俄游, unless: [俄游击队, 访俄游]}", "俄游击队、访俄游、俄游") ==
          "俄游→俄油:suggest");
}

TEST_CASE("2: contexts whose letters touch the form") {
    CHECK(show("- {term: 4o, wrong: [{text: 4O, before: [GPT, GPT-]}]}", "GPT4O、GPT-4O、xGPT4O、GPT4Os、4O") ==
          "4O→4o:safe 4O→4o:safe");
    CHECK(show("- {term: Claude, wrong: [{text: Cloud, after: ['3', ' 3']}]}", "Cloud3、Cloud 3、Cloud") ==
          "Cloud→Claude:safe Cloud→Claude:safe");
}

TEST_CASE("3: casing, Latin boundaries and addresses") {
    const char* yaml =
        "- {term: 4o, wrong: 4O, tier: safe, examples: [{text: 4O, want: 4o}, {text: 14O}]}\n- {term: ChatGPT, wrong: "
        "Chat GPT, casing: true}";
    CHECK(show(yaml, "GPT-4O、4o（4O）/4O，14O") == "4O→4o:safe 4o 4O→4o:safe 4O→4o:safe");
    CHECK(show(yaml, "用Chat GPT和chatgpt、ChatGPT/CHATGPT") ==
          "Chat GPT→ChatGPT:safe chatgpt→ChatGPT:safe ChatGPT CHATGPT→ChatGPT:safe");
    CHECK(show(yaml, "chatgpt.com x@chatgpt my_chatgpt www.chatgpt #chatgpt") == "");
    CHECK(show("- {term: Claude, wrong: Claud}", "claude") == "");
}

TEST_CASE("4: tiers") {
    CHECK(show("- {term: 俄油, wrong: 俄游}", "买俄游。") == "俄游→俄油:suggest");
    CHECK(show("- {term: 俄油, wrong: 俄游, tier: safe}", "买俄游。") == "俄游→俄油:suggest");
    CHECK(show("- {term: 俄油, wrong: 俄游, tier: safe, examples: [{text: 买俄游, want: 买俄油}, {text: 俄游客}]}",
               "买俄游。") == "俄游→俄油:safe");
    CHECK(show("- {term: 马督工, wrong: 马杜公, tier: hint}", "马杜公") == "马杜公→马督工:hint");
}

TEST_CASE("5: forms that cut words") {
    CHECK(show("- {term: 俄油, wrong: 俄游}", "俄游客来了") == "");
    CHECK(show("- {term: 国游科, wrong: 大国游}", "大国游客来了") == "大国游→国游科:suggest");
    CHECK(show("- {term: 国游科, wrong: 大国游}", "大国游来了") == "大国游→国游科:safe");
    CHECK(show("- {term: 国游科, wrong: 大国游}", "大国游来了", {nullptr, false}) == "大国游→国游科:suggest");
    CHECK(show("- {term: 开学}", "打开学校") == "开学?");
    CHECK(show("- {term: 甲乙丙, wrong: 甲一丙}\n- {term: 丙丁戊}", "甲一丙丁戊") == "甲一丙→甲乙丙:suggest");
    CHECK(show("- {term: 甲乙, wrong: 甲丙}\n- {term: 丙丁戊}", "甲丙丁戊") == "丙丁戊");
}

TEST_CASE("6: traditional pages and forms") {
    const ToTraditional convert = [](std::string_view text) {
        std::string out(text);
        for (const auto& [from, to] : {std::pair("谱", "譜"), std::pair("马", "馬")}) {
            for (auto at = out.find(from); at != out.npos; at = out.find(from)) out.replace(at, 3, to);
        }
        return out;
    };
    Glossary glossary;
    REQUIRE(glossary.add(packed_yaml("- {term: 智谱清言, wrong: [智普清言, 马智谱清]}", convert)));
    CHECK(show(glossary, "智普清言，馬智譜清") == "智普清言→智谱清言:safe 馬智譜清→智譜清言:safe");
    CHECK(show(glossary, "智普清言，智譜清言，智谱清言", {&words(), true}) ==
          "智普清言→智譜清言:safe 智譜清言 智谱清言");
}

TEST_CASE("damaged compiled glossaries are refused or harmless") {
    const std::string bytes =
        packed_yaml("- {term: 马督工, alias: 马督公, wrong: [{text: 马杜公, near: 说, unless: 马杜公馆}]}");
    for (std::size_t size = 0; size < bytes.size(); size += 8) {
        Glossary glossary;
        CHECK_FALSE(glossary.add(bytes.substr(0, size)));
    }
    for (std::size_t at = 0; at < bytes.size(); at = at < 80 || at > 9300 ? at + 1 : at + 101) {
        std::string other = bytes;
        other[at] = static_cast<char>(other[at] ^ 0x11);
        Glossary glossary;
        if (glossary.add(other)) (void)show(glossary, "马杜公说马督工和马督公");
    }
}
