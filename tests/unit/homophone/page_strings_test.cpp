#include "pipeline/homophone/page_strings.hpp"

#include <catch2/catch.hpp>

#include "pipeline/conf/resources.hpp"
#include "pipeline/lexicon/sound_lexicon.hpp"
#include "pipeline/text/utf8.hpp"
#include "tests/support/rules.hpp"

using namespace jiaodui;

namespace {

// What the page has that sounds like the text, by length; `!` marks what its headings have.
std::string sounding_like(PageStrings& strings, std::u32string_view text) {
    std::string out;
    strings.begin();
    for (std::size_t size = 1; size <= text.size(); ++size) {
        strings.add(text[size - 1]);
        if (strings.empty()) break;
        if (size < 2) continue;
        strings.for_each([&](const PageStrings::String& string) {
            for (std::size_t i = 0; i < size; ++i) utf8::append(out, string.chars[i]);
            out += string.given ? "! " : " ";
        });
    }
    return out;
}

}  // namespace

TEST_CASE("strings that a page repeats or has in a heading are found by sound, every length on one way") {
    static const auto resources = Resources::find();
    REQUIRE(resources);
    const SoundLexicon sound(*resources);
    if (sound.pinyin() == nullptr) {
        WARN("skipped: " << sound.missing()[0].message.en);
        return;
    }
    const SoundClasses classes(*sound.pinyin(), nullptr, nullptr);
    const auto document = test::page("a.md", "## 黄循财\n\n他说新加坡好。我也说新加坡好，你没说。\n");
    const History history(document);
    const Draft draft = history.draft(1);
    const PageSymbols page = read_symbols(draft, nullptr);
    const PageCounts counts(page, draft);
    PageStrings all(counts, classes, true);
    CHECK(sounding_like(all, U"心加破号") == "新加 新加坡 新加坡好 ");
    CHECK(sounding_like(all, U"黄寻才") == "黄循! 黄循财! ");
    CHECK(sounding_like(all, U"妹说").empty());
    CHECK(sounding_like(all, U"ABC").empty());
    PageStrings given(counts, classes, false);
    CHECK(sounding_like(given, U"心加坡").empty());
    CHECK(sounding_like(given, U"黄寻才") == "黄循! 黄循财! ");
}
