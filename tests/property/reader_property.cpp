// Random soups of Markdown, HTML and Wiki.js signs: every byte comes home, and a Han character that
// becomes another one never changes the structure.
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "pipeline/edit/weave.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/show.hpp"

using namespace jiaodui;

namespace {

constexpr std::array kTokens{
    "甲",    "乙",    "丙",           "，",       "。",         "a",       "b1",     " ",
    "  ",    "\n",    "\n\n",         "\r\n",     "\r",         "*",       "**",     "_",
    "`",     "``",    "```\n",        "~~",       "~~~\n",      "[",       "]",      "](",
    "(",     ")",     "![",           "](a)",     "<",          ">",       "> ",     "- ",
    "1. ",   "# ",    "===\n",        "---\n",    "|",          "|---|\n", "|-|\n",  "\\",
    "&amp;", "<b>",   "</b>",         "<br>",     "<font a=b>", "<div>",   "</div>", "<!--",
    "-->",   "$",     "$$",           "{{",       "}}",         "{.a}",    "{b=\"c", "\"}",
    "[^1]",  "[^1]:", " =5x)",        "https://", "www.a.b",    "//a.b/c", "a@b.c",  "？b=",
    "\t",    "    ",  "\xEF\xBF\xBC", "　",       "[a]: b\n",   "[a]",     "- [ ] ", "title: ",
};

std::string soup(std::mt19937& random) {
    std::string out;
    if (random() % 8 == 0) out += "---\n";
    const std::size_t length = 1 + random() % 40;
    for (std::size_t i = 0; i < length; ++i) {
        out += random() % 3 == 0 ? "甲" : kTokens[random() % kTokens.size()];
    }
    return out;
}

// The places of the view where 甲 stands and may be changed.
std::vector<std::uint32_t> places(const Document& document) {
    std::vector<std::uint32_t> out;
    for (std::size_t at = document.view.find("甲"); at != std::string::npos; at = document.view.find("甲", at + 1)) {
        const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 3)};
        bool locked = false;
        for (const Span& lock : document.locks) locked = locked || share_bytes(lock, span);
        if (!locked) out.push_back(span.begin);
    }
    return out;
}

}  // namespace

TEST_CASE("random soups", "[property]") {
    std::mt19937 random(20261122);
    for (int round = 0; round < 40000; ++round) {
        const std::string source = soup(random);
        for (const Format format : {Format::wikijs, Format::markdown, Format::plain}) {
            const auto document = read("soup", source, format);
            if (test::flaws_of(*document) != "") FAIL(source << "\n" << test::flaws_of(*document));
            const auto anchors = anchors_of(*document);
            if (Weaver(*document, document->view, anchors).whole() != source) FAIL(source);
            const auto open = places(*document);
            if (open.empty()) continue;
            std::string text = document->view;
            text.replace(open[random() % open.size()], 3, "丁");
            const std::string after = Weaver(*document, text, anchors).whole();
            if (!same_structure(*document, after))
                FAIL(source << "\n=====\n" << after << "\n=====\n" << test::show(*document));
        }
    }
}
