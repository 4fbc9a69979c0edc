#include "pipeline/learn/survey.hpp"

#include <catch2/catch.hpp>

#include "pipeline/read/reader.hpp"

using namespace jiaodui;

namespace {

Document page(const std::string& text, PageScript script = PageScript::simplified) {
    Result<Document> out = read("a.md", text);
    REQUIRE(out);
    out->facts.script = script;
    return std::move(*out);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the style of most places is the style; what nobody agrees on is left open") {
    Survey survey;
    for (int i = 0; i < 9; ++i) survey.add(page("用Python写3行“代码”。\n"));
    survey.add(page("用 Python 写「代码」。\n"));
    const std::string text = configuration_of(survey);
    CHECK(has(text, "cjk_latin_space: none   # 汉字与西文之间：不空 36 处，空一格 2 处"));
    CHECK(has(text, "quotes: curly   # “ 9 处，「 1 处"));
    CHECK(has(text, "lang: zh-Hans"));
    Survey mixed;
    mixed.add(page("用Python写“代码”和「代码」。\n"));
    mixed.add(page("用 Python 寫。\n", PageScript::traditional));
    CHECK(has(configuration_of(mixed), "cjk_latin_space: keep"));
    CHECK(has(configuration_of(mixed), "quotes: keep"));
    CHECK(has(configuration_of(mixed), "lang: auto"));
}

TEST_CASE("notice, front matter and shapes are found") {
    Survey survey;
    const std::string text =
        "---\ntitle: 一\ntags: a\n---\n\n> 以下文本由机器转写，仅供参考。\n{.is-warning}\n\n正文 BV1QBWZeiExK {{x}}\n";
    survey.add(page(text));
    survey.add(page(text));
    const std::string config = configuration_of(survey);
    CHECK(has(config, "tags 2、title 2"));
    CHECK(has(config, "frontmatter: {check: [title]}"));
    CHECK(has(config, "transcript_notice: ['以下文本由机器转写']"));
    CHECK(has(config, "'BV[0-9A-Za-z]{10}'   # 2 处"));
    CHECK(has(config, R"('\{\{.*?\}\}'   # 2 处)"));
}

TEST_CASE("a notice that only one page has is no notice of the repository") {
    Survey survey;
    survey.add(page("> 本页有争议，请注意。\n{.is-warning}\n\n正文。\n"));
    CHECK_FALSE(has(configuration_of(survey), "transcript_notice"));
}
