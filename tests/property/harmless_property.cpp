// Hunks that harmless() lets pass unread, against reading the page again: random pages of the tokens that Markdown and
// our fences know, random hunks within their prose.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "pipeline/engine/withhold.hpp"
#include "pipeline/read/reader.hpp"
#include "pipeline/read/structure.hpp"
#include "tests/support/random.hpp"

using namespace jiaodui;
using jiaodui::testing::Random;

namespace {

const std::vector<std::string> kPage = {
    "甲",  "乙", "丙", "，",  "。",   "，，", "“",   "”",    "：",          "；",   "！", "％", "２", "Ｂ",  "a",  "B",
    "ab",  "1",  "2",  " ",   "\n",   "\n\n", "**",  "*",    "_",           "~~",   "[",  "](", "]",  "(",   ")",  "|",
    "|-|", "`",  "<",  "<b>", "</b>", ">",    "&",   "lt;",  "&lt;",        ":",    "!",  "?",  ",",  ";",   "\"", "%",
    ".",   "- ", "# ", "> ",  "1. ",  "=",    "---", "{.a}", "http://a.b/", "www.", "@",  "$",  "\\", "[^1]"};
const std::vector<std::string> kProse = {"甲", "乙", "丁", "，", "。", "“", "”", "：", "；", "！", "？", "％",
                                         "%",  ",",  ":",  "a",  "B",  "1", "2", "３", "Ｃ", " ",  "?",  "\""};

std::string of(Random& random, const std::vector<std::string>& tokens, std::uint32_t most) {
    std::string out;
    for (std::uint32_t left = random.below(most + 1); left > 0; --left)
        out += tokens[random.below(static_cast<std::uint32_t>(tokens.size()))];
    return out;
}

bool is_locked(const Document& document, Span view) {
    for (const Span lock : document.locks) {
        if (share_bytes(lock, view)) return true;
    }
    return false;
}

bool on_edges(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    const auto edge = [&](std::uint32_t at) {
        return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    };
    return edge(begin) && edge(end);
}

// A replacement within one shown stretch that is no line break.
bool draw(Random& random, const Document& document, Hunk& out) {
    const Piece& piece = document.pieces[random.below(static_cast<std::uint32_t>(document.pieces.size()))];
    if (piece.kind != PieceKind::same) return false;
    const std::uint32_t begin = random.below(piece.source.size());
    const std::uint32_t end = begin + random.below(std::min(6u, piece.source.size() - begin) + 1);
    const std::string_view text = slice(document.bytes, piece.source);
    if (!on_edges(text, begin, end) || is_locked(document, {piece.view.begin + begin, piece.view.begin + end}))
        return false;
    out.at = SourceSpan(piece.source.begin + begin, piece.source.begin + end);
    out.before = std::string(slice(document.bytes, out.at));
    out.after = of(random, kProse, 2);
    return out.before != out.after && out.before.find('\n') == std::string::npos;
}

}  // namespace

TEST_CASE("what is called harmless changes no structure") {
    Random random(20261126);
    int harmless_ones = 0;
    for (int round = 0; round < 400000; ++round) {
        const auto document = read("a.md", of(random, kPage, 24), Format::wikijs);
        REQUIRE(document);
        if (document->pieces.empty()) continue;
        Hunk hunk;
        if (!draw(random, *document, hunk) || !harmless(*document, {hunk})) continue;
        ++harmless_ones;
        const std::string after = splice(document->bytes, {{hunk.at, hunk.after}});
        INFO("page: " << document->bytes << "\nafter: " << after << "\n" << hunk.before << " -> " << hunk.after);
        REQUIRE(same_structure(*document, after));
    }
    CHECK(harmless_ones > 1000);
}
