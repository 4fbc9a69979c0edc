#include "pipeline/homophone/page_symbols.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rules.hpp"

using namespace jiaodui;
using namespace std::string_view_literals;

namespace {

std::string show(const PageSymbols& page) {
    std::string out;
    for (std::size_t i = 0; i < page.size(); ++i)
        out += page.is_han_at(i) ? (page.locked[i] != 0 ? 'L' : 'h') : "|uMAD?"[page.chars[i]];
    return out;
}

}  // namespace

TEST_CASE("a page is a row of symbols, with an edge on both sides of every region") {
    const auto document = test::page("a.md", "# 标题\n\n他在2024年，用GPT-4。\n");
    const History history(document);
    const PageSymbols page = read_symbols(history.draft(1), nullptr);
    CHECK(show(page) == "|hh||hhDhMhAM|");
    CHECK(page.han == 6);
    CHECK(slice(history.text(), page.at[2]) == "题");
}

TEST_CASE("a locked character is known as such") {
    const auto document = test::one_region("张三说话");
    const History history(document);
    Draft draft = history.draft(1);
    const Span locks[] = {{3, 6}};
    draft.locks = locks;
    CHECK(show(read_symbols(draft, nullptr)) == "|hLhh|");
}

TEST_CASE("strings are counted in the text, and apart from it in title and headings") {
    const auto document = test::page("a.md", "---\ntitle: 黄循财上任\n---\n\n## 黄循财\n\n黄循财说。黄循财走了。\n");
    const History history(document);
    const Draft draft = history.draft(1);
    const PageSymbols page = read_symbols(draft, nullptr);
    const PageCounts counts(page, draft);
    CHECK(counts.count(U"黄循财"sv).page == 4);
    CHECK(counts.count(U"走了"sv).page == 1);
    CHECK(counts.count(U"走了"sv).given == 0);
    CHECK(counts.count(U"黄循财"sv).given > counts.count(U"财上任"sv).given);
    CHECK(counts.count(U"财上任"sv).given > 0);
    CHECK(counts.count(U"说黄"sv).page == 0);
    CHECK(counts.count(U"黄循财说了"sv).page == 0);
}
