#include "pipeline/rule/kinds/repeat.hpp"

#include <catch2/catch.hpp>

#include "pipeline/lexicon/words.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

const Rule& word_rule() {
    static const Rule rule = rule_of(Tier::suggest, {{"table", {"repeat/reduplication.tsv"}},
                                                     {"single", {"的了是在和就也被从把给这但我他很还到"}},
                                                     {"suffixes", {"长员"}}});
    return rule;
}

std::string repeats(const std::shared_ptr<Document>& document, const Words* words = nullptr) {
    Problems problems;
    const auto matcher = make_repeat_word(word_rule(), {read_table, words}, problems);
    REQUIRE(problems.empty());
    return lines_of(find(matcher.get(), nullptr, word_rule(), document), *document);
}

std::string repeats(const std::string& text) { return repeats(one_region(text)); }

}  // namespace

TEST_CASE("a word that stands twice is proposed once") {
    CHECK(repeats("刺激山东山东炼化产业") == "山东山东→山东 suggest\n");
    CHECK(repeats("帮办施灿德施灿德，今年") == "施灿德施灿德→施灿德 suggest\n");
    CHECK(repeats("河南可以抽5.5立方公里立方公里") == "立方公里立方公里→立方公里 suggest\n");
    CHECK(repeats("更多的的机会，制造了了问题") == "的的→的 suggest\n了了→了 suggest\n");
    CHECK(repeats("北京北京北京的新闻") == "北京北京北京→北京 suggest\n");
    CHECK(repeats("天天北京北京见") == "北京北京→北京 suggest\n");
}

TEST_CASE("doubling that is Chinese is left alone") {
    for (const char* text : {"高高兴兴回家",
                             "慢慢来，天天看",
                             "非常非常重要",
                             "我们研究研究、商量商量",
                             "一步一步走，一个一个读",
                             "说着说着哭了",
                             "越来越难",
                             "妈妈看看娃哈哈和拼多多",
                             "哔哩哔哩",
                             "无目的的减负",
                             "此事不了了之",
                             "是是非非",
                             "实实在在的好处",
                             "我们现在在上海",
                             "为了了解情况",
                             "法警大队大队长",
                             "联合联合国机构",
                             "项目的目的是",
                             "聊一聊一度很火的公司",
                             "很久很久以前",
                             "是不是不成立",
                             "能拖多久拖多久",
                             "利比亚的的黎波里政府",
                             "的的确确",
                             "对对对"}) {
        INFO(text);
        CHECK(repeats(text).empty());
    }
}

TEST_CASE("with a list of words, a repetition that other words make is none") {
    const std::string bytes =
        Words::pack({"工厂", "旅团", "旅团部", "没有", "没有办法", "办法", "县委", "常委", "常务"});
    const Words words = *Words::view(bytes);
    const auto told = [&](const std::string& text) { return repeats(one_region(text), &words); };
    CHECK(told("驻在旅团旅团部里").empty());                       // the second one is a longer word
    CHECK(told("任命工厂工厂长一人").empty());                     // ... that is not in the list, by its suffix
    CHECK(told("由县委常委常务副县长说").empty());                 // words begin and end elsewhere
    CHECK(told("一直没有没有办法") == "没有没有→没有 suggest\n");  // the next word begins there
    CHECK(told("开到工厂工厂里") == "工厂工厂→工厂 suggest\n");
    CHECK(told("施灿德施灿德长") == "施灿德施灿德→施灿德 suggest\n");  // no word, so it has no suffix
    CHECK(repeats("驻在旅团旅团部里") == "旅团旅团→旅团 suggest\n");   // without a list
}

TEST_CASE("numerals, longer cries and repetitions over marks or lines do not count") {
    CHECK(repeats("二十二十三").empty());
    CHECK(repeats("哈哈哈哈哈哈").empty());
    CHECK(repeats("北京，北京").empty());
    CHECK(repeats("北京 北京").empty());
    CHECK(repeats(page("a/1.md", "一只在北京\n北京人说\n")).empty());
    CHECK(repeats(page("a/1.md", "一只**北京**北京人说\n")).empty());
}

TEST_CASE("a table that cannot be read is a problem") {
    Problems problems;
    const Rule rule = rule_of(Tier::suggest, {{"table", {"repeat/none.tsv"}}});
    CHECK(make_repeat_word(rule, {read_table}, problems) == nullptr);
    CHECK(problems.size() == 1);
}

TEST_CASE("the shipped table is sorted, unique, and each of its phrases doubles something") {
    std::istringstream rows(*read_table("repeat/reduplication.tsv"));
    std::string previous;
    for (std::string row; std::getline(rows, row);) {
        if (row.starts_with('#')) continue;
        const std::string phrase = row.substr(0, row.find('\t'));
        INFO(phrase);
        CHECK(previous < phrase);
        CHECK(row.find('\t') != std::string::npos);
        std::u32string text;
        for (std::size_t i = 0; i < phrase.size(); i += utf8::length_of(phrase[i])) text += utf8::decode(phrase, i).ch;
        bool doubles = false;
        for (std::size_t unit = 1; unit <= 4; ++unit) {
            for (std::size_t i = 0; i + 2 * unit <= text.size(); ++i) {
                doubles = doubles || text.compare(i, unit, text, i + unit, unit) == 0;
            }
        }
        CHECK(doubles);
        previous = phrase;
    }
}
