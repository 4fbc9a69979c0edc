#include "pipeline/homophone/model.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/rule/rule.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

PageSymbols page_of(std::u32string_view text) {
    PageSymbols page;
    page.chars.assign(text.begin(), text.end());
    page.at.resize(text.size());
    page.locked.resize(text.size());
    page.han = text.size();
    return page;
}

Candidate candidate(std::uint32_t begin, std::u32string_view put) {
    Candidate out;
    out.begin = begin;
    out.end = begin + static_cast<std::uint32_t>(put.size());
    std::copy(put.begin(), put.end(), out.chars.begin());
    return out;
}

float of(const PageRow& row, PageFeature feature) { return row[static_cast<std::size_t>(feature)]; }

}  // namespace

TEST_CASE("weights are read by name, one list with an archive and one without") {
    const Rule rule =
        test::rule_of(Tier::suggest, {{"archive", {"bias -1", "archive_gain 0.5"}}, {"bare", {"bias 2"}}});
    Problems problems;
    const SoundModel with(rule, "archive", problems), without(rule, "bare", problems);
    REQUIRE(problems.empty());
    FeatureRow row{};
    row[static_cast<std::size_t>(Feature::archive_gain)] = 4;
    CHECK(with.logit(row) == Approx(1));
    CHECK(without.logit(row) == Approx(2));
}

TEST_CASE("every line that is no feature and weight is a problem") {
    const Rule rule = test::rule_of(Tier::suggest, {{"archive", {"bias x", "archive_gian 1", "bias", "bias 1 2"}},
                                                    {"archive_page", {"logit nan"}}});
    Problems problems;
    const SoundModel model(rule, "archive", problems);
    CHECK(problems.size() == 5);
}

TEST_CASE("a candidate leads over the best other one that overlaps") {
    const auto page = page_of(U"前西南的煤");
    const Candidate all[] = {candidate(0, U"黔"), candidate(0, U"潜"), candidate(4, U"没")};
    const auto rows = look_at_page(page, all, std::vector<float>{2, -1, 0});
    CHECK(of(rows[0], PageFeature::lead) == Approx(3));
    CHECK(of(rows[1], PageFeature::lead) == Approx(-3));
    CHECK(of(rows[2], PageFeature::lead) == Approx(6));
}

TEST_CASE("the same correction elsewhere on the page is evidence") {
    const auto page = page_of(U"前西南前西南前天");
    const Candidate all[] = {candidate(0, U"黔"), candidate(3, U"黔"), candidate(6, U"黔"), candidate(7, U"田")};
    const auto rows = look_at_page(page, all, std::vector<float>{3, 1, -2, 0});
    CHECK(of(rows[0], PageFeature::repeats) == Approx(std::log(3.0f)));
    CHECK(of(rows[0], PageFeature::elsewhere) == Approx(0));
    CHECK(of(rows[1], PageFeature::elsewhere) == Approx(2));
    CHECK(of(rows[3], PageFeature::repeats) == Approx(0));
}

TEST_CASE("the more errors are expected, the denser the page") {
    const auto page = page_of(U"前西南的煤矿区在那里");
    const Candidate all[] = {candidate(0, U"黔"), candidate(4, U"没")};
    const auto few = look_at_page(page, all, std::vector<float>{-3, -3});
    const auto many = look_at_page(page, all, std::vector<float>{3, 3});
    CHECK(of(few[0], PageFeature::density) < of(many[0], PageFeature::density));
}

TEST_CASE("the fewer errors a page has, the surer what is shown must be") {
    const PageBar bar{0.5f, 0.9f, 4, 16};
    CHECK(bar.of(0) == Approx(0.9f));
    CHECK(bar.of(4) == Approx(0.9f));
    CHECK(bar.of(8) == Approx(0.7f));
    CHECK(bar.of(16) == Approx(0.5f));
    CHECK(bar.of(100) == Approx(0.5f));
    CHECK(bar.lowest() == Approx(0.5f));
}
