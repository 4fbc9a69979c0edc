#include "pipeline/read/html.hpp"

#include <catch2/catch.hpp>

using namespace jiaodui;

TEST_CASE("which tags only format", "[html]") {
    for (const char* tag : {"<font color=red>", "</font>", "<FONT>", "<b>", "<kbd>", "<a href=x>", "<u/>", "<b\n>"}) {
        CAPTURE(tag);
        CHECK(is_formatting_tag(tag));
    }
    for (const char* tag : {"<br>", "</br>", "<big>", "<b-x>", "<!-- b -->", "<img>", "", "b", "<", "</", "<s>"}) {
        CAPTURE(tag);
        CHECK_FALSE(is_formatting_tag(tag));
    }
}

TEST_CASE("which tags hold no prose", "[html]") {
    CHECK(opaque_tag("<code class=\"甲\">") == "code");
    CHECK(opaque_tag("<VAR>") == "VAR");
    for (const char* tag : {"</code>", "<code/>", "<codes>", "<kbd>", "<b>", "", "<!-- code -->"}) {
        CAPTURE(tag);
        CHECK(opaque_tag(tag).empty());
    }
    CHECK(closes_tag("</Code >", "code"));
    CHECK_FALSE(closes_tag("</b>", "code"));
    CHECK_FALSE(closes_tag("<code>", "code"));
}

TEST_CASE("addresses and comments", "[html]") {
    const auto scan = [](std::string_view html) {
        DirectiveReader directives(html);
        std::vector<MarkupNote> notes;
        scan_html(html, {0, static_cast<std::uint32_t>(html.size())}, directives, notes);
        std::string out;
        for (const MarkupNote& note : notes) out += std::string(slice(html, note.at)) + "|";
        return out + std::to_string(directives.finish().size());
    };
    CHECK(scan("<img src=\"a\" alt='src=b'><a HREF = c>") == "a|c|0");
    CHECK(scan("<!-- <img src=a> --><img src='b'") == "b|0");
    CHECK(scan("<!-- jiaodui-disable-file --><!-- jiaodui-disable-line") == "2");
    CHECK(scan("< = > <a =src=x> <img src=> <img src=\"") == "0");
}
