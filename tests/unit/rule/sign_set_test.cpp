// Sets of signs: a rule that is not asked where its signs are missing would have found nothing there.
#include "pipeline/rule/sign_set.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "pipeline/text/utf8.hpp"
#include "tests/support/random.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

constexpr std::u32string_view kSigns =
    U" !\"'()*,-./"
    U":;?[]_~%，。、？！：；（）《》“”‘’—…·「」『』【】％＋＃．－Ａ５•・\u00A0\u200B\u0007\uFFFD\uF900\u0301\t";

// A line of prose with a few kinds of signs, some of them side by side.
std::string line(testing::Random& random) {
    const std::u32string letters = U"张王李约翰三十年月日甲a1";
    std::u32string few;
    for (int i = 0; i < 3; ++i) few += kSigns[random.below(static_cast<std::uint32_t>(kSigns.size()))];
    std::string out = "甲";
    for (std::size_t i = 0, size = 4 + random.below(24); i < size; ++i) {
        utf8::append(out, random.below(3) == 0 ? few[random.below(static_cast<std::uint32_t>(few.size()))]
                                               : letters[random.below(static_cast<std::uint32_t>(letters.size()))]);
    }
    return out + "乙";
}

}  // namespace

TEST_CASE("sets meet where they share a sign, and what has no place of its own shares one") {
    CHECK(SignSet{U"，。"}.meets(SignSet{U"？。"}));
    CHECK_FALSE(SignSet{U"，。"}.meets(SignSet{U"？！"}));
    CHECK(SignSet{U"\u200B"}.meets(SignSet{U"\u00A0"}));
    CHECK_FALSE(SignSet{}.meets(SignSet{U"，"}));
    CHECK(SignSet::anything().meets(SignSet{}));
    CHECK(SignSet{}.meets(SignSet::anything()));
}

TEST_CASE("a rule finds nothing where none of its signs stands") {
    std::set<std::string_view> heard;
    Problems problems;
    const Rule base = test::rule_of(Tier::safe, {{"style", {"curly"}}});
    for (const std::string_view kind : matcher_kinds()) {
        Rule rule = base;
        rule.kind = kind;
        const auto matcher = compile(rule, {test::read_table}, problems);
        REQUIRE(matcher != nullptr);
        testing::Random random(1);
        for (int i = 0; i < 3000; ++i) {
            const auto document = test::one_region(line(random));
            if (test::find(matcher.get(), nullptr, rule, document).empty()) continue;
            SignIndex signs;
            signs.build(document->view);
            INFO(kind << ": " << document->view);
            REQUIRE(wanted_signs(kind).meets(SignSet::of(signs.signs)));
            if (!wanted_signs(kind).meets(SignSet{})) heard.insert(kind);
        }
    }
    // Of the kinds that have signs of their own, these are the ones that such lines give something to find.
    CHECK(heard.size() >= 15);
}
