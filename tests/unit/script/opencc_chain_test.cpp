// ScriptConverter: names and errors, located changes, hostile bytes. Equality with OpenCC is in tests/property.
#include "pipeline/lexicon/opencc_chain.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace jiaodui;
using namespace std::string_literals;

namespace {

std::shared_ptr<const ScriptConverter> converter(std::string_view name) {
    auto loaded = ScriptConverter::load(name);
    REQUIRE(loaded);
    return *loaded;
}

}  // namespace

TEST_CASE("all fourteen configurations load and say their name") {
    REQUIRE(ScriptConverter::names().size() == 14);
    for (const std::string_view name : ScriptConverter::names()) {
        CHECK(ScriptConverter::check(name));
        CHECK(converter(name)->name() == name);
    }
}

TEST_CASE("an unknown configuration is an error that names the nearest") {
    const auto loaded = ScriptConverter::load("s2twpp");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == ErrorCode::unknown_name);
    CHECK(loaded.error().message.en.find("did you mean s2twp?") != std::string::npos);
    CHECK(loaded.error().advice.en.find("tw2sp") != std::string::npos);
    CHECK_FALSE(ScriptConverter::load("../t2s"));
    CHECK_FALSE(ScriptConverter::check(""));
}

TEST_CASE("changes are located, minimal and name their dictionary key") {
    std::vector<ScriptChange> changes;
    converter("t2s")->convert("在瀋阳，一目瞭然。", changes);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].at == Span{3, 6});
    CHECK(changes[0].text == "沈");
    CHECK(changes[0].key == "瀋");
    CHECK(changes[1].at == Span{18, 21});
    CHECK(changes[1].text == "了");
    CHECK(changes[1].key == "一目瞭然");
}

TEST_CASE("several conversions compose to one change of the source") {
    std::vector<ScriptChange> changes;
    converter("s2twp")->convert("用软件", changes);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].at == Span{3, 9});
    CHECK(changes[0].text == "軟體");
}

TEST_CASE("bytes that are not UTF-8 and NUL stay, and what stands beside them is converted") {
    const auto t2s = converter("t2s");
    CHECK(t2s->convert("\xE6\xBC漢\xFF字瀋\x80"s) == "\xE6\xBC汉\xFF字沈\x80"s);
    CHECK(t2s->convert("漢\0瀋"s) == "汉\0沈"s);
    CHECK(t2s->convert("\xE6") == "\xE6");
    CHECK(t2s->convert("\xF0\x9F") == "\xF0\x9F");
    CHECK(t2s->convert("").empty());
}

TEST_CASE("convert_text keeps BOM, CRLF and a missing last line feed") {
    const auto text = convert_text(*converter("s2t"), "\xEF\xBB\xBF汉字\r\n头发");
    REQUIRE(text);
    CHECK(*text == "\xEF\xBB\xBF漢字\r\n頭髮");
}
