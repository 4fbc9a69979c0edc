#include "pipeline/document/directive.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

namespace {

// Reads every comment of the text.
std::vector<Directive> directives_of(std::string_view text) {
    DirectiveReader reader(text);
    for (std::size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at + 1)) {
        const std::size_t end = text.find("-->", at);
        reader.comment({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 3)},
                       text.substr(at + 4, end - at - 4));
    }
    return reader.finish();
}

}  // namespace

TEST_CASE("patterns of rules", "[directive]") {
    CHECK(rule_matches("punct/period", "punct/period"));
    CHECK(rule_matches("punct/*", "punct/period"));
    CHECK(rule_matches("*", "punct/period"));
    CHECK_FALSE(rule_matches("punct", "punct/period"));
    CHECK_FALSE(rule_matches("punct/*", "punctuation/period"));
}

TEST_CASE("a line directive covers its line", "[directive]") {
    const std::string_view text = "一\n二 <!-- jiaodui-disable-line a/b, c/d -->\n三";
    const auto found = directives_of(text);
    REQUIRE(found.size() == 1);
    CHECK(slice(text, found[0].scope) == "二 <!-- jiaodui-disable-line a/b, c/d -->");
    CHECK(found[0].rules == std::vector<std::string>{"a/b", "c/d"});
}

TEST_CASE("a block lasts until it is closed or the file ends", "[directive]") {
    const std::string_view text =
        "<!-- jiaodui-disable a/b -->1<!-- jiaodui-disable -->2<!-- jiaodui-enable a/b -->3<!-- "
        "jiaodui-enable -->4";
    const auto found = directives_of(text);
    REQUIRE(found.size() == 2);
    CHECK(slice(text, found[0].scope).starts_with("1<"));
    CHECK(slice(text, found[0].scope).ends_with("2"));
    CHECK(slice(text, found[1].scope).ends_with("3"));
    const auto open = directives_of("x<!-- jiaodui-disable -->y");
    REQUIRE(open.size() == 1);
    CHECK(open[0].scope.end == 26);
}

TEST_CASE("a file directive covers all of it; other comments are nothing", "[directive]") {
    const std::string_view text = "x<!-- jiaodui-disable-file --><!-- jiaodui --><!-- note -->";
    const auto found = directives_of(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].scope == SourceSpan{0, static_cast<std::uint32_t>(text.size())});
}
