#include <catch2/catch.hpp>
#include <sstream>

#include "pipeline/emit/emitter.hpp"
#include "pipeline/emit/review_page.hpp"
#include "tests/unit/emit/outcomes.hpp"

using namespace jiaodui;
using jiaodui::test::OutcomeMaker;

namespace {

std::string page(const Outcome& outcome) {
    std::ostringstream out;
    const auto emitter = make_emitter("html", out, {});
    emitter->begin({"1.0", {}});
    emitter->file(outcome);
    emitter->end({});
    return out.str();
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

}  // namespace

TEST_CASE("spans of the page count UTF-16 units, and bytes beside them") {
    // 𠮷 is one code point, two units, four bytes.
    const Outcome outcome = OutcomeMaker("a.md", "𠮷说剑源好，𠮷剑源\n")
                                .add("t/g", Tier::suggest, "剑源", {"箭元"}, 0.9f)
                                .add("t/g", Tier::suggest, "剑源", {"箭元"}, 0.9f, Fate::awaits_review, 1)
                                .make();
    const std::string json = page_json(outcome, {}, Lang::zh);
    CHECK(json.find(R"("s":3,"e":5,"bs":7,"be":13)") != std::string::npos);
    CHECK(json.find(R"("s":9,"e":11,"bs":23,"be":29)") != std::string::npos);
    CHECK(json.find(R"("l":"𠮷说","r":"好𠮷剑源")") != std::string::npos);
}

TEST_CASE("equal places in equal surroundings are numbered") {
    const Outcome outcome =
        OutcomeMaker("a.md", "甲乙丙丁戊己庚辛误甲乙丙丁戊己庚辛\n甲乙丙丁戊己庚辛误甲乙丙丁戊己庚辛\n")
            .add("t/g", Tier::suggest, "误", {"悟"})
            .add("t/g", Tier::suggest, "误", {"悟"}, 1.0f, Fate::awaits_review, 1)
            .make();
    const std::string json = page_json(outcome, {}, Lang::zh);
    CHECK(count(json, "\"nth\":2") == 1);
    CHECK(count(json, "\"nth\"") == 1);
}

TEST_CASE("no text and no name can end the element that holds it, nor begin another") {
    const std::string evil = "</script><script>alert(1)</script><!--\u2028";
    const std::string text = page(
        OutcomeMaker(evil + ".md", "说剑源" + evil + "\n").add("t/g", Tier::suggest, "剑源" + evil, {evil}).make());
    const std::string data = text.substr(text.find("application/json"));
    CHECK(count(text, "<script>") == 1);
    CHECK(count(text, "<!--") == 0);
    CHECK(data.find("alert(1)\\u003c/script>") != std::string::npos);
    CHECK(data.find("\u2028") == std::string::npos);
}

TEST_CASE("the page's policy lets nothing run or load but its own script and style") {
    const std::string text = page(OutcomeMaker("a.md", "好\n").make());
    const std::string policy = page_policy(PageUse::file);
    CHECK(text.find("http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\"") != std::string::npos);
    CHECK(policy.starts_with("default-src 'none'; script-src 'sha256-"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("connect-src") == std::string::npos);
    CHECK(page_policy(PageUse::server).find("connect-src 'self'") != std::string::npos);
    for (const char* outside : {"src=\"http", "href=\"http", "url(", "@import"})
        CHECK(text.find(outside) == std::string::npos);
}

TEST_CASE("of pages with nothing to decide only the first is taken in") {
    std::ostringstream out;
    const auto emitter = make_emitter("html", out, {});
    emitter->begin({"1.0", {}});
    emitter->file(OutcomeMaker("clean-1.md", "好\n").make());
    emitter->file(OutcomeMaker("clean-2.md", "好\n").make());
    emitter->file(OutcomeMaker("a.md", "说剑源\n").add("t/g", Tier::suggest, "剑源", {"箭元"}).make());
    emitter->end({});
    CHECK(count(out.str(), "clean-1.md") == 1);
    CHECK(count(out.str(), "clean-2.md") == 0);
    CHECK(count(out.str(), "\"file\":\"a.md\"") == 1);
}
