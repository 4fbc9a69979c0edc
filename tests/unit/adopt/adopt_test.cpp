#include <catch2/catch.hpp>
#include <random>

#include "pipeline/adopt/adopt.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/text/align.hpp"

using namespace jiaodui;

namespace {

Document document(std::string bytes) {
    Result<Document> read_document = read("a.md", std::move(bytes), Format::wikijs);
    REQUIRE(read_document);
    return std::move(*read_document);
}

// `old→new class`, one a change; line feeds as ⏎.
std::vector<std::string> changes(const std::string& before, const std::string& after, AdoptJudges judges = {}) {
    const Document old_text = document(before), new_text = document(after);
    const auto all = adopt_changes(old_text, new_text, judges);
    CHECK(adopt(before, all, [](const AdoptChange&) { return true; }) == after);
    std::vector<std::string> out;
    for (const AdoptChange& change : all) {
        std::string line =
            std::string(slice(before, change.at)) + "→" + change.text + " " + std::string(name_of(change.kind));
        for (std::size_t at = line.find('\n'); at != std::string::npos; at = line.find('\n', at))
            line.replace(at, 1, "⏎");
        out.push_back(line);
    }
    return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a text laid out anew differs in line ends and marks alone") {
    CHECK(changes("说到国家\n前副主席\n\n后来呢\n", "说到国家，前副主席。后来呢？\n") ==
          Lines{"⏎→， line-end", "⏎⏎→。 line-end", "→？ punctuation"});
}

TEST_CASE("words and the layout around them are told apart") {
    CHECK(changes("说国家度码\n前副主席\n", "说国家杜马，前副主席\n") ==
          Lines{"度码→杜马 other-sound", "⏎→， line-end"});
}

TEST_CASE("classes") {
    CHECK(changes("有18-20多岁的人\n", "有18-30多岁的人\n") == Lines{"20→30 digits"});
    CHECK(changes("上周刊少年John开始\n", "上周刊少年Jump开始\n") == Lines{"John→Jump digits"});
    CHECK(changes("在当地政政府门口\n", "在当地政府门口\n") == Lines{"政→ deletion"});
    CHECK(changes("说呼噻号的通报\n", "说呼和浩特市的通报\n") == Lines{"噻号→和浩特市 length"});
    CHECK(changes("说**重点**在这里\n", "说重点在这里\n") == Lines{"**→ markup", "**→ markup"});
    CHECK(changes("看[这里的话](http://a.b/c)吧\n", "看[这里](http://a.b/c)吧\n") == Lines{"的话→ deletion"});
    CHECK(changes("看[这里](http://a.b/c)吧\n", "看[这里](http://a.b/d)吧\n") == Lines{"c→d markup"});
    CHECK(changes("甲乙丙丁一二三四五六七八九十戊己庚辛\n", "甲乙丙丁子丑寅卯辰巳午未申酉戊己庚辛\n") ==
          Lines{"一二三四五六七八九十→子丑寅卯辰巳午未申酉 rewording"});
    CHECK(changes("我们用GPT4模型做\n", "我们用GPT 4模型做\n") == Lines{"GPT4→GPT 4 punctuation"});
    AdoptJudges judges;
    judges.sound = [](std::string_view a, std::string_view) {
        return a == "度码" ? Alike::same : a == "震荡" ? Alike::near : Alike::no;
    };
    judges.same_script = [](std::string_view a, std::string_view b) { return a == "歐" && b == "欧"; };
    CHECK(changes("国家度码说以震荡防卫在歐洲的鱼\n", "国家杜马说以正当防卫在欧洲的虾\n", judges) ==
          Lines{"度码→杜马 same-sound", "震荡→正当 near-sound", "歐→欧 script", "鱼→虾 other-sound"});
}

TEST_CASE("what is gone takes one of the gaps beside it with it, and what is new brings one") {
    CHECK(changes("甲乙，丙丁，戊己\n", "甲乙，戊己\n") == Lines{"丙丁，→ deletion"});
    CHECK(changes("甲乙，丙丁。戊己\n", "甲乙。戊己\n") == Lines{"，丙丁→ deletion"});
    CHECK(changes("甲乙，戊己\n", "甲乙，丙丁，戊己\n") == Lines{"→丙丁， length"});
    CHECK(changes("甲乙丙\n丁戊己\n", "丁戊己\n") == Lines{"甲乙丙⏎→ deletion"});
}

TEST_CASE("the layout leaves every letter and digit") {
    const std::string before = "今天讲度码\n一共有18到20岁的\n人\n\n很多\n",
                      after = "今天讲杜马，一共有18到30岁的人，很多。\n";
    const Document old_text = document(before), new_text = document(after);
    const auto all = adopt_changes(old_text, new_text, {});
    const std::string layout = adopt(before, all, [](const AdoptChange& c) { return is_layout(c.kind); });
    CHECK(layout == "今天讲度码，一共有18到20岁的人，很多。\n");
    CHECK(content_of(layout) == content_of(before));
    CHECK(adopt(before, all, [](const AdoptChange& c) { return !is_layout(c.kind); }) ==
          "今天讲杜马\n一共有18到30岁的\n人\n\n很多\n");
}

TEST_CASE("random revisions: all changes together are the new text, and layout keeps the letters") {
    std::mt19937 random(20240601);
    const std::vector<std::string> pieces{"甲", "乙", "丙", "丁", "戊", "，", "。", "\n",   "\n\n",
                                          "**", " ",  "3",  "45", "ab", "《", "》", "<br>", "[丙](http://a.b/c)",
                                          "> "};
    const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    for (int round = 0; round < 400; ++round) {
        std::vector<std::string> text;
        for (std::size_t n = pick(120); n > 0; --n) text.push_back(pieces[pick(pieces.size())]);
        std::vector<std::string> revised;
        for (const std::string& piece : text) {
            const std::size_t what = pick(12);
            if (what == 0) continue;
            revised.push_back(what == 1 ? pieces[pick(pieces.size())] : piece);
            if (what == 2) revised.push_back(pieces[pick(pieces.size())]);
        }
        std::string before, after;
        for (const std::string& piece : text) before += piece;
        for (const std::string& piece : revised) after += piece;
        const Document old_text = document(before), new_text = document(after);
        const auto all = adopt_changes(old_text, new_text, {});
        CAPTURE(before, after);
        REQUIRE(adopt(before, all, [](const AdoptChange&) { return true; }) == after);
        REQUIRE(content_of(adopt(before, all, [](const AdoptChange& c) { return is_layout(c.kind); })) ==
                content_of(before));
        for (std::size_t i = 1; i < all.size(); ++i) REQUIRE(all[i - 1].at.end <= all[i].at.begin);
        for (const AdoptChange& change : all) REQUIRE(slice(before, change.at) != change.text);
    }
}

TEST_CASE(
    "alignment finds a text again however much stands before it, and does not wander far in one that is all the same") {
    std::string before, after;
    for (int i = 0; i < 4000; ++i) before += "第" + std::to_string(i) + "句讲的是这件事情的经过\n";
    for (int i = 2000; i < 4000; ++i) after += "第" + std::to_string(i) + "句讲的是这件事情的经过，";
    const auto a = tokens_of(before), b = tokens_of(after);
    CHECK(align(before, a, after, b).size() == b.size());
    std::string first, second;
    for (int i = 0; i < 20000; ++i) first += "啊";
    for (int i = 0; i < 15000; ++i) second += i % 3 == 0 ? "哦" : "啊";
    CHECK(align(first, tokens_of(first), second, tokens_of(second)).size() > 1000);  // at once, not in minutes
}

TEST_CASE("as findings of the old page, each change is one") {
    const auto old_text = std::make_shared<const Document>(document("国家度码说\n话\n"));
    const Document new_text = document("国家杜马说，话\n");
    const Outcome outcome = adopt_outcome(old_text, adopt_changes(*old_text, new_text, {}));
    REQUIRE(outcome.entries.size() == 2);
    CHECK(outcome.speaker(outcome.entries[0]).finding.rule == "adopt/other-sound");
    CHECK(outcome.entries[0].old_text == "度码");
    CHECK(outcome.entries[0].new_texts == std::vector<std::string>{"杜马"});
    CHECK(outcome.entries[0].id != outcome.entries[1].id);
}
