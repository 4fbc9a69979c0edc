#include "pipeline/rule/kinds/markup.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace jiaodui::test;

namespace {

std::string urls(const std::string& text) {
    const auto document = page("a/1.md", text);
    const auto found = find(nullptr, find_broken_urls, rule_of(Tier::suggest), document);
    for (const Finding& finding : found) CHECK(finding.in_markup);
    return found.empty() ? "" : apply_all(found, *document);
}

}  // namespace

TEST_CASE("full-width marks in an address are mended") {
    CHECK(urls("[文章](https://mp.weixin.qq.com/s？__biz=MzA5&mid=2)说\n") ==
          "[文章](https://mp.weixin.qq.com/s?__biz=MzA5&mid=2)说\n");
    CHECK(urls("见 https://a.com/s？id=18411347529\n") == "见 https://a.com/s?id=18411347529\n");
    CHECK(urls("[文章](https://a.com/s?、__biz=MzU4)\n") == "[文章](https://a.com/s?__biz=MzU4)\n");
    CHECK(urls("[文章](https://a.com/s？id＝1＆page＝2)\n") == "[文章](https://a.com/s?id=1&page=2)\n");
}

TEST_CASE("Chinese punctuation after an address, or in the name of a page, is not broken") {
    CHECK(urls("见https://a.com/x：2：50处\n").empty());
    CHECK(urls("见 https://a.com/x？ 对吧\n").empty());
    CHECK(urls("[条目](https://zh.wikipedia.org/wiki/复仇者：终局)\n").empty());
    CHECK(urls("[文章](https://a.com/x)：他说\n").empty());
}

TEST_CASE("attributes after brackets are shown") {
    const Rule rule = rule_of(Tier::hint, {{"classes", {"underline"}}});
    CHECK(run(find_shown_attributes, rule, page("a/1.md", "[强调]{.underline}的话\n")) == "{.underline}→ hint\n");
    CHECK(run(find_shown_attributes, rule, page("a/1.md", "> 提示\n{.is-warning}\n")).empty());
}
